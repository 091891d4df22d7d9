using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace TuroEzpass.Tests.Cli;

/// <summary>Runs the built command line like a shell does.</summary>
internal sealed class CommandLine : IDisposable
{
    private static readonly string Program = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "turoezpass.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;

    public string Path_(string name) => Path.Combine(Folder, name);

    public string File_(string name, string text) => File_(name, Encoding.UTF8.GetBytes(text));

    public string File_(string name, byte[] bytes)
    {
        var path = Path_(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public (int Code, string Out, string Error) Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add(Program);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The error of a failed run: the last line. Work that takes longer than a second shows its progress first.</summary>
    public static string FaultIn(string error) => error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')[^1];

    public string[] Lines(string name) => File.ReadAllLines(Path_(name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
