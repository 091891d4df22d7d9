using System.Security.Cryptography;
using UglyToad.PdfPig.Writer;

namespace TuroEzpass.Core.Proofs;

/// <summary>PdfPig gives each document two random numbers as its id. This class replaces them with a hash of the content, so
/// that the same evidence gives the same file.</summary>
internal static class PdfIdentity
{
    /// <summary>Replaces the random id in place.</summary>
    /// <param name="pdf">A file from <see cref="PdfDocumentBuilder.Build"/>.</param>
    /// <returns>The same array.</returns>
    /// <exception cref="InvalidOperationException">The id is not where PdfPig writes it.</exception>
    public static byte[] Settle(byte[] pdf)
    {
        var trailer = pdf.AsSpan().LastIndexOf("trailer"u8);
        var id = trailer < 0 ? -1 : pdf.AsSpan(trailer).IndexOf("/ID"u8);
        if (id < 0)
            throw new InvalidOperationException("The PDF has no id in its trailer; the PdfPig version may have changed its format.");

        var hash = Convert.ToHexString(SHA256.HashData(pdf.AsSpan(0, trailer)));
        var rest = pdf.AsSpan(trailer + id);
        for (var number = 0; number < 2; number++)
        {
            var (open, close) = (rest.IndexOf((byte)'<'), rest.IndexOf((byte)'>'));
            if (open < 0 || close - open - 1 != hash.Length / 2)
                throw new InvalidOperationException("The PDF's id is not 16 bytes; the PdfPig version may have changed its format.");
            for (var digit = 0; digit < hash.Length / 2; digit++)
                rest[open + 1 + digit] = (byte)hash[digit];
            rest = rest[(close + 1)..];
        }

        return pdf;
    }
}
