using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TuroEzpass.Tests.Docs;

/// <summary>A runbook block that was run.</summary>
/// <param name="Block">The block.</param>
/// <param name="Code">Bash's exit code.</param>
/// <param name="Output">Its output, including errors.</param>
internal sealed record RanBlock(RunbookBlock Block, int Code, string Output);

/// <summary>Runs blocks of the runbook in one bash, each in its own subshell: variables of one don't reach another, except those of the blocks
/// that set names for all.</summary>
internal sealed class RunbookShell : IDisposable
{
    /// <summary>A temporary folder, the working directory and <c>HOME</c>.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;

    /// <summary>Commands before the blocks: functions that replace programs.</summary>
    public StringBuilder Before { get; } = new();

    /// <summary>Its environment, in addition to that of the tests.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>The input for blocks that ask.</summary>
    public string Typed { get; set; } = "answer\nanswer\n";

    /// <summary>Runs blocks.</summary>
    /// <param name="settings">The blocks that set names, run once before the others.</param>
    /// <param name="blocks">The blocks, in order.</param>
    /// <param name="patience">The time limit for all of it.</param>
    public async Task<IReadOnlyList<RanBlock>> RunAsync(IEnumerable<RunbookBlock> settings, IReadOnlyList<RunbookBlock> blocks, TimeSpan patience, CancellationToken cancellation)
    {
        var script = new StringBuilder("set -u -o pipefail\n").Append(Before);
        foreach (var block in settings)
            script.Append(block.Text);
        foreach (var block in blocks)
        {
            // Not as a condition, because bash would ignore -e within it.
            var output = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"block-{block.Line}"));
            File.WriteAllText(output + ".in", Typed);
            script.Append(CultureInfo.InvariantCulture, $"BLOCK={block.Line}\n(\nset -e\n{block.Text}) < '{output}.in' > '{output}.out' 2>&1\nprintf '%s\\n' \"$?\" > '{output}.code'\n");
        }

        var file = Path.Combine(Folder, "blocks.sh");
        await File.WriteAllTextAsync(file, script.ToString(), cancellation);
        var start = new ProcessStartInfo("bash", [file]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = Folder;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output_, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"The blocks that set names failed: {await output_}{await errors}");
        return [.. blocks.Select(Read)];
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private RanBlock Read(RunbookBlock block)
    {
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"block-{block.Line}"));
        return new RanBlock(block, int.Parse(File.ReadAllText(path + ".code"), CultureInfo.InvariantCulture), File.ReadAllText(path + ".out"));
    }
}
