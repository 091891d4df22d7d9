using System.Diagnostics;
using System.Reflection;
using TuroEzpass.Cli;

namespace TuroEzpass.Tests.Cases;

/// <summary>Runs one command line.</summary>
/// <param name="folder">Where the case's files are.</param>
/// <param name="args">The words after the program's name.</param>
/// <returns>The exit code, and what was written to both streams.</returns>
internal delegate (int Code, string Out, string Error) CaseProgram(string folder, string[] args);

/// <summary>Runs a case, and says what is wrong with what came out.</summary>
internal static class CaseRun
{
    /// <summary>The command line's entry point, in this process. Files are named by their whole path, since all tests share one
    /// current folder.</summary>
    public static (int Code, string Out, string Error) InProcess(string folder, string[] args)
    {
        var named = args.Select(arg => File.Exists(Path.Combine(folder, arg)) ? Path.Combine(folder, arg) : arg).ToArray();
        using var capture = new ConsoleCapture();
        return (Commands.Run(named), capture.Out, capture.Error);
    }

    /// <summary>The built program, as a process in the case's folder.</summary>
    public static (int Code, string Out, string Error) AsProcess(string folder, string[] args)
    {
        var program = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "turoezpass.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Every problem of a case; none where it holds.</summary>
    public static List<string> Problems(CaseFile @case, CaseProgram program)
    {
        var temporary = Directory.CreateTempSubdirectory("turoezpass-case-").FullName;
        try
        {
            return ProblemsIn(@case, program, temporary);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static List<string> ProblemsIn(CaseFile @case, CaseProgram program, string temporary)
    {
        var (output, data) = (Directory.CreateDirectory(Path.Combine(temporary, "out")).FullName, Path.Combine(temporary, "data"));
        string Filled(string text) => text.Replace("{out}", output, StringComparison.Ordinal).Replace("{data}", data, StringComparison.Ordinal);

        var (code, said, error) = (0, "", "");
        foreach (var step in @case.Steps)
        {
            (code, said, error) = program(@case.Folder, [.. step.Select(Filled)]);
            (said, error) = (WithoutNames(said, @case.Folder, temporary), WithoutNames(error, @case.Folder, temporary));
            if (@case.Refusal is { } refusal && refusal.Exit.Contains(code))
                return HasAny(error, refusal.StderrContainsAny ?? []) ? [] : [$"refused with '{FirstLine(error)}', want one of '{string.Join("', '", refusal.StderrContainsAny!)}'"];
            if (!@case.Exit.Contains(code))
                return [$"exit {code}: {FirstLine(error)}"];
        }

        var problems = new List<string>();
        if (!HasAny(error, @case.StderrContainsAny))
            problems.Add($"the message '{FirstLine(error)}' has none of '{string.Join("', '", @case.StderrContainsAny)}'");
        if (!HasAny(said + error, @case.SaysAny))
            problems.Add($"the output has none of '{string.Join("', '", @case.SaysAny)}'");
        foreach (var export in @case.Exports)
            problems.AddRange(CaseCheck.Problems(@case, CaseTables.OfExport(Filled(export)), export).Select(problem => $"{problem} in {export}"));
        var outcomes = Path.Combine(output, "outcomes.csv");
        if (@case.Exports.Length == 0 && (@case.Rows.Length > 0 || @case.Together.Length > 0 || @case.OwedCents is not null || @case.OwedCentsMax is not null) && (code != 3 || File.Exists(outcomes)))
            problems.AddRange(CaseCheck.Problems(@case, CaseTables.OfRun(outcomes)));
        return problems;
    }

    private static bool HasAny(string text, string[] words) => words.Length == 0 || words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is said without the names of the case's own files, which are no message.</summary>
    private static string WithoutNames(string text, string folder, string temporary) =>
        Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).OrderByDescending(name => name.Length)
            .Aggregate(text.Replace(temporary, "TEMP", StringComparison.Ordinal).Replace(folder, "CASE", StringComparison.Ordinal), (rest, name) => rest.Replace(name, "FILE", StringComparison.Ordinal));

    private static string FirstLine(string text) => text.Split('\n').FirstOrDefault(line => line.Trim().Length > 0, "").Trim();
}
