using System.Globalization;
using System.Text;

namespace TuroEzpass.Core.Uploads;

/// <summary>The name of a file from an external program: a label, never a path.</summary>
public static class UploadName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MostCharacters = 150;

    private const int LongestEnding = 10;
    private const string Nameless = "upload";
    private static readonly char[] FolderMarks = ['/', '\\', ':'];

    /// <summary>The last part of the name, without anything that could mislead a file system, a header or a reader: control and invisible
    /// characters, quotation marks, and dots and spaces at the ends.</summary>
    public static string Of(string? sent)
    {
        var last = (sent ?? "").Split(FolderMarks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (rune.Value is not ('"' or ';' or 0xFFFD) && !IsHidden(rune))
                kept.Append(rune.ToString());
        }

        var name = Shortened(kept.ToString().Trim('.', ' '));
        return name.Length == 0 ? Nameless : name;
    }

    /// <summary>Marks that change the writing direction make <c>vsc.exe</c> look like <c>exe.csv</c>.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    private static string Shortened(string name)
    {
        if (name.Length <= MostCharacters)
            return name;
        var ending = Path.GetExtension(name) is { Length: <= LongestEnding } extension ? extension : "";
        var stem = name[..(MostCharacters - ending.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + ending;
    }
}
