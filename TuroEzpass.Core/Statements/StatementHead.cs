using System.Security.Cryptography;
using System.Text;

namespace TuroEzpass.Core.Statements;

/// <summary>The header of a table with an unknown layout, and its first rows.</summary>
/// <param name="Header">The header's cells as in the file.</param>
/// <param name="Rows">The first rows below it.</param>
public sealed record StatementHead(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The number of bytes of a text file to examine.</summary>
    private const int MostBytes = 64 * 1024;

    private const int MostRows = 200;
    private const int LeastColumns = 3;
    private static readonly char[] Delimiters = [',', '\t', ';'];

    /// <summary>Identifies a header: the SHA-256 of the column names in order, ignoring case and white space.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', Header.Select(LayoutCatalog.Name)))));

    /// <summary>Finds the header: the first line of a few words, among the lines where a header can be.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="InputException">The file has no table.</exception>
    public static StatementHead Read(string fileName, byte[] bytes)
    {
        var lines = LinesOf(fileName, bytes);
        var first = lines.Take(LayoutCatalog.HeaderLines).ToList();
        var header = first.FindIndex(IsHeader);
        if (header < 0)
            throw new InputException(fileName, null, $"none of its first {LayoutCatalog.HeaderLines} lines is a header with at least {LeastColumns} columns.", "Use the file as exported by the agency's site, with its header.");
        return new StatementHead(lines[header], [.. lines.Skip(header + 1).Where(cells => cells.Any(cell => !string.IsNullOrWhiteSpace(cell))).Take(MostRows)]);
    }

    /// <summary>The part of the file to examine: text ends with a whole line; a workbook or a page can't be cut.</summary>
    internal static byte[] BeginningOf(string fileName, byte[] bytes)
    {
        if (FileContent.Kind(fileName, bytes, takesPages: true) != ContentKind.Text)
            return bytes;
        var text = FileContent.Utf8Text(bytes);
        if (text.Length <= MostBytes)
            return text.ToArray();
        var end = text.Span[..MostBytes].LastIndexOf((byte)'\n');
        return text[..(end < 0 ? MostBytes : end + 1)].ToArray();
    }

    private static List<IReadOnlyList<string>> LinesOf(string fileName, byte[] bytes)
    {
        var kind = FileContent.Kind(fileName, bytes, takesPages: true);
        if (kind == ContentKind.Page)
            return [.. PageRecords.Read(fileName, bytes).SelectMany(table => table.Rows).Where(row => row.Cells.Length >= LeastColumns).Select(row => (IReadOnlyList<string>)row.Cells)];
        if (kind == ContentKind.Workbook)
            return [.. SheetRecords.Read(fileName, bytes).SelectMany(sheet => sheet.Rows.Take(LayoutCatalog.HeaderLines + MostRows)).Select(row => (IReadOnlyList<string>)row.Cells)];
        var text = BeginningOf(fileName, bytes);
        // The delimiter that makes some line a header; of several, the one that gives the most columns.
        return Delimiters
            .Select(delimiter => CsvRecords.Read(text, delimiter).Select(record => (IReadOnlyList<string>)(record.Cells ?? [])).ToList())
            .MaxBy(lines => lines.Take(LayoutCatalog.HeaderLines).Where(IsHeader).Select(cells => cells.Count).FirstOrDefault())!;
    }

    /// <summary>A header consists of names, and a name does not start with a digit, a sign or a currency.</summary>
    private static bool IsHeader(IReadOnlyList<string> cells)
    {
        var names = cells.Select(cell => cell.Trim('\uFEFF', ' ', '\t')).Where(cell => cell.Length > 0).ToList();
        return names.Count >= LeastColumns && names.All(name => !char.IsAsciiDigit(name[0]) && name[0] is not ('$' or '-' or '+' or '('));
    }
}
