using System.Text;
using SkiaSharp;
using TuroEzpass.Core;
using TuroEzpass.Core.Proofs;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace TuroEzpass.Tests.Proofs;

/// <summary>Documents and files for the evidence tests, and functions to read back what was drawn.</summary>
internal static class EvidenceSamples
{
    public const string Sha = "6f1ed002ab5595859014ebf0951522d9a1b2c3d4e5f60718293a4b5c6d7e8f90";

    public static readonly EvidenceFonts NoFonts = EvidenceFonts.From([]);

    public static readonly string[] Headers = ["POSTING DATE", "TAG/PLATE NUMBER", "AGENCY", "EXIT PLAZA", "AMOUNT"];

    public static EvidenceFonts SystemFonts()
    {
        var fonts = EvidenceFonts.FindOnSystem();
        Assert.SkipUnless(fonts.HasFont, "This machine has no TrueType font.");
        return fonts;
    }

    public static EvidenceDocument Claim(int tolls = 2, string guest = "Ada Byron", string plaza = "RFKM")
    {
        var all = Enumerable.Range(0, tolls).Select(toll => Toll(1017 + toll, 554 + toll, plaza)).ToList();
        return new EvidenceDocument(
            "41234567", guest, "Toyota Camry 2022", ["NY ABC1234"], ["00812345678"], "Nov 12, 2025, 9:00 AM", "Nov 16, 2025, 6:30 PM",
            all, all.Aggregate(Money.Zero, (sum, toll) => sum + toll.Amount));
    }

    public static EvidenceToll Toll(int line, int cents, string plaza) => new(
        "2025-11-12", "15:10:36 -05:00", "MTAB&T", plaza, "00812345678", new Money(cents),
        [new EvidenceRow("ezpassny-transactions.csv", line, Sha, Headers, ["11/13/2025", "00812345678", "MTAB&T", plaza, $"(${new Money(cents)})"])]);

    /// <summary>A page with a title, like an agency's.</summary>
    public static ProofFile Statement() =>
        ProofFile.Check("statement.pdf", EvidencePdf.Render(Claim(guest: "Statement"), NoFonts, []));

    public static byte[] Picture(SKEncodedImageFormat format, int width = 640, int height = 400)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.LightSteelBlue);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A phone's photo taken upright: the pixels are rotated, with a note to turn them by 90 degrees.</summary>
    public static byte[] PhonePhoto()
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        var photo = Picture(SKEncodedImageFormat.Jpeg);
        return [.. photo[..2], .. exif, .. photo[2..]];
    }

    /// <summary>All letters of the pages in the order in which they were written, without spaces.</summary>
    public static string Letters(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return Squeezed(string.Concat(document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)));
    }

    public static string Squeezed(string text) => new StringBuilder().AppendJoin("", text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToString();

    public static T Read<T>(byte[] pdf, Func<PdfDocument, T> read)
    {
        using var document = PdfDocument.Open(pdf);
        return read(document);
    }

    public static void AssertAllInside(Page page)
    {
        Assert.NotEmpty(page.Letters);
        Assert.All(page.Letters, letter =>
        {
            Assert.InRange(letter.StartBaseLine.X, 0, page.Width);
            Assert.InRange(letter.EndBaseLine.X, 0, page.Width - 40);
            Assert.InRange(letter.StartBaseLine.Y, 30, page.Height);
        });
    }

    public static int DarkPixels(byte[] png, SKRectI area)
    {
        using var bitmap = SKBitmap.Decode(png);
        var dark = 0;
        for (var y = area.Top; y < Math.Min(area.Bottom, bitmap.Height); y++)
        {
            for (var x = area.Left; x < Math.Min(area.Right, bitmap.Width); x++)
                dark += bitmap.GetPixel(x, y).Red < 128 ? 1 : 0;
        }

        return dark;
    }
}
