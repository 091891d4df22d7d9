using System.Text;
using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Writes rows that were read from pages as the file that the site would export: the columns of the statement layout, so that
/// a row is known again, whichever way it came.</summary>
internal static class TableText
{
    /// <summary>The file.</summary>
    public static byte[] Of(Visit visit, RowTable table, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        Line(text, table.Fields.Select(field => field.Column));
        var patterns = table.Fields.Select(Formats).ToList();
        foreach (var row in rows)
            Line(text, table.Fields.Select((field, index) => Cell(visit, field, index, patterns[index], row[index] ?? "")));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(Visit visit, RowField field, int index, (LocalDateTimePattern Shown, LocalDateTimePattern Written)? formats, string text)
    {
        if (field.Match.Length > 0)
        {
            var match = Regex.Match(text, field.Match, RegexOptions.NonBacktracking);
            text = match.Success ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value : "";
        }

        if (formats is not { } pair || text.Length == 0)
            return text;
        return pair.Shown.Parse(text) is { Success: true } parsed
            ? pair.Written.Format(parsed.Value)
            : throw visit.Changed($"transactions.table.fields[{index}].shown", field.Shown, $"a row's {field.Column} is written in another way");
    }

    private static (LocalDateTimePattern Shown, LocalDateTimePattern Written)? Formats(RowField field) => field.Shown.Length == 0 ? null : (
        LocalDateTimePattern.CreateWithInvariantCulture(field.Shown).WithTwoDigitYearMax(99),
        LocalDateTimePattern.CreateWithInvariantCulture(field.Written));

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(cell => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
}
