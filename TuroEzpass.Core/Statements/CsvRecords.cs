using System.Runtime.InteropServices;
using System.Text;
using Sylvan.Data.Csv;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads the records of delimited text with the physical line of each. In statements a record is always on one
/// line. A record on several lines is the result of a stray quotation mark, which must not swallow the rows after it.</summary>
internal static class CsvRecords
{
    /// <summary>The most lines that a quoted cell may span.</summary>
    public const int MostLines = 8;

    /// <summary>The delimiter of a file whose first line is its header: in many countries Excel writes semicolons or tabs.</summary>
    public static char DelimiterOf(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.TrimStart("\r\n "u8);
        var end = text.IndexOf((byte)'\n');
        var header = end < 0 ? text : text[..end];
        var best = ',';
        foreach (var delimiter in ";\t")
        {
            if (header.Count((byte)delimiter) > header.Count((byte)best))
                best = delimiter;
        }

        return best;
    }

    /// <summary>Opens the fast reader; each record must then be checked with <see cref="IsOneLine"/>.</summary>
    public static CsvDataReader Open(ReadOnlyMemory<byte> utf8, char delimiter)
    {
        var stream = MemoryMarshal.TryGetArray(utf8, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(utf8.ToArray(), writable: false);
        return Open(new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 15), delimiter, 1 << 16);
    }

    /// <summary>Whether the current record is on one physical line, with all quotation marks closed.</summary>
    public static bool IsOneLine(CsvDataReader reader, int headerCells)
    {
        var raw = reader.GetRawRecordSpan();
        var end = raw.IndexOfAny('\n', '\r');
        return (end < 0 || raw[end..] is "\n" or "\r\n")
            && (reader.RowFieldCount == headerCells || raw.Count('"') % 2 == 0);
    }

    /// <summary>The careful reader: every record with its line. A record whose quotation marks don't close has null cells and
    /// takes only one line.</summary>
    public static IEnumerable<(int Line, string[]? Cells)> Read(ReadOnlyMemory<byte> utf8, char delimiter)
    {
        var lines = Encoding.UTF8.GetString(utf8.Span).Split('\n');
        var last = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        for (var index = 0; index < last; index++)
        {
            var line = index + 1;
            var record = Line(lines[index]);
            var taken = 0;
            while (EndsInQuotes(record, delimiter) && taken < MostLines && index + taken + 1 < last)
                record += "\n" + Line(lines[index + ++taken]);
            if (EndsInQuotes(record, delimiter) || (taken > 0 && lines[index].Count(letter => letter == delimiter) > 2))
            {
                // Not closed, or closed only by a later row's quotation mark: only this line is damaged.
                yield return (line, EndsInQuotes(Line(lines[index]), delimiter) ? null : Split(Line(lines[index]), delimiter));
                continue;
            }

            index += taken;
            yield return (line, Split(record, delimiter));
        }
    }

    /// <summary>The text of a line; a lone carriage return does not end a line.</summary>
    private static string Line(string text) => text.TrimEnd('\r').Replace('\r', ' ');

    /// <summary>Whether the record's last cell starts with a quotation mark that is not closed. A mark inside a cell that does
    /// not start with one (<c>EXIT 6" E</c>) is an ordinary character.</summary>
    private static bool EndsInQuotes(string record, char delimiter)
    {
        var position = 0;
        while (position < record.Length)
        {
            if (record[position] == '"')
            {
                var close = position + 1;
                while ((close = record.IndexOf('"', close)) >= 0 && close + 1 < record.Length && record[close + 1] == '"')
                    close += 2;
                if (close < 0)
                    return true;
                position = close + 1;
            }

            var next = position < record.Length ? record.IndexOf(delimiter, position) : -1;
            if (next < 0)
                return false;
            position = next + 1;
        }

        return false;
    }

    private static string[] Split(string record, char delimiter)
    {
        if (record.Length == 0)
            return [];
        using var reader = Open(new StringReader(record), delimiter, Math.Max(256, record.Length + 2));
        if (!reader.Read())
            return [];
        var cells = new string[reader.RowFieldCount];
        for (var ordinal = 0; ordinal < cells.Length; ordinal++)
            cells[ordinal] = reader.GetFieldSpan(ordinal).ToString();
        return cells;
    }

    private static CsvDataReader Open(TextReader text, char delimiter, int buffer) =>
        CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            Comment = '\0',
            CsvStyle = CsvStyle.Lax,
            BufferSize = buffer,
            MaxBufferSize = 1 << 26,
        });
}
