namespace TuroEzpass.Scraper.Portals;

/// <summary>How something on a page is recognised. What is given must all hold; one that gives nothing never holds.</summary>
public sealed record Sighting
{
    /// <summary>A selector of which something is visible; empty: not asked.</summary>
    public string See { get; init; } = "";

    /// <summary>A pattern that the page's visible text matches, without regard to case; empty: not asked.</summary>
    public string Text { get; init; } = "";

    /// <summary>A pattern that the address's path matches; empty: not asked.</summary>
    public string At { get; init; } = "";

    /// <summary>A pattern that the address's path must not match; empty: not asked.</summary>
    public string NotAt { get; init; } = "";

    /// <summary>Whether it says how anything is recognised.</summary>
    public bool IsGiven => See.Length + Text.Length + At.Length > 0;
}
