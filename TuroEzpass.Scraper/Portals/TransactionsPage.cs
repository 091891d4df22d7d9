namespace TuroEzpass.Scraper.Portals;

/// <summary>The page with the data to collect.</summary>
public sealed record TransactionsPage
{
    /// <summary>The page's path.</summary>
    public required string Page { get; init; }

    /// <summary>The number of days to request at once.</summary>
    public int Days { get; init; } = 31;

    /// <summary>A pattern of the text that the site shows for an empty list. It counts only if the page stays unchanged.</summary>
    public required string Empty { get; init; }

    /// <summary>How to select the days; null if the site always shows everything.</summary>
    public DateFilter? Filter { get; init; }

    /// <summary>The site's own export, which takes precedence over its table; null if there is none.</summary>
    public SiteExport? Export { get; init; }

    /// <summary>The table; null if it is not used.</summary>
    public RowTable? Table { get; init; }
}
