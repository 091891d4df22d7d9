namespace TuroEzpass.Scraper.Portals;

/// <summary>A file format that an export may have.</summary>
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
    /// <summary>The selector of the button or link; empty where <see cref="Address"/> is given.</summary>
    public string Press { get; init; } = "";

    /// <summary>The path that answers with the file, asked from the filtered page; empty where <see cref="Press"/> is given.</summary>
    public string Address { get; init; } = "";

    /// <summary>A pattern that the file's name must match; empty: any.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The formats it may have, by its content.</summary>
    public required List<ExportType> Types { get; init; }

    /// <summary>The statement layout it must be of; empty for trips.</summary>
    public string Layout { get; init; } = "";
}
