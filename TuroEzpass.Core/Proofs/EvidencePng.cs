using System.Text;
using SkiaSharp;

namespace TuroEzpass.Core.Proofs;

/// <summary>The images of one claim's evidence.</summary>
/// <param name="Pages">PNG files in order, usually one; empty if they were skipped.</param>
/// <param name="SkippedBecause">Why there are no images and what to do, as readable text; null if there are images.</param>
public sealed record PngEvidence(IReadOnlyList<byte[]> Pages, string? SkippedBecause);

/// <summary>Draws evidence as tall PNG images, because Turo's page accepts images. They show the same as the PDF without
/// the attached statements.</summary>
public static class EvidencePng
{
    // 612 points become 1224 pixels: sharp on any screen, and small enough to send.
    private const float PixelsPerPoint = 2;
    private const int TollsPerPicture = 40;
    // In points. Only very long rows come near it; viewers and Turo's page reject much taller images.
    private const double TallestPicture = 4500;

    // With this setting a page takes about 2 ms and is smaller than with "no filter" at higher levels.
    private static readonly SKPngEncoderOptions Fast = new(SKPngEncoderFilterFlags.Sub, 1);

    /// <summary>Draws one document, at most 40 tolls per image. The same document and fonts give the same bytes.</summary>
    /// <param name="doc">What to show.</param>
    /// <param name="fonts">The fonts; if empty, nothing is drawn.</param>
    /// <returns>The images, or the reason why there are none; never a blank image.</returns>
    public static PngEvidence Render(EvidenceDocument doc, EvidenceFonts fonts)
    {
        ArgumentNullException.ThrowIfNull(doc);
        ArgumentNullException.ThrowIfNull(fonts);
        if (!fonts.HasFont)
        {
            return Skipped("no TrueType font was found. Install one, such as DejaVu Sans "
                + "(on Debian and Ubuntu: apt-get install fonts-dejavu-core), and create the evidence again");
        }

        try
        {
            return fonts.Skia is { } faces
                ? new PngEvidence(Draw(doc, faces), null)
                : Skipped("the drawing library can't use the font that was found");
        }
        // SkiaSharp's native part is missing or lacks a system library; the claim must not fail because of its image.
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException)
        {
            return Skipped($"the drawing library could not be loaded ({error.GetBaseException().Message.Split('\n')[0].TrimEnd('.', ' ')}). "
                + "On Linux it needs fontconfig (on Debian and Ubuntu: apt-get install libfontconfig1)");
        }
    }

    private static PngEvidence Skipped(string reason) => new([], $"No image was created: {reason}. The PDF is complete.");

    private static List<byte[]> Draw(EvidenceDocument doc, SkiaFaces faces)
    {
        var content = EvidenceLayout.Of(doc, [], new Typesetter(faces.RegularGlyphs, faces.BoldGlyphs));
        return [.. new Pagination(TallestPicture, TollsPerPicture, cropped: true).Divide(content).Select(page => Draw(page, faces))];
    }

    private static byte[] Draw(EvidencePage page, SkiaFaces faces)
    {
        // Grayscale: a quarter of the bytes to encode, and the page has no colors.
        var size = new SKImageInfo(
            (int)(Sheet.Width * PixelsPerPoint), (int)Math.Ceiling(page.Height * PixelsPerPoint), SKColorType.Gray8, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(size) ?? throw new InvalidOperationException($"Not enough memory for an image of {size.Width} x {size.Height}.");
        using var paint = new SKPaint { IsAntialias = true };
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(PixelsPerPoint);

        paint.Color = Grey(Tone.Shade);
        foreach (var ground in page.Grounds)
            canvas.DrawRect((float)ground.Left, (float)ground.Top, (float)ground.Width, (float)ground.Height, paint);
        foreach (var rule in page.Rules)
        {
            paint.Color = Grey(rule.Tone);
            // On whole pixels, so that all lines look the same.
            var top = MathF.Round((float)rule.Top * PixelsPerPoint) / PixelsPerPoint;
            canvas.DrawRect((float)Sheet.Left, top - 0.5f, (float)Sheet.ContentWidth, 0.5f, paint);
        }

        using var font = new SKFont
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
        };
        foreach (var run in page.Runs)
        {
            paint.Color = Grey(run.Tone);
            Draw(run, canvas, font, paint, faces);
        }

        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(Fast) ?? throw new InvalidOperationException("The image could not be encoded as PNG.");
        return png.ToArray();
    }

    // Draws the text in pieces, each in the font that has its letters.
    private static void Draw(Run run, SKCanvas canvas, SKFont font, SKPaint paint, SkiaFaces faces)
    {
        font.Size = (float)run.Size;
        var glyphs = run.Weight == Weight.Bold ? faces.BoldGlyphs : faces.RegularGlyphs;
        var (left, start, at) = (run.Left, 0, 0);
        while (start < run.Text.Length)
        {
            SKTypeface? typeface = null;
            var width = 0.0;
            for (at = start; at < run.Text.Length;)
            {
                Rune.DecodeFromUtf16(run.Text.AsSpan(at), out var rune, out var length);
                var needed = faces.For(rune, run.Weight);
                if (typeface is not null && !ReferenceEquals(typeface, needed))
                    break;
                typeface = needed;
                width += glyphs.Advance(rune) * run.Size;
                at += length;
            }

            font.Typeface = typeface;
            canvas.DrawText(run.Text[start..at], (float)left, (float)run.Baseline, font, paint);
            (left, start) = (left + width, at);
        }
    }

    private static SKColor Grey(Tone tone) => new((byte)tone, (byte)tone, (byte)tone);
}
