using System.Diagnostics;

namespace TuroEzpass.Tests.Deploy;

/// <summary>Runs the scripts of <c>deploy/</c> with an <c>aws</c> that only records its arguments, or with the real one on an emulator.</summary>
internal sealed class Scripts : IDisposable
{
    private static readonly string Deploy = Path.Combine(RepositoryRoot.Path, "deploy");

    public Scripts()
    {
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Templates);
        File.WriteAllText(Log, "");
    }

    public static IEnumerable<string> All => Directory.EnumerateFiles(Deploy, "*.sh").Order(StringComparer.Ordinal);

    public string Folder { get; } = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;

    public string Bin => Path.Combine(Folder, "bin");

    public string Templates => Path.Combine(Folder, "templates");

    public Dictionary<string, string> Environment_ { get; } = [];

    private string Log => Path.Combine(Folder, "calls");

    /// <summary>The recorded calls of <c>aws</c> and the other fakes, one per line.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(Log);

    /// <summary>Puts a bash script with these lines on the PATH. <c>$LOG</c> is the list of calls.</summary>
    public void Fake(string name, string body)
    {
        var path = Path.Combine(Bin, name);
        File.WriteAllText(path, $"#!/usr/bin/env bash\nLOG='{Log}'\nSTATE='{Folder}'\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public (int Code, string Out, string Error) Run(string script, string? typed, params string[] words)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add(Path.Combine(Deploy, script));
        foreach (var word in words)
            start.ArgumentList.Add(word);
        start.Environment["PATH"] = $"{Bin}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TEMPLATES"] = Templates;
        start.Environment["DRIFT_PAUSE"] = "0";
        start.Environment.Remove("TUROEZPASS_TOKEN");
        foreach (var (key, value) in Environment_)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(typed ?? "");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
