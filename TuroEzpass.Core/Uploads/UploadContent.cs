using System.IO.Compression;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Uploads;

/// <summary>Determines the kind of an uploaded file by its bytes before it is stored; its name and the sender's choice don't count.</summary>
public static class UploadContent
{
    /// <summary>The accepted kinds of files.</summary>
    public const string Accepted = "Upload CSV or tab-separated text or Excel workbooks (.xlsx, .xls) as exported by the agencies' sites and Turo, or pages of tolls saved from an agency's site (.html).";

    /// <summary>The part of a file that determines its kind.</summary>
    private const int HeadBytes = 64 * 1024;

    /// <summary>A workbook is read as a whole: one that unpacks to more than this is not a statement, but an attack or a mistake.</summary>
    private const long MostUnpacked = 400L * 1024 * 1024;

    /// <summary>Why the file is rejected, as readable text; null if it is accepted.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="content">The whole file, seekable; its position is undefined afterwards.</param>
    /// <param name="isEmpty">Whether the file is empty.</param>
    public static string? Fault(string fileName, Stream content, out bool isEmpty)
    {
        ArgumentNullException.ThrowIfNull(content);
        content.Position = 0;
        var head = new byte[Math.Min(HeadBytes, content.Length)];
        content.ReadExactly(head);
        isEmpty = FileContent.IsEmpty(head) && content.Length <= HeadBytes;
        try
        {
            var kind = FileContent.Kind(fileName, head, takesPages: true);
            if (kind == ContentKind.Page)
                return PageFault(fileName, content);
            if (kind == ContentKind.Workbook && FileContent.IsZip(head))
                return WorkbookFault(fileName, content);
            return kind == ContentKind.Text && FileContent.LooksForeign(head) ? $"{fileName}: this is neither a text table nor an Excel workbook." : null;
        }
        catch (InputException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The likely kind of a file, by the header in its first lines. An unknown file counts as a statement, because that
    /// reader explains best what is wrong with it.</summary>
    public static UploadKind KindOf(string fileName, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (FileContent.Kind(fileName, bytes, takesPages: true) is ContentKind.Workbook or ContentKind.Page)
            return UploadKind.Statement;
        var text = FileContent.Utf8Text(bytes.AsMemory(0, Math.Min(bytes.Length, HeadBytes)));
        foreach (var (line, cells) in CsvRecords.Read(text, CsvRecords.DelimiterOf(text)))
        {
            if (line > LayoutCatalog.HeaderLines)
                break;
            var names = (cells ?? []).Select(LayoutCatalog.Name).ToHashSet(StringComparer.Ordinal);
            if (names.Contains("RESERVATION ID") && names.Contains("TRIP START"))
                return UploadKind.Trips;
            if (HandoversFile.IsHeader(cells ?? []))
                return UploadKind.Handovers;
            if (names.IsSupersetOf(["KIND", "VALUE", "VEHICLE"]))
                return UploadKind.Fleet;
        }

        return UploadKind.Statement;
    }

    /// <summary>A page is accepted for its tables. Most pages that are uploaded instead of a file have none, because the user was signed out.</summary>
    private static string? PageFault(string fileName, Stream content)
    {
        if (content.Length > PageRecords.MostBytes)
            return $"{fileName}: this web page is larger than {PageRecords.MostBytes / (1024 * 1024)} MB. Show fewer days on the site and save the page again.";
        content.Position = 0;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return PageRecords.Read(fileName, bytes).Any(table => table.Rows.Count > 1)
            ? null
            : $"{fileName}: this is a web page without a table. The site probably signed you out. Sign in, then download the file or save the page again.";
    }

    /// <summary>Any archive starts like a workbook, but a workbook lists its parts and unpacks to a limited size. The sizes
    /// in an archive may be false, so it is unpacked once without storing the output.</summary>
    private static string? WorkbookFault(string fileName, Stream content)
    {
        try
        {
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("[Content_Types].xml") is null || !archive.Entries.Any(entry => entry.FullName.StartsWith("xl/workbook.", StringComparison.OrdinalIgnoreCase)))
                return $"{fileName}: this is a zip archive, not an Excel workbook. Unpack it and upload the file inside.";
            var left = MostUnpacked;
            var buffer = new byte[HeadBytes];
            foreach (var entry in archive.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    if ((left -= read) < 0)
                        return $"{fileName}: workbooks are limited to {MostUnpacked / (1024 * 1024)} MB unpacked. Export a shorter date range.";
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or IOException or ArgumentException)
        {
            return $"{fileName}: this is a damaged zip archive or workbook. Download it again.";
        }
    }
}
