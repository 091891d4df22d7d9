using System.IO.Compression;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Uploads;

/// <summary>Tells what an uploaded file is by its bytes, before it is kept: its name and the sender's word count for nothing.</summary>
public static class UploadContent
{
    /// <summary>What is taken.</summary>
    public const string Accepted = "Taken are CSV or tab-separated text, and Excel workbooks (.xlsx, .xls), as the agencies' sites and Turo export them, and pages of tolls saved from an agency's site (.html).";

    /// <summary>So much of a file tells what it is.</summary>
    private const int HeadBytes = 64 * 1024;

    /// <summary>A workbook is read as a whole: one that unpacks to more than this is no statement, but an attack or a mistake.</summary>
    private const long MostUnpacked = 400L * 1024 * 1024;

    /// <summary>Why the file is refused, for people; null when it is taken.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="content">All of it, seekable; it stands anywhere afterwards.</param>
    /// <param name="isEmpty">Whether there is nothing in it.</param>
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
            return kind == ContentKind.Text && FileContent.LooksForeign(head) ? $"{fileName}: this is neither a table of text nor an Excel workbook." : null;
        }
        catch (InputException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>What a file seems to be, by the header of its first lines. One that is nothing known counts as a statement: its
    /// reader says best what is wrong with it.</summary>
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
            if (names.IsSupersetOf(["KIND", "VALUE", "VEHICLE"]))
                return UploadKind.Fleet;
        }

        return UploadKind.Statement;
    }

    /// <summary>A page is taken for its tables; most pages that are sent instead of a file have none, for nobody was signed in.</summary>
    private static string? PageFault(string fileName, Stream content)
    {
        if (content.Length > PageRecords.MostBytes)
            return $"{fileName}: this web page is larger than {PageRecords.MostBytes / (1024 * 1024)} MB. Show fewer days on the site and save the page again.";
        content.Position = 0;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return PageRecords.Read(fileName, bytes).Any(table => table.Rows.Count > 1)
            ? null
            : $"{fileName}: this is a web page without a table. The site had probably signed you out: sign in again, and download the file or save the page once more.";
    }

    /// <summary>Any archive begins as a workbook does; a workbook says what its parts are, and unpacks to a bounded size. The sizes
    /// that an archive tells may be lies, so it is unpacked once, into nothing.</summary>
    private static string? WorkbookFault(string fileName, Stream content)
    {
        try
        {
            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("[Content_Types].xml") is null || !archive.Entries.Any(entry => entry.FullName.StartsWith("xl/workbook.", StringComparison.OrdinalIgnoreCase)))
                return $"{fileName}: this is a zip archive, not an Excel workbook. Unpack it and give the file in it.";
            var left = MostUnpacked;
            var buffer = new byte[HeadBytes];
            foreach (var entry in archive.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    if ((left -= read) < 0)
                        return $"{fileName}: this workbook unpacks to more than {MostUnpacked / (1024 * 1024)} MB. Export a shorter time.";
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
