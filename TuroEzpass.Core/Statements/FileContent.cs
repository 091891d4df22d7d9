using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace TuroEzpass.Core.Statements;

/// <summary>The kind of a file according to its first bytes.</summary>
internal enum ContentKind
{
    Text,
    Workbook,
    Page,
}

/// <summary>Determines the kind of an input file by its bytes, not by its name.</summary>
internal static class FileContent
{
    private static readonly byte[] ZipMark = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] OldExcelMark = [0xD0, 0xCF, 0x11, 0xE0];
    private static readonly string[] HtmlMarks = ["<!doctype", "<html", "<head", "<body", "<!--", "<?xml"];
    private static readonly byte[][] ForeignMarks = [[(byte)'M', (byte)'Z', 0x90], "#!"u8.ToArray(), "GIF8"u8.ToArray(), "{\\rtf"u8.ToArray(), "<"u8.ToArray(), [0xFF, 0xD8, 0xFF], [0x89, (byte)'P', (byte)'N', (byte)'G']];
    private static readonly SearchValues<byte> NoText = SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (byte)value).Except("\t\n\r\f\u001A"u8.ToArray()), 127]);
    private static readonly SearchValues<char> MarkupStart = SearchValues.Create("<");

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Determines the kind of a file.</summary>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="bytes">Its start, or all of it.</param>
    /// <param name="takesPages">Whether a saved web page is accepted like an export.</param>
    /// <exception cref="InputException">It is empty, a PDF, a web page that is not accepted, an image or another binary file.</exception>
    public static ContentKind Kind(string fileName, ReadOnlySpan<byte> bytes, bool takesPages = false)
    {
        if (IsEmpty(bytes))
            throw new InputException(fileName, null, "the file is empty.", "Download it again; an empty download often means that your session on the site has expired.");
        if (bytes.StartsWith(ZipMark) || bytes.StartsWith(OldExcelMark))
            return ContentKind.Workbook;
        if (bytes.StartsWith("%PDF"u8))
            throw new InputException(fileName, null, "this is a PDF.", "Download the CSV or Excel export instead; the PDF can be appended to a claim's evidence.") { Topic = InputTopic.Proof };
        if (HasWideMark(bytes))
            return ContentKind.Text;
        if (bytes.IndexOf((byte)0) >= 0)
            throw new InputException(fileName, null, "this is a binary file, not a CSV or XLSX export.", "Use the file as exported by the site.");
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 1024)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        if (start.AsSpan().IndexOfAny(MarkupStart) == 0 && HtmlMarks.Any(mark => start.StartsWith(mark, StringComparison.OrdinalIgnoreCase)))
        {
            if (takesPages && !start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
                return ContentKind.Page;
            throw new InputException(fileName, null, "this is a web page, not an export.", "The site probably signed you out. Sign in and download the file again.");
        }

        return ContentKind.Text;
    }

    /// <summary>Whether there is only white space.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> bytes) => WithoutMark(bytes).TrimStart(" \r\n\t"u8).IsEmpty;

    /// <summary>Whether it starts like a zip archive, as newer workbooks do.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ZipMark);

    /// <summary>Whether content without zero bytes is still not a table: a program, an image, marked-up text. No export starts like this or
    /// contains such control characters.</summary>
    public static bool LooksForeign(ReadOnlySpan<byte> bytes)
    {
        if (HasWideMark(bytes))
            return false;
        var content = WithoutMark(bytes);
        foreach (var mark in ForeignMarks)
        {
            if (content.TrimStart(" \r\n\t"u8).StartsWith(mark))
                return true;
        }

        return content.ContainsAny(NoText);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    /// <summary>The text as UTF-8 without a byte order mark. Text that is not valid UTF-8 is read as Latin-1, as old Excel versions save it.</summary>
    public static ReadOnlyMemory<byte> Utf8Text(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.StartsWith("\uFEFF"u8))
            return bytes[3..];
        if (HasWideMark(span))
            return Encoding.UTF8.GetBytes((span[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(span[2..]));
        if (Utf8.IsValid(span) && !HasLoneReturns(span))
            return bytes;
        var text = Utf8.IsValid(span) ? Encoding.UTF8.GetString(span) : Encoding.Latin1.GetString(span);
        return Encoding.UTF8.GetBytes(HasLoneReturns(span) ? text.Replace('\r', '\n') : text);
    }

    /// <summary>Lines that end with a carriage return only, as on the first Macintosh.</summary>
    private static bool HasLoneReturns(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n') < 0 && bytes.IndexOf((byte)'\r') >= 0;

    private static bool HasWideMark(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
}
