using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Portals;

/// <summary>Everything that distinguishes one site from another, as data. Described in <c>docs/PORTALS.md</c>.</summary>
public sealed record PortalDefinition
{
    /// <summary>The ID: <c>ezpassny</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The site's origin: <c>https://www.example.org</c>.</summary>
    public required string Site { get; init; }

    /// <summary>Other https origins that its pages need.</summary>
    public List<string> Origins { get; init; } = [];

    /// <summary>The kind of data that it provides.</summary>
    public PortalKind Kind { get; init; }

    /// <summary>When its evidence was last seen: a year, month or day.</summary>
    public required string Checked { get; init; }

    /// <summary>The quality of the evidence: REAL, VERIFIED, PARSER, DOC, or USER for your own definition.</summary>
    public string Grade { get; init; } = "USER";

    /// <summary>Whether the definition was checked against the live site.</summary>
    public bool Verified { get; init; }

    /// <summary>What the evidence is and what is not known, in one or two sentences.</summary>
    public required string Note { get; init; }

    /// <summary>The keys whose values were seen to work, by others or in a real page: <c>transactions.filter.search</c>.</summary>
    public List<string> Facts { get; init; } = [];

    /// <summary>The keys whose values are guesses.</summary>
    public List<string> Guesses { get; init; } = [];

    /// <summary>The path of the first page.</summary>
    public required string Start { get; init; }

    /// <summary>How to recognize that someone is signed in.</summary>
    public required Sighting SignedIn { get; init; }

    /// <summary>The sign-in form.</summary>
    public required SignInForm SignIn { get; init; }

    /// <summary>Possible obstacles.</summary>
    public List<Challenge> Challenges { get; init; } = [];

    /// <summary>Selectors of elements that name the person or the account; they are covered in every image.</summary>
    public List<string> Private { get; init; } = [];

    /// <summary>The pause before each page, to limit the load on the site: 1 to 60 seconds.</summary>
    public double PauseSeconds { get; init; } = 2;

    /// <summary>The page with the data to collect.</summary>
    public required TransactionsPage Transactions { get; init; }

    /// <summary>The portal for lists and forms.</summary>
    public PortalListing Listing => new(
        Id, Name, new Uri(Site).Host, Kind, !SignIn.Allowed,
        $"{Note} Evidence from {Checked}. {(Verified ? "Checked against the live site." : "Not yet tested on the live site.")}",
        Verified);

    /// <summary>The evidence for a value, for error messages: a guess, or seen to work.</summary>
    internal string StandingOf(string key) =>
        Guesses.Contains(key) ? "This value is a guess that has never been seen to work." : Facts.Contains(key) ? $"This value was last seen to work in {Checked}." : "";
}
