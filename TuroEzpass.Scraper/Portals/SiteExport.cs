namespace TuroEzpass.Scraper.Portals;

/// <summary>A file format of an export.</summary>
public enum ExportType
{
    /// <summary>Delimited text.</summary>
    Csv,

    /// <summary>An Excel workbook.</summary>
    Xlsx,
}

/// <summary>The site's own export.</summary>
public sealed record SiteExport
{
    /// <summary>The selector of the button or link; empty if <see cref="Address"/> is set.</summary>
    public string Press { get; init; } = "";

    /// <summary>The path that returns the file, requested from the filtered page; empty if <see cref="Press"/> is set.</summary>
    public string Address { get; init; } = "";

    /// <summary>A pattern that the file's name must match; empty for any name.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The allowed formats, checked by content.</summary>
    public required List<ExportType> Types { get; init; }

    /// <summary>The required statement layout; empty for trips.</summary>
    public string Layout { get; init; } = "";
}
