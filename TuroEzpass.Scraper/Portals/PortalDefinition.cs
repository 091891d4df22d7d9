using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Portals;

/// <summary>Everything that tells one site from another, as data. Described in <c>docs/PORTALS.md</c>.</summary>
public sealed record PortalDefinition
{
    /// <summary>Its id: <c>ezpassny</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The site's origin: <c>https://www.example.org</c>.</summary>
    public required string Site { get; init; }

    /// <summary>Further https origins that its pages need.</summary>
    public List<string> Origins { get; init; } = [];

    /// <summary>What it shows.</summary>
    public PortalKind Kind { get; init; }

    /// <summary>When its evidence was last seen: a year, month or day.</summary>
    public required string Checked { get; init; }

    /// <summary>How good the evidence is: REAL, VERIFIED, PARSER, DOC, or USER for one's own.</summary>
    public string Grade { get; init; } = "USER";

    /// <summary>Whether somebody checked it against the live site.</summary>
    public bool Verified { get; init; }

    /// <summary>What the evidence is and what is not known: one or two sentences for people.</summary>
    public required string Note { get; init; }

    /// <summary>The keys whose values were seen to work, by others or in a real page: <c>transactions.filter.search</c>.</summary>
    public List<string> Facts { get; init; } = [];

    /// <summary>The keys whose values nobody has seen.</summary>
    public List<string> Guesses { get; init; } = [];

    /// <summary>The path of the page that is opened first.</summary>
    public required string Start { get; init; }

    /// <summary>What proves that somebody is signed in.</summary>
    public required Sighting SignedIn { get; init; }

    /// <summary>The sign-in form.</summary>
    public required SignInForm SignIn { get; init; }

    /// <summary>What can be in the way.</summary>
    public List<Challenge> Challenges { get; init; } = [];

    /// <summary>Selectors of what names the person or the account; covered in every picture.</summary>
    public List<string> Private { get; init; } = [];

    /// <summary>The pause before each page, so that the site is not burdened: 1 to 60 seconds.</summary>
    public double PauseSeconds { get; init; } = 2;

    /// <summary>Where it shows what is collected.</summary>
    public required TransactionsPage Transactions { get; init; }

    /// <summary>For lists and forms.</summary>
    public PortalListing Listing => new(
        Id, Name, new Uri(Site).Host, Kind, !SignIn.Allowed,
        $"{Note} Evidence {Grade}, last seen {Checked}. {(Verified ? "It was checked on the live site." : "Nobody has checked it on the live site yet.")}",
        Verified);

    /// <summary>What is known of a value, to be told with a fault: a guess, or what others saw work.</summary>
    internal string StandingOf(string key) =>
        Guesses.Contains(key) ? "It is a guess that nobody has seen work." : Facts.Contains(key) ? $"It was seen to work up to {Checked}." : "";
}
