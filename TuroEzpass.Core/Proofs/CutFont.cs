using System.Buffers.Binary;
using UglyToad.PdfPig.Fonts.TrueType;

namespace TuroEzpass.Core.Proofs;

/// <summary>Reduces a font to the letters of one document. PdfPig does that too, but it first reads every outline of the font
/// several times for each document, which for thousands of letters takes far longer than the document itself.</summary>
internal static class CutFont
{
    // Tables with names, instructions and measures, copied unchanged.
    private static readonly string[] Copied = ["OS/2", "cvt ", "fpgm", "name", "prep"];

    /// <summary>The font with only these letters. Only for PdfPig: checksums, search hints and glyph names are left out.</summary>
    /// <param name="file">The font file.</param>
    /// <param name="font">The same, parsed.</param>
    /// <param name="letters">Letters that the font has.</param>
    public static byte[] Of(byte[] file, TrueTypeFont font, IEnumerable<char> letters)
    {
        var outlines = new FontOutlines(file, font);
        var characters = letters.Distinct().Order().ToList();
        // New glyph numbers: 0 stays "no such letter", followed by the letters, then the parts that composed letters need.
        List<int> glyphs = [0, .. characters.Select(character => font.WindowsUnicodeCMap.CharacterCodeToGlyphIndex(character))];
        var (glyf, loca) = outlines.Renumbered(glyphs);

        var tables = Copied.Where(font.TableHeaders.ContainsKey).Select(tag => (Tag: tag, Data: outlines.Table(tag).ToArray())).ToList();
        tables.AddRange(
        [
            ("cmap", CharacterMap(characters)),
            ("glyf", glyf),
            ("head", WithNumber(outlines.Table("head"), FontOutlines.HeadOffsetFormat, 1)),
            ("hhea", WithNumber(outlines.Table("hhea"), FontOutlines.HheaPairCount, glyphs.Count)),
            ("hmtx", outlines.Metrics(glyphs)),
            ("loca", loca),
            ("maxp", WithNumber(outlines.Table("maxp"), FontOutlines.MaxpGlyphCount, glyphs.Count)),
            // Version 3 of the table, its first 32 bytes, means that there are no glyph names.
            ("post", WithNumber(outlines.Table("post")[..32], 0, 3)),
        ]);
        return Assemble(file, tables);
    }

    private static byte[] WithNumber(ReadOnlySpan<byte> table, int at, int number)
    {
        var copy = table.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)number);
        return copy;
    }

    // Format 4 for Windows: ranges of characters whose glyphs are numbered in the same order, with the difference.
    private static byte[] CharacterMap(List<char> characters)
    {
        var runs = new List<(int First, int Last, int Delta)>();
        for (var index = 0; index < characters.Count; index++)
        {
            var (code, glyph) = (characters[index], index + 1);
            if (runs is [.., var run] && run.Last == code - 1)
                runs[^1] = run with { Last = code };
            else
                runs.Add((code, code, glyph - code));
        }

        runs.Add((0xFFFF, 0xFFFF, 1)); // required by the format
        List<int> words = [0, 1, 3, 1, 0, 12, 4, 16 + runs.Count * 8, 0, runs.Count * 2, 0, 0, 0];
        words.AddRange([.. runs.Select(run => run.Last), 0, .. runs.Select(run => run.First), .. runs.Select(run => run.Delta), .. runs.Select(_ => 0)]);
        var table = new byte[words.Count * 2];
        for (var word = 0; word < words.Count; word++)
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(word * 2), unchecked((ushort)words[word]));
        return table;
    }

    private static byte[] Assemble(byte[] file, List<(string Tag, byte[] Data)> tables)
    {
        const int fileHeader = 12, tableHeader = 16;
        var output = new MemoryStream();
        output.Write(file.AsSpan(0, 4));
        output.Write([(byte)(tables.Count >> 8), (byte)tables.Count, 0, 0, 0, 0, 0, 0]);
        var offset = fileHeader + tables.Count * tableHeader;
        Span<byte> entry = stackalloc byte[tableHeader];
        foreach (var (tag, data) in tables)
        {
            entry.Clear();
            for (var letter = 0; letter < tag.Length; letter++)
                entry[letter] = (byte)tag[letter];
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            output.Write(entry);
            offset += FontOutlines.Padded(data.Length);
        }

        foreach (var (_, data) in tables)
        {
            output.Write(data);
            output.Write(new byte[FontOutlines.Padded(data.Length) - data.Length]);
        }

        return output.ToArray();
    }
}
