using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Whether credentials for a site are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortalSignIn>))]
public enum PortalSignIn
{
    /// <summary>None are stored.</summary>
    Missing,

    /// <summary>Credentials are stored. They are never returned.</summary>
    Stored,

    /// <summary>Credentials are stored but can't be read. Store them again.</summary>
    Unreadable,
}

/// <summary>The kind of data that a site provides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortalShows>))]
public enum PortalShows
{
    /// <summary>Tolls.</summary>
    Tolls,

    /// <summary>Trips.</summary>
    Trips,
}

/// <summary>A supported site and the state of its account.</summary>
/// <param name="Portal">Its ID: <c>ezpassny</c>.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Site">Its address for display.</param>
/// <param name="SignIn">Whether credentials are stored.</param>
/// <param name="ByPerson">Whether a user signs in there in a browser, so that no credentials are needed here.</param>
public sealed record PortalInfo(string Portal, string Name, string Site, PortalSignIn SignIn, bool ByPerson)
{
    /// <summary>The kind of data that it provides.</summary>
    public PortalShows Shows { get; init; }

    /// <summary>Whether it is collected daily, and by requests for all sites.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether a browser session is stored, so that no sign-in is needed until it ends.</summary>
    public bool HasSession { get; init; }

    /// <summary>Whether the site rejected the stored credentials; they are not tried again until new ones are stored.</summary>
    public bool IsSignInRefused { get; init; }

    /// <summary>The last day through which everything was collected; null before the first complete collection.</summary>
    public string? CompleteThrough { get; init; }

    /// <summary>When the last run ended, ISO 8601 in UTC.</summary>
    public string? LastRunAt { get; init; }

    /// <summary>Why the last run failed; null if it succeeded.</summary>
    public RunReason? LastReason { get; init; }

    /// <summary>The evidence that its definition is based on.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Whether its definition was checked against the live site.</summary>
    public bool IsVerified { get; init; }
}

/// <summary>Turns collection from a site on or off.</summary>
/// <param name="IsEnabled">Whether it is collected daily, and by requests for all sites.</param>
public sealed record PortalSwitch(bool IsEnabled);

/// <summary>Credentials for a site, to be stored.</summary>
/// <param name="UserName">1 to 500 characters.</param>
/// <param name="Password">1 to 500 characters.</param>
public sealed record NewCredentials(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(NewCredentials);
}
