using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

// The requests that carry a password say nothing of themselves as text: a record's own text would put it into logs.

/// <summary>How people sign in here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignInMode>))]
public enum SignInMode
{
    /// <summary>With a user name and a password that this system keeps.</summary>
    Local,

    /// <summary>At an identity provider.</summary>
    Oidc,
}

/// <summary>One thing that a request may do.</summary>
[JsonConverter(typeof(OnlyNames<Scope>))]
public enum Scope
{
    /// <summary>See tolls, trips, claims, cars, imports and figures.</summary>
    Read = 1,

    /// <summary>Take in files, and change the fleet.</summary>
    Import = 2,

    /// <summary>Decide on tolls.</summary>
    Decide = 4,

    /// <summary>Approve claims and say what became of them.</summary>
    File = 8,

    /// <summary>Settings, members, credentials, export, the audit trail.</summary>
    Manage = 16,

    /// <summary>Ask for a collection from a site.</summary>
    Collect = 32,

    /// <summary>See runs.</summary>
    Runs = 64,

    /// <summary>Health, queues, maintenance.</summary>
    Operate = 128,
}

/// <summary>What a client needs to know before anybody has signed in.</summary>
/// <param name="Mode">How people sign in.</param>
/// <param name="SetUpNeeded">Local: nobody has used the one-time set-up link yet.</param>
/// <param name="Authority">Oidc: the identity provider's address.</param>
/// <param name="ClientId">Oidc: the application's id there.</param>
/// <param name="MayRegister">Oidc: whether a sign-in that is not known yet may make an owner of its own.</param>
public sealed record SignInWays(SignInMode Mode, bool SetUpNeeded, string? Authority, string? ClientId, bool MayRegister);

/// <summary>Uses the one-time set-up link.</summary>
/// <param name="Secret">What stands after <c>#</c> in the link.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="Password">At least 12 characters.</param>
/// <param name="Name">The name that others see.</param>
public sealed record SetUpRequest(string Secret, string UserName, string Password, string Name)
{
    /// <inheritdoc />
    public override string ToString() => nameof(SetUpRequest);
}

/// <summary>Signs in.</summary>
/// <param name="UserName">The user name; capitals make no difference.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(SignInRequest);
}

/// <summary>Changes one's own password. Every session of the person ends; personal access tokens stay.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Current">The password until now.</param>
/// <param name="New">The new one, at least 12 characters.</param>
public sealed record PasswordChange(string UserName, string Current, string New)
{
    /// <inheritdoc />
    public override string ToString() => nameof(PasswordChange);
}

/// <summary>Changes the name that others see.</summary>
/// <param name="Name">1 to 100 characters.</param>
public sealed record NameChange(string Name);

/// <summary>A session has begun.</summary>
/// <param name="Token">To be sent as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record Session(string Token, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(Session)} until {ExpiresAt:O}";
}

/// <summary>Who is signed in.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Operator">Whether the person keeps the system running.</param>
/// <param name="Owners">The owners that the person may act for; the first is taken where a request names none.</param>
public sealed record WhoAmI(string Person, string Name, bool Operator, IReadOnlyList<OwnerAccess> Owners);

/// <summary>What the person may do for one owner.</summary>
/// <param name="Owner">The owner's id, for <c>userId</c>.</param>
/// <param name="Role">What the person is there.</param>
/// <param name="Permissions">What this request's token may do there.</param>
public sealed record OwnerAccess(string Owner, MemberRole Role, IReadOnlyList<Scope> Permissions);
