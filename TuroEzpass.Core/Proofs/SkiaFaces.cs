using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace TuroEzpass.Core.Proofs;

/// <summary>The fonts opened for drawing, and the system's other fonts for letters that they lack.
/// Thread-safe; lives as long as the process, like the fonts.</summary>
internal sealed class SkiaFaces
{
    private const float MeasuredAt = 1000;

    private readonly FontFace regularFace;
    private readonly FontFace boldFace;
    // By code point; null if no font of the system has it.
    private readonly ConcurrentDictionary<int, (SKTypeface Typeface, double Advance)?> fallbacks = new();

    private SkiaFaces(FontFace regularFace, FontFace boldFace, SKTypeface regular, SKTypeface bold)
    {
        (this.regularFace, this.boldFace, Regular, Bold) = (regularFace, boldFace, regular, bold);
        RegularGlyphs = new Glyphs(this, regularFace);
        BoldGlyphs = new Glyphs(this, boldFace);
    }

    public SKTypeface Regular { get; }

    public SKTypeface Bold { get; }

    public IGlyphs RegularGlyphs { get; }

    public IGlyphs BoldGlyphs { get; }

    /// <summary>Opens the fonts.</summary>
    /// <returns>Null if the drawing library rejects a font.</returns>
    public static SkiaFaces? Open(FontFace regularFace, FontFace boldFace)
    {
        var regular = SKTypeface.FromData(SKData.CreateCopy(regularFace.Bytes));
        var bold = ReferenceEquals(regularFace, boldFace) ? regular : SKTypeface.FromData(SKData.CreateCopy(boldFace.Bytes));
        return regular is null || bold is null ? null : new SkiaFaces(regularFace, boldFace, regular, bold);
    }

    /// <summary>The font that draws a character.</summary>
    public SKTypeface For(Rune rune, Weight weight)
    {
        var (face, typeface) = weight == Weight.Bold ? (boldFace, Bold) : (regularFace, Regular);
        return rune.IsBmp && face.Has((char)rune.Value) ? typeface : Fallback(rune)?.Typeface ?? typeface;
    }

    private (SKTypeface Typeface, double Advance)? Fallback(Rune rune) => fallbacks.GetOrAdd(rune.Value, code =>
    {
        // Missing bold letters come from the regular font first: it has the same style.
        var typeface = Regular.ContainsGlyph(code) ? Regular : SKFontManager.Default.MatchCharacter(code);
        if (typeface is null || !typeface.ContainsGlyph(code))
            return null;
        using var font = new SKFont(typeface, MeasuredAt) { LinearMetrics = true, Hinting = SKFontHinting.None };
        return (typeface, font.MeasureText(char.ConvertFromUtf32(code)) / MeasuredAt);
    });

    private sealed class Glyphs(SkiaFaces faces, FontFace face) : IGlyphs
    {
        public bool Has(Rune rune) => (rune.IsBmp && face.Has((char)rune.Value)) || faces.Fallback(rune) is not null;

        // The same advances as in the PDF, so that both break lines in the same places.
        public double Advance(Rune rune) =>
            rune.IsBmp && face.Has((char)rune.Value) ? face.Advance((char)rune.Value) : faces.Fallback(rune)?.Advance ?? 0;
    }
}
