namespace TuroEzpass.Scraper.Portals;

/// <summary>What a site can put in the way.</summary>
public enum ChallengeKind
{
    /// <summary>A puzzle that tells people from machines.</summary>
    Captcha,

    /// <summary>A code that the site sent to the person.</summary>
    Code,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>User name or password are refused.</summary>
    Refused,

    /// <summary>The site is being worked on.</summary>
    Maintenance,

    /// <summary>The account is in use elsewhere.</summary>
    Elsewhere,

    /// <summary>The site turns this browser away.</summary>
    Blocked,
}

/// <summary>A thing in the way and how it is recognised. The collector never answers one; it stops.</summary>
public sealed record Challenge
{
    /// <summary>What it is.</summary>
    public required ChallengeKind Is { get; init; }

    /// <summary>A selector of which something is visible; empty: not asked.</summary>
    public string See { get; init; } = "";

    /// <summary>A pattern that the page's visible text matches; empty: not asked.</summary>
    public string Text { get; init; } = "";

    /// <summary>A pattern that the address's path matches; empty: not asked.</summary>
    public string At { get; init; } = "";

    /// <summary>How it is recognised.</summary>
    public Sighting Sighting => new() { See = See, Text = Text, At = At };
}
