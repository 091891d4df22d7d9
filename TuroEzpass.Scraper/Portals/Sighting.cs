namespace TuroEzpass.Scraper.Portals;

/// <summary>How to recognize something on a page. All conditions that are set must be met; without any, it never matches.</summary>
public sealed record Sighting
{
    /// <summary>A selector that matches a visible element; empty for no condition.</summary>
    public string See { get; init; } = "";

    /// <summary>A pattern that the page's visible text matches, ignoring case; empty for no condition.</summary>
    public string Text { get; init; } = "";

    /// <summary>A pattern that the address's path matches; empty for no condition.</summary>
    public string At { get; init; } = "";

    /// <summary>A pattern that the address's path must not match; empty for no condition.</summary>
    public string NotAt { get; init; } = "";

    /// <summary>Whether any condition is set.</summary>
    public bool IsGiven => See.Length + Text.Length + At.Length > 0;
}
