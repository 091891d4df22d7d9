using System.Buffers.Binary;
using UglyToad.PdfPig.Fonts.TrueType;

namespace TuroEzpass.Core.Proofs;

/// <summary>Cuts a font down to its common letters. PdfPig reads every outline of a font several times for each document,
/// which for thousands of letters takes far longer than the document itself.</summary>
internal static class ThinFont
{
    private const int HeadLocaFormat = 50;

    private static readonly string[] Kept =
        ["OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];

    /// <summary>Latin letters with their accents (also the Vietnamese ones), punctuation, currency signs, arrows.</summary>
    public static bool IsCommon(char character) =>
        character is (>= ' ' and <= '\u024F') or (>= '\u1E00' and <= '\u1EFF') or (>= '\u2010' and <= '\u2044')
            or (>= '\u20A0' and <= '\u20BF') or (>= '\u2190' and <= '\u2193') or '\u2122' or '\u2212';

    /// <summary>The font with the outlines of common letters only; all glyphs keep their numbers and widths.
    /// Meant for PdfPig alone: check sums and glyph names are left out.</summary>
    /// <param name="file">The font file.</param>
    /// <param name="font">The same, parsed.</param>
    public static byte[] Of(byte[] file, TrueTypeFont font)
    {
        var outlines = new Outlines(file, font);
        var keep = new SortedSet<int> { 0 };
        for (var character = ' '; character <= '\u2212'; character++)
        {
            if (IsCommon(character))
                outlines.AddWithParts(font.WindowsUnicodeCMap.CharacterCodeToGlyphIndex(character), keep);
        }

        var (glyf, loca) = outlines.Only(keep);
        var tables = Kept.Where(font.TableHeaders.ContainsKey).Select(tag => (Tag: tag, Data: tag switch
        {
            "glyf" => glyf,
            "loca" => loca,
            "head" => WithLongOffsets(Table(file, font, tag)),
            "post" => WithoutNames(Table(file, font, tag)),
            _ => Table(file, font, tag).ToArray(),
        })).ToList();
        return Assemble(file, tables);
    }

    private static ReadOnlySpan<byte> Table(byte[] file, TrueTypeFont font, string tag)
    {
        var header = font.TableHeaders[tag];
        return file.AsSpan((int)header.Offset, (int)header.Length);
    }

    private static byte[] WithLongOffsets(ReadOnlySpan<byte> head)
    {
        var copy = head.ToArray();
        BinaryPrimitives.WriteInt16BigEndian(copy.AsSpan(HeadLocaFormat), 1);
        return copy;
    }

    // Version 3 of the table says that there are no glyph names.
    private static byte[] WithoutNames(ReadOnlySpan<byte> post)
    {
        var copy = post[..32].ToArray();
        BinaryPrimitives.WriteInt32BigEndian(copy, 0x00030000);
        return copy;
    }

    private static byte[] Assemble(byte[] file, List<(string Tag, byte[] Data)> tables)
    {
        const int fileHeader = 12, tableHeader = 16;
        var output = new MemoryStream();
        // The search hints after the count of tables are not read by anyone today.
        output.Write(file.AsSpan(0, 4));
        output.Write([(byte)(tables.Count >> 8), (byte)tables.Count, 0, 0, 0, 0, 0, 0]);
        var offset = fileHeader + tables.Count * tableHeader;
        Span<byte> entry = stackalloc byte[tableHeader];
        foreach (var (tag, data) in tables)
        {
            entry.Clear();
            for (var letter = 0; letter < 4; letter++)
                entry[letter] = (byte)tag[letter];
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            output.Write(entry);
            offset += Padded(data.Length);
        }

        foreach (var (_, data) in tables)
        {
            output.Write(data);
            output.Write(new byte[Padded(data.Length) - data.Length]);
        }

        return output.ToArray();
    }

    private static int Padded(int length) => (length + 3) & ~3;

    /// <summary>The outlines of a font's glyphs, by number.</summary>
    private sealed class Outlines(byte[] file, TrueTypeFont font)
    {
        private readonly int glyf = (int)font.TableHeaders["glyf"].Offset;
        private readonly int loca = (int)font.TableHeaders["loca"].Offset;
        private readonly bool longOffsets =
            BinaryPrimitives.ReadInt16BigEndian(file.AsSpan((int)font.TableHeaders["head"].Offset + HeadLocaFormat)) != 0;
        // maxp: version, then the number of glyphs.
        private readonly int count =
            BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan((int)font.TableHeaders["maxp"].Offset + 4));

        /// <summary>Adds a glyph and those that it is composed of, such as a letter and its accent.</summary>
        public void AddWithParts(int glyph, SortedSet<int> to)
        {
            if (glyph <= 0 || glyph >= count || !to.Add(glyph))
                return;
            var outline = Outline(glyph);
            if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
                return;
            const int words = 0x0001, scale = 0x0008, more = 0x0020, twoScales = 0x0040, matrix = 0x0080;
            for (var (at, flags) = (10, more); (flags & more) != 0;)
            {
                flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
                AddWithParts(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), to);
                at += 4 + ((flags & words) != 0 ? 4 : 2)
                    + ((flags & scale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
            }
        }

        /// <summary>The tables "glyf" and "loca" with these outlines; all other glyphs are empty.</summary>
        public (byte[] Glyf, byte[] Loca) Only(SortedSet<int> keep)
        {
            var outlines = new MemoryStream();
            var offsets = new byte[(count + 1) * 4];
            for (var glyph = 0; glyph < count; glyph++)
            {
                BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(glyph * 4), (int)outlines.Length);
                if (!keep.Contains(glyph))
                    continue;
                var outline = Outline(glyph);
                outlines.Write(outline);
                outlines.Write(new byte[Padded(outline.Length) - outline.Length]);
            }

            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(count * 4), (int)outlines.Length);
            return (outlines.ToArray(), offsets);
        }

        private ReadOnlySpan<byte> Outline(int glyph) => file.AsSpan(glyf + Offset(glyph), Offset(glyph + 1) - Offset(glyph));

        private int Offset(int glyph) => longOffsets
            ? BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(loca + glyph * 4))
            : BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(loca + glyph * 2)) * 2;
    }
}
