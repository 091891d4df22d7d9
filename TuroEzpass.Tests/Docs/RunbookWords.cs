using System.Globalization;

namespace TuroEzpass.Tests.Docs;

/// <summary>A command of the runbook, as bash would run it.</summary>
/// <param name="Line">The line of the document in which its block begins.</param>
/// <param name="Words">The program and its arguments.</param>
public sealed record RunbookCommand(int Line, IReadOnlyList<string> Words)
{
    /// <summary>The program.</summary>
    public string Program => Words[0];

    /// <summary>Its arguments.</summary>
    public string[] Arguments => [.. Words.Skip(1)];

    /// <inheritdoc />
    public override string ToString() => $"docs/RUNBOOK.md, block at line {Line}: {string.Join(' ', Words)}";
}

/// <summary>All commands of the runbook. Bash parses them: it runs every block with functions in place of the programs, which only
/// record their arguments, also within <c>$( )</c>.</summary>
public sealed class RunbookWords : IAsyncLifetime
{
    private const string EndOfWord = "\u001f";
    private const string EndOfCommand = "\u001e";

    /// <summary>The output of every program: it can serve as a number, a name, or an account.</summary>
    private const string Answer = "000000000012";

    private const string Address = "https://tolls.example.com";

    /// <summary>Harmless programs, needed for the arguments of others.</summary>
    private static readonly string[] Real = ["date", "head", "cat", "tr", "sed", "bash"];

    private static readonly string[] Programs =
        ["aws", "turoezpass", "gh", "docker", "git", "curl", "dotnet", "df", "du", "find", "cp", "mkdir", "sleep", "dig", .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "deploy"), "*.sh").Select(file => "deploy/" + Path.GetFileName(file))];

    private RunbookShell? shell;

    /// <summary>Every command.</summary>
    public IReadOnlyList<RunbookCommand> All { get; private set; } = [];

    /// <summary>The exit code of each block.</summary>
    internal IReadOnlyList<RanBlock> Blocks { get; private set; } = [];

    /// <summary>The commands of a program.</summary>
    public IEnumerable<RunbookCommand> Of(string program) => All.Where(command => command.Program == program);

    public async ValueTask InitializeAsync()
    {
        shell = new RunbookShell();
        var bin = Directory.CreateDirectory(Path.Combine(shell.Folder, "bin")).FullName;
        foreach (var name in Real)
            File.CreateSymbolicLink(Path.Combine(bin, name), Storage.ChildServer.Find(name)!);
        foreach (var name in new[] { "user", "token" })
            await File.WriteAllTextAsync(Path.Combine(shell.Folder, $".turoezpass-{name}"), "answer\nanswer\n");
        var log = Path.Combine(shell.Folder, "words");
        await File.WriteAllTextAsync(log, "");
        shell.Environment["PATH"] = bin;
        shell.Environment["URL"] = Address;
        shell.Before.Append(CultureInfo.InvariantCulture, $"noted() {{ local IFS=$'\\x1f'; printf '%s\\x1f%s\\x1e' \"${{BLOCK:-0}}\" \"$*\" >> '{log}'\n");
        // An output that is an address.
        shell.Before.Append(CultureInfo.InvariantCulture, $"case \"$*\" in *\"Url']\"*) printf '{Address}\\n' ;; *) printf '{Answer}\\n' ;; esac; }}\n");
        shell.Before.Append("command_not_found_handle() { noted \"$@\"; printf 'The test does not know %s.\\n' \"$1\"; return 127; }\n");
        foreach (var name in Programs)
            shell.Before.Append(CultureInfo.InvariantCulture, $"{name}() {{ noted {name} \"$@\"; }}\n");
        Blocks = await shell.RunAsync(Runbook.Blocks.Where(block => block.Mark.StartsWith("sets: ", StringComparison.Ordinal)), Runbook.Blocks, TimeSpan.FromMinutes(5), CancellationToken.None);
        All = [.. (await File.ReadAllTextAsync(log)).Split(EndOfCommand, StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    public ValueTask DisposeAsync()
    {
        shell?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RunbookCommand Read(string line) =>
        line.Split(EndOfWord) is [var number, .. var words] ? new RunbookCommand(int.Parse(number, CultureInfo.InvariantCulture), words) : throw new FormatException(line);
}
