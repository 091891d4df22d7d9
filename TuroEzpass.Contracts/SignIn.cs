using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

// Requests that contain a password override ToString: a record's default text would put it into logs.

/// <summary>How users sign in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignInMode>))]
public enum SignInMode
{
    /// <summary>With a user name and password stored by this system.</summary>
    Local,

    /// <summary>At an identity provider.</summary>
    Oidc,
}

/// <summary>A permission.</summary>
[JsonConverter(typeof(OnlyNames<Scope>))]
public enum Scope
{
    /// <summary>See tolls, trips, claims, cars, imports and reports.</summary>
    Read = 1,

    /// <summary>Import files and change the fleet.</summary>
    Import = 2,

    /// <summary>Decide on tolls.</summary>
    Decide = 4,

    /// <summary>Approve claims and update their status.</summary>
    File = 8,

    /// <summary>Settings, members, credentials, export, the audit trail.</summary>
    Manage = 16,

    /// <summary>Start collections from sites.</summary>
    Collect = 32,

    /// <summary>See runs.</summary>
    Runs = 64,

    /// <summary>Health, queues, maintenance.</summary>
    Operate = 128,
}

/// <summary>What a client needs to know before sign-in.</summary>
/// <param name="Mode">How users sign in.</param>
/// <param name="SetUpNeeded">Local accounts: the one-time setup link has not been used yet.</param>
/// <param name="Authority">Oidc: the identity provider's address.</param>
/// <param name="ClientId">Oidc: the application's client ID there.</param>
/// <param name="MayRegister">Oidc: whether a new sign-in can create its own owner.</param>
public sealed record SignInWays(SignInMode Mode, bool SetUpNeeded, string? Authority, string? ClientId, bool MayRegister);

/// <summary>Uses the one-time setup link.</summary>
/// <param name="Secret">The part of the link after <c>#</c>.</param>
/// <param name="UserName">The user name of the new account.</param>
/// <param name="Password">At least 12 characters.</param>
/// <param name="Name">The display name.</param>
public sealed record SetUpRequest(string Secret, string UserName, string Password, string Name)
{
    /// <inheritdoc />
    public override string ToString() => nameof(SetUpRequest);
}

/// <summary>Signs in.</summary>
/// <param name="UserName">The user name; not case-sensitive.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(SignInRequest);
}

/// <summary>Changes your password. All of your sessions end; personal access tokens stay valid.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Current">The current password.</param>
/// <param name="New">The new password, at least 12 characters.</param>
public sealed record PasswordChange(string UserName, string Current, string New)
{
    /// <inheritdoc />
    public override string ToString() => nameof(PasswordChange);
}

/// <summary>Changes your display name.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record NameChange(string Name);

/// <summary>A new session.</summary>
/// <param name="Token">The token to send as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record Session(string Token, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(Session)} until {ExpiresAt:O}";
}

/// <summary>The signed-in person.</summary>
/// <param name="Person">The person's ID.</param>
/// <param name="Name">The display name.</param>
/// <param name="Operator">Whether the person is an operator.</param>
/// <param name="Owners">The owners that the person may act for; the first is the default.</param>
public sealed record WhoAmI(string Person, string Name, bool Operator, IReadOnlyList<OwnerAccess> Owners);

/// <summary>A person's access to one owner.</summary>
/// <param name="Owner">The owner's ID, for <c>userId</c>.</param>
/// <param name="Role">The person's role there.</param>
/// <param name="Permissions">The permissions of this request's token there.</param>
public sealed record OwnerAccess(string Owner, MemberRole Role, IReadOnlyList<Scope> Permissions);
