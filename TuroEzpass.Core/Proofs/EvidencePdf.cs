using System.Security.Cryptography;
using UglyToad.PdfPig.Writer;

namespace TuroEzpass.Core.Proofs;

/// <summary>Writes evidence as a PDF in US Letter size: the host's summary, then the agency's own statement if there is one.</summary>
public static class EvidencePdf
{
    /// <summary>Writes one document. The same document, fonts and proofs give the same bytes; the current time is not used.</summary>
    /// <param name="doc">What to show.</param>
    /// <param name="fonts">The fonts; if empty, text is written in Helvetica with Latin letters only.</param>
    /// <param name="proofs">The agency's statements, from <see cref="ProofFile.Check"/>, appended in this order.</param>
    /// <returns>The PDF file.</returns>
    /// <exception cref="InvalidDataException">A proof can't be read; <see cref="ProofFile.Check"/> detects that beforehand.</exception>
    public static byte[] Render(EvidenceDocument doc, EvidenceFonts fonts, IReadOnlyList<ProofFile> proofs)
    {
        ArgumentNullException.ThrowIfNull(doc);
        ArgumentNullException.ThrowIfNull(fonts);
        ArgumentNullException.ThrowIfNull(proofs);

        var (regular, bold) = GlyphsOf(fonts);
        var attachments = proofs.Select(Attach).ToList();
        var content = EvidenceLayout.Of(doc, attachments, new Typesetter(regular, bold));
        var pages = new Pagination(Sheet.LetterHeight, int.MaxValue, cropped: false).Divide(content);

        // Not disposed: disposing the builder completes its document again, and it holds only memory.
        var builder = new PdfDocumentBuilder();
        builder.DocumentInformation.Title = "Summary by the host";
        builder.DocumentInformation.Creator = "TuroEzpass";
        new PdfPen(builder, regular, bold).Draw(pages);
        foreach (var proof in proofs)
            proof.AppendTo(builder);
        return PdfIdentity.Settle(builder.Build());
    }

    private static (IGlyphs Regular, IGlyphs Bold) GlyphsOf(EvidenceFonts fonts)
    {
        if (!fonts.HasFont)
            return (BuiltInGlyphs.Regular, BuiltInGlyphs.Bold);
        var regular = new EmbeddedGlyphs(fonts.Regular!);
        // Each font in the PDF is limited to a fixed number of letters.
        return (regular, fonts.Bold == fonts.Regular ? regular : new EmbeddedGlyphs(fonts.Bold!));
    }

    private static Attachment Attach(ProofFile proof) =>
        new(proof.Name, proof.CountPages(), Convert.ToHexStringLower(SHA256.HashData(proof.Content.Span)));
}
