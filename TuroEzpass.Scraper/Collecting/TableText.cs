using System.Text;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Writes rows that were read from pages as a file of the columns that the statement layout reads, each cell as the page shows
/// it, so that the import knows a row again, whichever way it came.</summary>
internal static class TableText
{
    /// <summary>The file.</summary>
    public static byte[] Of(RowTable table, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        Line(text, table.Fields.Select(field => field.Column));
        foreach (var row in rows)
            Line(text, row.Select(cell => cell ?? ""));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(cell => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
}
