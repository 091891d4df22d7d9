using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Whether a portal's sign-in is stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortalSignIn>))]
public enum PortalSignIn
{
    /// <summary>None is stored.</summary>
    Missing,

    /// <summary>One is stored. What it is, nobody is ever told.</summary>
    Stored,

    /// <summary>Something is stored that can't be read any more: store it anew.</summary>
    Unreadable,
}

/// <summary>What a site shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortalShows>))]
public enum PortalShows
{
    /// <summary>Tolls.</summary>
    Tolls,

    /// <summary>Trips.</summary>
    Trips,
}

/// <summary>A site that can be collected from, and how its account stands.</summary>
/// <param name="Portal">Its id: <c>ezpassny</c>.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Site">Its address, for people.</param>
/// <param name="SignIn">Whether its sign-in is stored.</param>
/// <param name="ByPerson">Whether a person signs in there in a browser, so that no password is needed here.</param>
public sealed record PortalInfo(string Portal, string Name, string Site, PortalSignIn SignIn, bool ByPerson)
{
    /// <summary>What it shows.</summary>
    public PortalShows Shows { get; init; }

    /// <summary>Whether it is collected from every day, and by requests for every site.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether a person's session is stored, so that nobody has to sign in until it ends.</summary>
    public bool HasSession { get; init; }

    /// <summary>Whether the site refused the stored sign-in: it is not tried again until it is stored anew.</summary>
    public bool IsSignInRefused { get; init; }

    /// <summary>The last day up to which everything was collected; null before the first complete collection.</summary>
    public string? CompleteThrough { get; init; }

    /// <summary>When the last run ended, ISO 8601 in UTC.</summary>
    public string? LastRunAt { get; init; }

    /// <summary>Why the last run failed; null when it succeeded.</summary>
    public RunReason? LastReason { get; init; }

    /// <summary>What its definition rests on.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Whether somebody checked its definition against the live site.</summary>
    public bool IsVerified { get; init; }
}

/// <summary>Whether a site is collected from.</summary>
/// <param name="IsEnabled">Every day, and by requests for every site.</param>
public sealed record PortalSwitch(bool IsEnabled);

/// <summary>A sign-in at a portal, to be stored.</summary>
/// <param name="UserName">1 to 500 characters.</param>
/// <param name="Password">1 to 500 characters.</param>
public sealed record NewCredentials(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(NewCredentials);
}
