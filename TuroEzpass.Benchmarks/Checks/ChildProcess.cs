using System.Diagnostics;
using System.Globalization;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>The cost of a program run.</summary>
internal sealed record RunCost(TimeSpan Elapsed, long PeakBytes, int ExitCode, string Errors);

/// <summary>Runs the built programs the way users do.</summary>
internal static class ChildProcess
{
    /// <summary>The command line's assembly, built next to this one with the same configuration.</summary>
    public static string CommandLine => Sibling("TuroEzpass.Cli", "turoezpass.dll");

    /// <summary>The empty console app's assembly.</summary>
    public static string EmptyApp => Sibling(Path.Combine("TuroEzpass.Benchmarks", "EmptyApp"), "EmptyApp.dll");

    /// <summary>The API's assembly.</summary>
    public static string Api => Sibling("TuroEzpass.Api", "TuroEzpass.Api.dll");

    /// <summary>The dashboard's assembly.</summary>
    public static string Web => Sibling("TuroEzpass.Web", "TuroEzpass.Web.dll");

    /// <summary>The assembly of the empty endpoint.</summary>
    public static string EmptyApi => Sibling(Path.Combine("TuroEzpass.Benchmarks", "EmptyApi"), "EmptyApi.dll");

    /// <summary>Runs <c>dotnet assembly arguments…</c>.</summary>
    public static RunCost Run(string assembly, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words.Prepend(assembly))
            start.ArgumentList.Add(word);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        // The wait ends as soon as the process ends, so that a short run is not measured too long.
        while (!process.WaitForExit(20))
            peak = Math.Max(peak, PeakOf(process));
        var elapsed = watch.Elapsed;
        output.Wait();
        return new RunCost(elapsed, peak, process.ExitCode, errors.Result);
    }

    /// <summary>The peak memory so far. Linux provides it as VmHWM; elsewhere .NET asks the system.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return process.PeakWorkingSet64;
            }

            var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended before its memory could be read.
            return 0;
        }
    }

    private static string Sibling(string project, string file)
    {
        // bin/<configuration>/<framework>/ below each project.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var output = Path.Combine("bin", own.Parent!.Name, own.Name);
        var root = own.Parent.Parent!.Parent!.Parent!.FullName;
        var path = Path.Combine(root, project, output, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built in configuration {own.Parent.Name}; ./bench builds it.", path);
    }
}
