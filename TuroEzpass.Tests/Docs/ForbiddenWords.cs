using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.Docs;

/// <summary>A forbidden phrase in a file.</summary>
/// <param name="File">The file's path in the repository.</param>
/// <param name="Line">The line on which the phrase starts.</param>
/// <param name="Phrase">The phrase, as the list has it.</param>
/// <param name="Sentence">The text around it.</param>
public sealed record ForbiddenWord(string File, int Line, string Phrase, string Sentence)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}: \"{Phrase}\" in: {Sentence}";
}

/// <summary>The phrases of <c>words-not-to-use.txt</c>, and the search for them.</summary>
internal static partial class ForbiddenWords
{
    private const int Around = 60;

    /// <summary>The phrases, as the list has them.</summary>
    public static IReadOnlyList<string> Phrases { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Docs", "words-not-to-use.txt")).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'),
    ];

    private static IReadOnlyList<(string Phrase, Regex Pattern)> Patterns { get; } = [.. Phrases.Select(phrase => (phrase, PatternOf(phrase)))];

    /// <summary>Finds the phrases in a file's readable text.</summary>
    /// <param name="file">The file's path in the repository; its extension determines which parts people read.</param>
    /// <param name="content">The file's content.</param>
    public static IEnumerable<ForbiddenWord> Find(string file, string content)
    {
        foreach (var (line, text) in ReadableText.Of(file, content))
        {
            foreach (var (phrase, pattern) in Patterns)
            {
                foreach (Match match in pattern.Matches(text))
                {
                    var (from, to) = (Math.Max(0, match.Index - Around), Math.Min(text.Length, match.Index + match.Length + Around));
                    yield return new ForbiddenWord(file, line + text.AsSpan(0, match.Index).Count('\n'), phrase, Spaces().Replace(text[from..to], " ").Trim());
                }
            }
        }
    }

    /// <summary>The words of a phrase may be on different lines, each with its comment mark.</summary>
    private static Regex PatternOf(string phrase)
    {
        var words = string.Join(@"(?:\s|\n\s*(?:///?|\#|\*|>))+", phrase.TrimEnd('*').Split(' ').Select(Regex.Escape)).Replace("'", "['’]", StringComparison.Ordinal);
        return new Regex($@"(?<![\w-]){words}{(phrase.EndsWith('*') ? "" : @"(?![\w-])")}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
