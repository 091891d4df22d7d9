using System.Runtime.InteropServices;
using System.Text;
using Sylvan.Data.Csv;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads the records of delimited text with the physical line of each. Statements never spread a record over
/// several lines, so a record that does is the work of a stray quotation mark, which must not swallow the rows after it.</summary>
internal static class CsvRecords
{
    /// <summary>The longest run of lines that a quoted cell may span.</summary>
    public const int MostLines = 8;

    /// <summary>Opens the reader that does the fast way; a record must then be checked with <see cref="IsOneLine"/>.</summary>
    public static CsvDataReader Open(ReadOnlyMemory<byte> utf8, char delimiter)
    {
        var stream = MemoryMarshal.TryGetArray(utf8, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(utf8.ToArray(), writable: false);
        return Open(new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 15), delimiter);
    }

    /// <summary>Whether the record just read stands on one physical line, with every quotation mark closed.</summary>
    public static bool IsOneLine(CsvDataReader reader, int headerCells)
    {
        var raw = reader.GetRawRecordSpan();
        var end = raw.IndexOf('\n');
        return (end < 0 || end == raw.Length - 1)
            && (reader.RowFieldCount == headerCells || raw.Count('"') % 2 == 0);
    }

    /// <summary>The careful way: every record with its line; one whose quotation marks do not close has null cells and
    /// takes one line only.</summary>
    public static IEnumerable<(int Line, string[]? Cells)> Read(ReadOnlyMemory<byte> utf8, char delimiter)
    {
        var lines = Encoding.UTF8.GetString(utf8.Span).Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = index + 1;
            var record = lines[index].TrimEnd('\r');
            var taken = 0;
            while (IsOpen(record) && taken < MostLines && index + taken + 1 < lines.Length)
                record += "\n" + lines[index + ++taken].TrimEnd('\r');
            if (IsOpen(record) || (taken > 0 && lines[index].Count(letter => letter == delimiter) > 2))
            {
                // Not closed, or closed only by a later row's quote: this line alone is damaged.
                yield return (line, IsOpen(lines[index]) ? null : Split(lines[index], delimiter));
                continue;
            }

            index += taken;
            yield return (line, Split(record, delimiter));
        }
    }

    private static bool IsOpen(string record) => record.Count(letter => letter == '"') % 2 == 1;

    private static string[] Split(string record, char delimiter)
    {
        if (record.Length == 0)
            return [];
        using var reader = Open(new StringReader(record), delimiter);
        if (!reader.Read())
            return [];
        var cells = new string[reader.RowFieldCount];
        for (var ordinal = 0; ordinal < cells.Length; ordinal++)
            cells[ordinal] = reader.GetFieldSpan(ordinal).ToString();
        return cells;
    }

    private static CsvDataReader Open(TextReader text, char delimiter) =>
        CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Comment = '\0',
            CsvStyle = CsvStyle.Lax,
            BufferSize = 1 << 16,
            MaxBufferSize = 1 << 26,
        });
}
