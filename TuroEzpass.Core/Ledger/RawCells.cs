using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace TuroEzpass.Core.Ledger;

/// <summary>The cells of one record of a CSV file as they stand in it, quotation marks and blanks included.</summary>
internal static class RawCells
{
    private const string LineEnds = "\r\n";

    /// <summary>Copies a record with some cells replaced; all else, the quotation marks of those cells too, stays.</summary>
    /// <param name="raw">The record with its line's end.</param>
    /// <param name="cells">Its cells, as the reader understands them.</param>
    /// <param name="ordinals">Which to replace, in order.</param>
    /// <param name="value">What by: needs no quotation marks.</param>
    /// <param name="copy">Where to.</param>
    public static void Replace(ReadOnlySpan<char> raw, string[] cells, IReadOnlyList<int> ordinals, string value, StringBuilder copy)
    {
        var ranges = Find(raw[..raw.TrimEnd(LineEnds).Length]);
        var done = 0;
        if (ranges.Count != cells.Length)
        {
            // Quotation marks that only the reader can make sense of: the row is written anew, as the reader understands it.
            copy.AppendJoin(',', cells.Select((cell, ordinal) => ordinals.Contains(ordinal) ? value : Quote(cell))).Append(raw[raw.TrimEnd(LineEnds).Length..]);
            return;
        }

        foreach (var ordinal in ordinals)
        {
            var (start, end) = ranges[ordinal];
            var cell = raw[start..end];
            var inner = cell.Trim();
            var at = start + (cell.Length - cell.TrimStart().Length);
            copy.Append(raw[done..at]).Append(inner is ['"', .., '"'] ? $"\"{value}\"" : value);
            done = at + inner.Length;
        }

        copy.Append(raw[done..]);
    }

    /// <summary>Where the cells begin and end: one that begins with a quotation mark goes on to the comma after the next
    /// one that stands alone.</summary>
    private static List<(int Start, int End)> Find(ReadOnlySpan<char> record)
    {
        var found = new List<(int, int)>();
        for (var start = 0; ;)
        {
            var end = start;
            if (end < record.Length && record[end] == '"')
            {
                for (end++; end < record.Length && (record[end] != '"' || (end + 1 < record.Length && record[end + 1] == '"')); end++)
                    end += record[end] == '"' ? 1 : 0;
            }

            var comma = end < record.Length ? record[end..].IndexOf(',') : -1;
            end = comma < 0 ? record.Length : end + comma;
            found.Add((start, end));
            if (comma < 0)
                return found;
            start = end + 1;
        }
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A file's text with the way back to its very bytes.</summary>
/// <param name="Text">The text after a byte order mark.</param>
/// <param name="Encode">Makes the file of a text that was changed: what was not changed becomes the bytes it was.</param>
internal sealed record EncodedText(string Text, Func<string, byte[]> Encode)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads it as <see cref="Statements.FileContent.Utf8Text"/> does, but so that no byte is lost.</summary>
    public static EncodedText Of(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Wide(bytes, isBig: bytes[0] == 0xFE);
        // A reader of text skips one mark more than the file's own.
        var mark = bytes.AsSpan().StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        mark += mark > 0 && bytes.AsSpan(mark).StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        var body = bytes.AsSpan(mark);
        // What is not UTF-8 is one letter for each byte, and so goes back to the same bytes.
        var encoding = Utf8.IsValid(body) ? (Encoding)new UTF8Encoding(false) : Encoding.Latin1;
        return new EncodedText(encoding.GetString(body), text => [.. bytes.AsSpan(0, mark), .. encoding.GetBytes(text)]);
    }

    /// <summary>UTF-16, unit by unit: halves of a pair that stand alone, and an odd last byte, stay as they are.</summary>
    private static EncodedText Wide(byte[] bytes, bool isBig)
    {
        var units = new char[(bytes.Length - 2) / 2];
        bytes.AsSpan(2, units.Length * 2).CopyTo(MemoryMarshal.AsBytes(units.AsSpan()));
        Turn(units, isBig);
        return new EncodedText(new string(units), text =>
        {
            var changed = text.ToCharArray();
            Turn(changed, isBig);
            return [.. bytes.AsSpan(0, 2), .. MemoryMarshal.AsBytes(changed.AsSpan()), .. bytes.AsSpan(2 + (units.Length * 2))];
        });
    }

    private static void Turn(char[] units, bool isBig)
    {
        if (isBig == BitConverter.IsLittleEndian)
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<char, ushort>(units.AsSpan()), MemoryMarshal.Cast<char, ushort>(units.AsSpan()));
    }
}
