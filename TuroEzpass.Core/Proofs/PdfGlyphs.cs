using System.Text;
using UglyToad.PdfPig.Fonts.AdobeFontMetrics;
using UglyToad.PdfPig.Fonts.Standard14Fonts;

namespace TuroEzpass.Core.Proofs;

/// <summary>The letters that one embedded font can write in one PDF. PdfPig numbers the letters of a font from 1 to 255 and throws at
/// the next, so letters beyond ASCII are limited; those over the limit are written in Latin letters.</summary>
internal sealed class EmbeddedGlyphs(FontFace face) : IGlyphs
{
    private const int MostOthers = 255 - ('~' - ' ' + 1);
    private readonly HashSet<int> others = [];

    /// <summary>The font itself.</summary>
    public FontFace Face => face;

    public bool Has(Rune rune) =>
        rune.IsAscii || (rune.IsBmp && face.Has((char)rune.Value) && (others.Contains(rune.Value) || TakePlace(rune.Value)));

    public double Advance(Rune rune) => face.Advance((char)rune.Value);

    private bool TakePlace(int code) => others.Count < MostOthers && others.Add(code);
}

/// <summary>The letters of a font that every PDF reader has built in: ASCII.</summary>
internal sealed class BuiltInGlyphs : IGlyphs
{
    private readonly double[] advances = new double['~' + 1];

    private BuiltInGlyphs(Standard14Font font)
    {
        var metrics = Standard14.GetAdobeFontMetrics(font);
        foreach (var metric in metrics.CharacterMetrics.Values)
        {
            if (AsciiCode(metric) is { } code)
                advances[code] = metric.Width.X / 1000;
        }
    }

    public static BuiltInGlyphs Regular { get; } = new(Standard14Font.Helvetica);

    public static BuiltInGlyphs Bold { get; } = new(Standard14Font.HelveticaBold);

    public bool Has(Rune rune) => rune.Value is >= ' ' and <= '~';

    public double Advance(Rune rune) => advances[rune.Value];

    // Adobe's standard encoding is ASCII except for the two straight quotes.
    private static int? AsciiCode(AdobeFontMetricsIndividualCharacterMetric metric) => metric.Name switch
    {
        "quotesingle" => '\'',
        "grave" => '`',
        "quoteright" or "quoteleft" => null,
        _ => metric.CharacterCode is >= ' ' and <= '~' ? metric.CharacterCode : null,
    };
}
