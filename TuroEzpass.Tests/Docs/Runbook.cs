using System.Text.RegularExpressions;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Docs;

/// <summary>A block of commands.</summary>
/// <param name="Line">The line of the document in which it begins.</param>
/// <param name="Mark">Its first line, without the <c># </c>: how the tests treat it.</param>
/// <param name="Text">Its first line, without the <c># </c>, which says how tests treat it.</param>
public sealed record RunbookBlock(int Line, string Mark, string Text);

/// <summary>The parts of <c>docs/RUNBOOK.md</c>.</summary>
internal static partial class Runbook
{
    public static string Path { get; } = InRepository("docs", "RUNBOOK.md");

    public static string Text => File.ReadAllText(Path);

    /// <summary>The fenced blocks of <c>bash</c>, in order.</summary>
    public static IReadOnlyList<RunbookBlock> Blocks { get; } = [.. Read()];

    /// <summary>The blocks with a mark.</summary>
    public static IEnumerable<RunbookBlock> Marked(string mark) => Blocks.Where(block => block.Mark == mark);

    /// <summary>The targets that a link in a document can have: its headings as GitHub names them, and its own anchors.</summary>
    public static HashSet<string> Anchors(string markdown)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(markdown, "")))
        {
            var name = NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
            Assert.True(anchors.Add(name), $"Two headings are called #{name}: a link to it would lead to the first.");
        }

        foreach (Match anchor in Anchor().Matches(markdown))
            Assert.True(anchors.Add(anchor.Groups[1].Value), $"#{anchor.Groups[1].Value} is there twice.");
        return anchors;
    }

    /// <summary>The targets of a document's links, except links to the internet.</summary>
    public static IEnumerable<string> Links(string markdown) =>
        Link().Matches(Fence().Replace(markdown, "")).Select(link => link.Groups[1].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal));

    private static IEnumerable<RunbookBlock> Read()
    {
        var lines = File.ReadAllLines(Path);
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line] != "```bash")
                continue;
            var first = line + 1;
            while (lines[++line] != "```")
            {
            }

            yield return new RunbookBlock(first, lines[first].TrimStart('#', ' '), string.Join('\n', lines[(first + 1)..line]) + "\n");
        }
    }

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\"></a>")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
