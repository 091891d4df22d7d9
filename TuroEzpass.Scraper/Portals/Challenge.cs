namespace TuroEzpass.Scraper.Portals;

/// <summary>The kinds of obstacles on a site.</summary>
public enum ChallengeKind
{
    /// <summary>A captcha.</summary>
    Captcha,

    /// <summary>A code that the site sent to the user.</summary>
    Code,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The user name or password was rejected.</summary>
    Refused,

    /// <summary>The site is down for maintenance.</summary>
    Maintenance,

    /// <summary>The account is in use elsewhere.</summary>
    Elsewhere,

    /// <summary>The site blocks this browser.</summary>
    Blocked,
}

/// <summary>An obstacle and how to recognize it. The collector never tries to get around one; it stops.</summary>
public sealed record Challenge
{
    /// <summary>The kind of obstacle.</summary>
    public required ChallengeKind Is { get; init; }

    /// <summary>A selector that matches a visible element; empty for any page.</summary>
    public string See { get; init; } = "";

    /// <summary>A pattern that the page's visible text matches; empty for any page.</summary>
    public string Text { get; init; } = "";

    /// <summary>A pattern that the address's path matches; empty for any page.</summary>
    public string At { get; init; } = "";

    /// <summary>How to recognize it.</summary>
    public Sighting Sighting => new() { See = See, Text = Text, At = At };
}
