using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A person's role for an owner.</summary>
[JsonConverter(typeof(OnlyNames<MemberRole>))]
public enum MemberRole
{
    /// <summary>Full access to the owner's data.</summary>
    Host,

    /// <summary>Reviews and prepares; can't approve claims or manage credentials.</summary>
    CoHost,

    /// <summary>Keeps the system running; can't see guests' data. Never assigned by an invitation.</summary>
    Operator,
}

/// <summary>A member of an owner.</summary>
/// <param name="Person">The person's ID.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">Host or co-host.</param>
/// <param name="Since">When the person joined.</param>
public sealed record MemberInfo(string Person, string Name, MemberRole Role, DateTimeOffset Since);

/// <summary>An open invitation.</summary>
/// <param name="Role">The role of the person who accepts it.</param>
/// <param name="By">Who created it.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record InvitationInfo(MemberRole Role, string By, DateTimeOffset ExpiresAt);

/// <summary>An owner's members. To change them, send the response's <c>ETag</c> in <c>If-Match</c>.</summary>
/// <param name="Members">The members, in the order in which they joined.</param>
/// <param name="Invitations">The open invitations.</param>
public sealed record MemberList(IReadOnlyList<MemberInfo> Members, IReadOnlyList<InvitationInfo> Invitations);

/// <summary>Creates an invitation.</summary>
/// <param name="Role">Host or co-host.</param>
public sealed record NewInvitation(MemberRole Role);

/// <summary>A one-time code. Shown only once.</summary>
/// <param name="Code">The code for the invited person.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record OneTimeCode(string Code, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(OneTimeCode)} until {ExpiresAt:O}";
}

/// <summary>Accepts an invitation, or links a new sign-in to an existing person.</summary>
/// <param name="Code">The code.</param>
/// <param name="UserName">Local accounts, if not signed in: the user name of the new account.</param>
/// <param name="Password">Local accounts, if not signed in: at least 12 characters.</param>
/// <param name="Name">Local accounts, if not signed in: the display name. Default: the user name.</param>
public sealed record AcceptInvitation(string Code, string? UserName = null, string? Password = null, string? Name = null)
{
    /// <inheritdoc />
    public override string ToString() => nameof(AcceptInvitation);
}

/// <summary>The result of using a code.</summary>
/// <param name="Person">The person that the sign-in now belongs to.</param>
/// <param name="Owner">The owner that the person joined; null if only a sign-in was linked.</param>
/// <param name="Role">The person's role for that owner.</param>
public sealed record AcceptedCode(string Person, string? Owner, MemberRole? Role);

/// <summary>Changes a member's role.</summary>
/// <param name="Role">Host or co-host.</param>
public sealed record RoleChange(MemberRole Role);

/// <summary>A person, for operators.</summary>
/// <param name="Person">The person's ID.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Operator">Whether the person is an operator.</param>
/// <param name="Disabled">Whether the person is locked out.</param>
public sealed record PersonInfo(string Person, string Name, bool Operator, bool Disabled);

/// <summary>A page of people.</summary>
/// <param name="People">The people, ordered by ID.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record PeoplePage(IReadOnlyList<PersonInfo> People, string? Next);

/// <summary>Locks a person out, or restores access.</summary>
/// <param name="Disabled">Whether the person is locked out.</param>
public sealed record DisabledChange(bool Disabled);

/// <summary>Creates an owner.</summary>
/// <param name="Owner">The ID: lowercase letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public sealed record NewOwner(string Owner);
