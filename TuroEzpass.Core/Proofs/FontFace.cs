using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;
using UglyToad.PdfPig.Writer;

namespace TuroEzpass.Core.Proofs;

/// <summary>One TrueType file that can be embedded: its bytes, its characters and their widths.
/// Thread-safe.</summary>
internal sealed class FontFace
{
    // OS/2 fsType: "restricted license" and "no subsetting".
    private const int EmbeddingForbidden = 0x0002 | 0x0100;
    private const int BoldWeight = 600;

    private readonly TrueTypeFont font;
    private readonly double unitsPerEm;
    // By UTF-16 unit: 0 not looked up yet, -1 missing, otherwise the advance in font units plus one.
    private readonly int[] advances = new int[char.MaxValue + 1];
    private readonly Lock lookup = new();

    private FontFace(byte[] bytes, TrueTypeFont font)
    {
        Bytes = bytes;
        this.font = font;
        unitsPerEm = font.GetUnitsPerEm();
    }

    /// <summary>The font file.</summary>
    public byte[] Bytes { get; }

    /// <summary>Whether the font declares itself bold.</summary>
    public bool IsBold => font.TableRegister.Os2Table.WeightClass >= BoldWeight;

    /// <summary>Reads a font file.</summary>
    /// <returns>Null if it is missing, is not TrueType with outlines, lacks plain Latin letters, or may not be embedded.</returns>
    public static FontFace? TryLoad(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var font = TrueTypeFontParser.Parse(new TrueTypeDataBytes(bytes));
            var tables = font.TableRegister;
            if (font.WindowsUnicodeCMap is null || !font.TableHeaders.ContainsKey("glyf") || tables.HorizontalMetricsTable is null
                || tables.Os2Table is null || tables.PostScriptTable is null || (tables.Os2Table.TypeFlags & EmbeddingForbidden) != 0)
            {
                return null;
            }

            var face = new FontFace(bytes, font);
            var latin = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code));
            if (!latin.All(face.Has))
                return null;
            // The writer is stricter than the reader; a font that it can't handle must be detected here and not in a claim.
            var trial = new PdfDocumentBuilder();
            trial.AddPage(PageSize.Letter).AddText(latin, 10, new PdfPoint(10, 10), trial.AddTrueTypeFont(face.Cut(latin)));
            trial.Build();
            return face;
        }
        // Font folders contain all kinds of files; if a file is unusable, the next one is tried.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>The font with only these letters, to embed.</summary>
    /// <param name="letters">Letters that the font has.</param>
    public byte[] Cut(IEnumerable<char> letters) => CutFont.Of(Bytes, font, letters);

    /// <summary>Whether the font has a glyph for the character that a PDF can contain.</summary>
    public bool Has(char character) => AdvanceUnits(character) > 0;

    /// <summary>The character's advance in ems; zero if the font lacks it.</summary>
    public double Advance(char character) => Math.Max(0, AdvanceUnits(character) - 1) / unitsPerEm;

    private int AdvanceUnits(char character)
    {
        var known = Volatile.Read(ref advances[character]);
        if (known != 0)
            return known;
        // The parser reads glyphs lazily from one shared position.
        lock (lookup)
        {
            var glyph = font.WindowsUnicodeCMap.CharacterCodeToGlyphIndex(character);
            var usable = glyph > 0 && font.TryGetBoundingBox(character, out _) && font.TryGetAdvanceWidth(character, out _);
            var units = usable ? font.TableRegister.HorizontalMetricsTable.GetAdvanceWidth(glyph) + 1 : -1;
            Volatile.Write(ref advances[character], units);
            return units;
        }
    }
}
