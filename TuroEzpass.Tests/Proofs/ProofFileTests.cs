using SkiaSharp;
using TuroEzpass.Core.Proofs;
using static TuroEzpass.Tests.Proofs.EvidenceSamples;

namespace TuroEzpass.Tests.Proofs;

public sealed class ProofFileTests
{
    // One empty page, encrypted by qpdf with the user password "user".
    private const string Encrypted =
        "JVBERi0xLjYKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUi"
        + "BdIC9NZWRpYUJveCBbIDAgMCAyMDAgMTAwIF0gL1R5cGUgL1BhZ2VzID4+CmVuZG9iagozIDAgb2JqCjw8IC9QYXJlbnQgMiAwIFIgL1R5cGUgL1BhZ2UgPj4KZW5kb2Jq"
        + "CjQgMCBvYmoKPDwgL0NGIDw8IC9TdGRDRiA8PCAvQXV0aEV2ZW50IC9Eb2NPcGVuIC9DRk0gL0FFU1YyIC9MZW5ndGggMTYgPj4gPj4gL0ZpbHRlciAvU3RhbmRhcmQgL0"
        + "xlbmd0aCAxMjggL08gPDBiYTM4MzVmODhmOTAzODhlNzRlNTQ1ODQxMjVjZTE0MmJlMGRlMjRjNmIwZDM3NzQ2ZTA3NWI4OTE3NTY2NzE+IC9QIC00IC9SIDQgL1N0bUYg"
        + "L1N0ZENGIC9TdHJGIC9TdGRDRiAvVSA8OTlkYWJjOTA3YmNiNjUyZWZkYTRkN2IxYWU0MjAyMmUwMTIyNDU2YTkxYmFlNTEzNDI3M2E2ZGIxMzRjODdjND4gL1YgNCA+Pg"
        + "plbmRvYmoKeHJlZgowIDUKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDE1IDAwMDAwIG4gCjAwMDAwMDAwNjQgMDAwMDAgbiAKMDAwMDAwMDE0OSAwMDAwMCBuIAow"
        + "MDAwMDAwMTk2IDAwMDAwIG4gCnRyYWlsZXIgPDwgL1Jvb3QgMSAwIFIgL1NpemUgNSAvSUQgWzw3NWFmMjhiYWY3YzBjN2E0OTVkNzBjODYzMDE4ZTMyOD48NzVhZjI4Ym"
        + "FmN2MwYzdhNDk1ZDcwYzg2MzAxOGUzMjg+XSAvRW5jcnlwdCA0IDAgUiA+PgpzdGFydHhyZWYKNDk1CiUlRU9GCg==";

    [Fact]
    public void A_statement_and_its_pictures_are_appended_behind_the_summary()
    {
        ProofFile[] proofs =
        [
            Statement(),
            ProofFile.Check("page.png", Picture(SKEncodedImageFormat.Png)),
            ProofFile.Check("page.jpg", Picture(SKEncodedImageFormat.Jpeg, 300, 900)),
        ];
        var alone = EvidencePdf.Render(Claim(), NoFonts, []);

        var pdf = EvidencePdf.Render(Claim(), NoFonts, proofs);

        Assert.Equal(Read(alone, document => document.NumberOfPages) + 3, Read(pdf, document => document.NumberOfPages));
        Assert.Contains(Squeezed("Attached after this summary statement.pdf, 1 page SHA-256"), Letters(pdf));
        Assert.Equal(["lying", "standing"], Read(pdf, document => document.GetPages().TakeLast(2)
            .Select(page => page.Width > page.Height ? "lying" : "standing").ToArray()));
        Assert.All(Read(pdf, document => document.GetPages().TakeLast(2).Select(page => page.GetImages().Count()).ToArray()), count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_photo_that_was_taken_upright_stands_upright()
    {
        var proof = ProofFile.Check("IMG_1.jpg", PhonePhoto());

        var turn = Read(EvidencePdf.Render(Claim(), NoFonts, [proof]), document => document.GetPages().Last().Rotation.Value);

        Assert.Equal(90, turn);
    }

    [Fact]
    public void A_text_file_is_refused_whatever_its_name() => Refused("statement.pdf", "POSTING DATE,AMOUNT"u8.ToArray(), "is not a PDF, PNG or JPEG");

    [Fact]
    public void An_empty_file_is_refused() => Refused("statement.pdf", [], "is empty");

    [Fact]
    public void A_file_above_50_MB_is_refused() => Refused("scan.pdf", new byte[ProofFile.MaxBytes + 1], "limited to 50 MB");

    [Fact]
    public void An_encrypted_PDF_is_refused_with_a_workaround() => Refused("locked.pdf", Convert.FromBase64String(Encrypted), "print it to a new PDF");

    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    public void A_PDF_that_ends_early_is_refused(int length) =>
        Refused("cut.pdf", Statement().Content.ToArray()[..length], "damaged");

    [Fact]
    public void A_picture_that_ends_early_is_refused()
    {
        Refused("cut.png", Picture(SKEncodedImageFormat.Png)[..60], "damaged");
        Refused("cut.jpg", Picture(SKEncodedImageFormat.Jpeg)[..20], "damaged");
    }

    private static void Refused(string name, byte[] content, string because)
    {
        var error = Assert.Throws<InvalidDataException>(() => ProofFile.Check(name, content));
        Assert.StartsWith(name, error.Message);
        Assert.Contains(because, error.Message);
    }
}
