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

/// <summary>A site that is collected from.</summary>
/// <param name="Portal">Its id: <c>ezpassny</c>.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Site">Its address, for people.</param>
/// <param name="SignIn">Whether its sign-in is stored.</param>
/// <param name="ByPerson">Whether a person signs in there in a browser, so that no password is needed here.</param>
public sealed record PortalInfo(string Portal, string Name, string Site, PortalSignIn SignIn, bool ByPerson);

/// <summary>A sign-in at a portal, to be stored.</summary>
/// <param name="UserName">1 to 500 characters.</param>
/// <param name="Password">1 to 500 characters.</param>
public sealed record NewCredentials(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(NewCredentials);
}
