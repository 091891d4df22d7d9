using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace TuroEzpass.Core.Ledger;

/// <summary>The raw cells of one CSV record, including quotation marks and spaces.</summary>
internal static class RawCells
{
    private const string LineEnds = "\r\n";

    /// <summary>Copies a record with some cells replaced. Everything else stays, including the quotation marks of those cells.</summary>
    /// <param name="raw">The record with its line end.</param>
    /// <param name="cells">The cells as the reader parses them.</param>
    /// <param name="ordinals">The indexes of the cells to replace, in order.</param>
    /// <param name="value">The new value; it must need no quotation marks.</param>
    /// <param name="copy">Receives the copy.</param>
    public static void Replace(ReadOnlySpan<char> raw, string[] cells, IReadOnlyList<int> ordinals, string value, StringBuilder copy)
    {
        var ranges = Find(raw[..raw.TrimEnd(LineEnds).Length]);
        var done = 0;
        if (ranges.Count != cells.Length)
        {
            // Only the reader can parse these quotation marks: write the row again as the reader parsed it.
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

    /// <summary>Where the cells start and end. A cell that starts with a quotation mark extends to the comma after the next
    /// quotation mark that is not doubled.</summary>
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

/// <summary>A file's text, with a way to encode it to the same bytes.</summary>
/// <param name="Text">The text after a byte order mark.</param>
/// <param name="Encode">Encodes a changed text: unchanged parts become the original bytes.</param>
internal sealed record EncodedText(string Text, Func<string, byte[]> Encode)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes a file like <see cref="Statements.FileContent.Utf8Text"/>, but without losing any byte.</summary>
    public static EncodedText Of(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Wide(bytes, isBig: bytes[0] == 0xFE);
        // A text reader skips one byte order mark more than the file's own.
        var mark = bytes.AsSpan().StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        mark += mark > 0 && bytes.AsSpan(mark).StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        var body = bytes.AsSpan(mark);
        // Invalid UTF-8 is decoded as one character per byte, which encodes to the same bytes again.
        var encoding = Utf8.IsValid(body) ? (Encoding)new UTF8Encoding(false) : Encoding.Latin1;
        return new EncodedText(encoding.GetString(body), text => [.. bytes.AsSpan(0, mark), .. encoding.GetBytes(text)]);
    }

    /// <summary>UTF-16, one unit at a time: unpaired surrogates and an odd last byte stay as they are.</summary>
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
