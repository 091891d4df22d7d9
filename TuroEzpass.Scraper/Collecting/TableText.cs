using System.Text;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Writes rows from pages as a file with the columns of the statement layout, each cell as the page shows
/// it, so that the import recognizes a row no matter how it was collected.</summary>
internal static class TableText
{
    /// <summary>Formats the file.</summary>
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
