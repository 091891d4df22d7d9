using System.Buffers.Binary;
using UglyToad.PdfPig.Fonts.TrueType;

namespace TuroEzpass.Core.Proofs;

/// <summary>The raw glyphs of a TrueType file by number, and how to copy some of them under new numbers.</summary>
internal sealed class FontOutlines
{
    /// <summary>Where "head" stores whether "loca" has 16 or 32 bit offsets.</summary>
    public const int HeadOffsetFormat = 50;

    /// <summary>Where "hhea" stores the number of advance and bearing pairs in "hmtx".</summary>
    public const int HheaPairCount = 34;

    /// <summary>Where "maxp" stores the number of glyphs.</summary>
    public const int MaxpGlyphCount = 4;

    private readonly byte[] file;
    private readonly TrueTypeFont font;
    private readonly bool longOffsets;
    private readonly int pairs;

    public FontOutlines(byte[] file, TrueTypeFont font)
    {
        (this.file, this.font) = (file, font);
        longOffsets = Number(Table("head"), HeadOffsetFormat) != 0;
        pairs = Number(Table("hhea"), HheaPairCount);
    }

    public static int Padded(int length) => (length + 3) & ~3;

    public ReadOnlySpan<byte> Table(string tag)
    {
        var header = font.TableHeaders[tag];
        return file.AsSpan((int)header.Offset, (int)header.Length);
    }

    /// <summary>The tables "glyf" and "loca" with these glyphs, numbered by their index in the list. Parts of composed glyphs,
    /// such as a letter and its accent, are added to the list.</summary>
    public (byte[] Glyf, byte[] Loca) Renumbered(List<int> glyphs)
    {
        var numbers = new Dictionary<int, int>();
        for (var number = 0; number < glyphs.Count; number++)
            numbers.TryAdd(glyphs[number], number);

        var (glyf, offsets) = (new MemoryStream(), new List<int>());
        for (var number = 0; number < glyphs.Count; number++)
        {
            var outline = Outline(glyphs[number]).ToArray();
            RenumberParts(outline, glyphs, numbers);
            offsets.Add((int)glyf.Length);
            glyf.Write(outline);
            glyf.Write(new byte[Padded(outline.Length) - outline.Length]);
        }

        offsets.Add((int)glyf.Length);
        var loca = new byte[offsets.Count * 4];
        for (var number = 0; number < offsets.Count; number++)
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(number * 4), offsets[number]);
        return (glyf.ToArray(), loca);
    }

    /// <summary>The table "hmtx" of these glyphs, with a pair of advance and bearing for each.</summary>
    public byte[] Metrics(List<int> glyphs)
    {
        var metrics = new byte[glyphs.Count * 4];
        var source = Table("hmtx");
        for (var number = 0; number < glyphs.Count; number++)
        {
            var glyph = glyphs[number];
            var bearing = glyph < pairs ? glyph * 4 + 2 : pairs * 4 + (glyph - pairs) * 2;
            source.Slice(Math.Min(glyph, pairs - 1) * 4, 2).CopyTo(metrics.AsSpan(number * 4));
            source.Slice(bearing, 2).CopyTo(metrics.AsSpan(number * 4 + 2));
        }

        return metrics;
    }

    // A composed glyph has a negative number of contours, and after its box a chain of flags, glyph, offsets, scales.
    private static void RenumberParts(byte[] outline, List<int> glyphs, Dictionary<int, int> numbers)
    {
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return;
        const int words = 0x0001, scale = 0x0008, more = 0x0020, twoScales = 0x0040, matrix = 0x0080;
        for (var (at, flags) = (10, more); (flags & more) != 0;)
        {
            flags = Number(outline, at);
            var part = Number(outline, at + 2);
            if (!numbers.TryGetValue(part, out var number))
            {
                number = glyphs.Count;
                numbers.Add(part, number);
                glyphs.Add(part);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)number);
            at += 4 + ((flags & words) != 0 ? 4 : 2)
                + ((flags & scale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0);
        }
    }

    private ReadOnlySpan<byte> Outline(int glyph) => Table("glyf")[Offset(glyph)..Offset(glyph + 1)];

    private int Offset(int glyph) => longOffsets
        ? BinaryPrimitives.ReadInt32BigEndian(Table("loca")[(glyph * 4)..])
        : Number(Table("loca"), glyph * 2) * 2;

    private static int Number(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);
}
