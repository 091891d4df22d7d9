using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>What a person is to an owner.</summary>
[JsonConverter(typeof(OnlyNames<MemberRole>))]
public enum MemberRole
{
    /// <summary>Everything of that owner.</summary>
    Host,

    /// <summary>Reviews and prepares; neither approves nor sees credentials.</summary>
    CoHost,

    /// <summary>Keeps the system running; sees no guests' data. Never given by an invitation.</summary>
    Operator,
}

/// <summary>A member of an owner.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">Host or co-host.</param>
/// <param name="Since">Since when.</param>
public sealed record MemberInfo(string Person, string Name, MemberRole Role, DateTimeOffset Since);

/// <summary>An invitation that nobody has taken yet.</summary>
/// <param name="Role">What it makes of whoever takes it.</param>
/// <param name="By">Who made it.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record InvitationInfo(MemberRole Role, string By, DateTimeOffset ExpiresAt);

/// <summary>An owner's members. The answer's <c>ETag</c> is what a change has to name in <c>If-Match</c>.</summary>
/// <param name="Members">The members, in the order in which they came.</param>
/// <param name="Invitations">The open invitations.</param>
public sealed record MemberList(IReadOnlyList<MemberInfo> Members, IReadOnlyList<InvitationInfo> Invitations);

/// <summary>Invites somebody.</summary>
/// <param name="Role">Host or co-host.</param>
public sealed record NewInvitation(MemberRole Role);

/// <summary>A code that works once. The only time that it is shown.</summary>
/// <param name="Code">To be given to whom it is for.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record OneTimeCode(string Code, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(OneTimeCode)} until {ExpiresAt:O}";
}

/// <summary>Takes an invitation, or attaches a new sign-in to its person.</summary>
/// <param name="Code">The code.</param>
/// <param name="UserName">Local, and not signed in: the name to sign in with from now on.</param>
/// <param name="Password">Local, and not signed in: at least 12 characters.</param>
/// <param name="Name">Local, and not signed in: the name that others see; the user name unless told.</param>
public sealed record AcceptInvitation(string Code, string? UserName = null, string? Password = null, string? Name = null)
{
    /// <inheritdoc />
    public override string ToString() => nameof(AcceptInvitation);
}

/// <summary>What became of a code.</summary>
/// <param name="Person">The person that the sign-in belongs to now.</param>
/// <param name="Owner">The owner that the person has joined; none where only a sign-in was attached.</param>
/// <param name="Role">The person's role there.</param>
public sealed record AcceptedCode(string Person, string? Owner, MemberRole? Role);

/// <summary>Gives a member another role.</summary>
/// <param name="Role">Host or co-host.</param>
public sealed record RoleChange(MemberRole Role);

/// <summary>A person, as operators see one.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Operator">Whether the person is an operator.</param>
/// <param name="Disabled">Whether the person is locked out.</param>
public sealed record PersonInfo(string Person, string Name, bool Operator, bool Disabled);

/// <summary>A page of people.</summary>
/// <param name="People">The people, by their ids.</param>
/// <param name="Next">The cursor of the next page; none at the end.</param>
public sealed record PeoplePage(IReadOnlyList<PersonInfo> People, string? Next);

/// <summary>Locks a person out, or lets one in again.</summary>
/// <param name="Disabled">Whether the person is locked out.</param>
public sealed record DisabledChange(bool Disabled);

/// <summary>Makes room for a new owner.</summary>
/// <param name="Owner">Its id: small letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public sealed record NewOwner(string Owner);
