namespace TuroEzpass.Scraper.Portals;

/// <summary>Where a site shows what is collected.</summary>
public sealed record TransactionsPage
{
    /// <summary>The page's path.</summary>
    public required string Page { get; init; }

    /// <summary>Days that are asked for at once.</summary>
    public int Days { get; init; } = 31;

    /// <summary>A pattern of what the site says where there is nothing. It only counts when it stands still.</summary>
    public required string Empty { get; init; }

    /// <summary>How it is told which days to show; null where it shows what it has.</summary>
    public DateFilter? Filter { get; init; }

    /// <summary>The site's own export, which goes before its table; null where there is none.</summary>
    public SiteExport? Export { get; init; }

    /// <summary>The table; null where it is not read.</summary>
    public RowTable? Table { get; init; }
}
