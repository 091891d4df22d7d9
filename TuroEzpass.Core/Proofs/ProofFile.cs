using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Writer;

namespace TuroEzpass.Core.Proofs;

/// <summary>An agency's own statement to append to the summary: a PDF, or a page of it as PNG or JPEG.
/// Get one from <see cref="Check"/>, which ensures that it can be appended.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Content">The file's bytes.</param>
public sealed record ProofFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>The largest accepted file, in bytes (50 MB).</summary>
    public const int MaxBytes = 50 * 1024 * 1024;

    // An image is decompressed to draw it; 60 megapixels are A3 at 600 dpi.
    private const long MaxPixels = 60_000_000;

    internal enum Kind
    {
        Unknown,
        Pdf,
        Png,
        Jpeg,
    }

    /// <summary>Checks that a file is a readable PDF, PNG or JPEG, by appending it to a trial document.</summary>
    /// <param name="name">The file name, for the messages.</param>
    /// <param name="bytes">The file's bytes.</param>
    /// <returns>The file, ready for <see cref="EvidencePdf.Render"/>.</returns>
    /// <exception cref="InvalidDataException">The file is empty, larger than <see cref="MaxBytes"/>, of another kind,
    /// encrypted or damaged. The message says which, and what to do.</exception>
    public static ProofFile Check(string name, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.IsEmpty)
        {
            throw new InvalidDataException($"{name} is empty. Use the agency's statement as a PDF, PNG or JPEG file.");
        }

        if (bytes.Length > MaxBytes)
        {
            throw new InvalidDataException(
                $"{name} has {bytes.Length / (1024 * 1024)} MB. Attachments are limited to {MaxBytes / (1024 * 1024)} MB. Save only the pages that show the tolls.");
        }

        var file = new ProofFile(name, bytes);
        // Not disposed: disposing the builder completes its document again, which throws again if the trial failed.
        var trial = new PdfDocumentBuilder();
        file.AppendTo(trial);
        trial.Build();
        return file;
    }

    /// <summary>Determines the kind by the first bytes, regardless of the file name.</summary>
    internal Kind KindOf() => Content.Span switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Kind.Png,
        [0xFF, 0xD8, 0xFF, ..] => Kind.Jpeg,
        // Readers accept the PDF mark within the first 1024 bytes; some portals put blank lines before it.
        var span when span[..Math.Min(span.Length, 1024)].IndexOf("%PDF-"u8) >= 0 => Kind.Pdf,
        _ => Kind.Unknown,
    };

    /// <summary>The number of pages that the file adds to a document.</summary>
    /// <exception cref="InvalidDataException">The file can't be read.</exception>
    internal int CountPages() => Explained(() =>
    {
        if (KindOf() != Kind.Pdf)
            return 1;
        using var source = OpenPdf();
        return source.NumberOfPages;
    });

    /// <summary>Appends the file's pages to the document.</summary>
    /// <exception cref="InvalidDataException">The file can't be read.</exception>
    internal void AppendTo(PdfDocumentBuilder document) => Explained(() =>
    {
        switch (KindOf())
        {
            case Kind.Pdf:
                using (var source = OpenPdf())
                {
                    for (var page = 1; page <= source.NumberOfPages; page++)
                        document.AddPage(source, page);
                    return source.NumberOfPages;
                }

            case Kind.Png:
            case Kind.Jpeg:
                AppendPicture(document);
                return 1;
            default:
                throw new InvalidDataException($"{Name} is not a PDF, PNG or JPEG file. Save the agency's statement as one of these.");
        }
    });

    private int Explained(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (PdfDocumentEncryptedException error)
        {
            throw new InvalidDataException(EncryptedMessage, error);
        }
        // The readers throw many kinds of errors for damaged files; to the user they all mean the same.
        catch (Exception error) when (error is not InvalidDataException and not OutOfMemoryException)
        {
            throw new InvalidDataException($"{Name} is damaged and can't be read ({error.Message.TrimEnd('.')}). Download it again from the agency.", error);
        }
    }

    private string EncryptedMessage =>
        $"{Name} is encrypted. Open it, print it to a new PDF without a password, and use that file.";

    private PdfDocument OpenPdf()
    {
        var source = PdfDocument.Open(Content.ToArray());
        if (source is { IsEncrypted: false, NumberOfPages: > 0 })
            return source;
        var encrypted = source.IsEncrypted;
        source.Dispose();
        throw new InvalidDataException(encrypted ? EncryptedMessage : $"{Name} has no pages.");
    }

    private void AppendPicture(PdfDocumentBuilder document)
    {
        var picture = PictureHeader.Read(Content.Span)
            ?? throw new InvalidDataException($"{Name} is damaged: it is an image without a size. Save it again.");
        if ((long)picture.Width * picture.Height > MaxPixels)
        {
            throw new InvalidDataException(
                $"{Name} has {picture.Width} x {picture.Height} pixels. Images are limited to {MaxPixels / 1_000_000} million. Save it with a lower resolution.");
        }

        const double letterShort = 612, letterLong = 792, margin = 24;
        var lying = picture.Width > picture.Height;
        var (pageWidth, pageHeight) = lying ? (letterLong, letterShort) : (letterShort, letterLong);
        // Never enlarged beyond 72 dpi, so that a small screenshot stays sharp.
        var scale = Math.Min(1, Math.Min((pageWidth - 2 * margin) / picture.Width, (pageHeight - 2 * margin) / picture.Height));
        var (width, height) = (picture.Width * scale, picture.Height * scale);
        var (left, bottom) = ((pageWidth - width) / 2, pageHeight - margin - height);
        var place = new PdfRectangle(left, bottom, left + width, bottom + height);

        var page = document.AddPage(pageWidth, pageHeight);
        var bytes = Content.ToArray();
        if (KindOf() == Kind.Png)
            page.AddPng(bytes, place);
        else
            page.AddJpeg(bytes, place);
        // A phone stores how it was held instead of rotating the image.
        if (picture.ClockwiseTurn != 0)
            page.SetRotation(new UglyToad.PdfPig.Content.PageRotationDegrees(picture.ClockwiseTurn));
    }
}
