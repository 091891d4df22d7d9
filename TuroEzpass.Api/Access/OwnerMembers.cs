namespace TuroEzpass.Api.Access;

/// <summary>The result of changing the members.</summary>
internal enum MemberChange
{
    /// <summary>The change was made.</summary>
    Made,

    /// <summary>There is no such member or invitation, or the invitation has expired or was already accepted.</summary>
    NotThere,

    /// <summary>The change would leave the owner without a host.</summary>
    LastHost,

    /// <summary>The person is already a member.</summary>
    AlreadyMember,

    /// <summary>The maximum number of members or invitations is reached.</summary>
    Full,

    /// <summary>The members were changed by someone else in the meantime.</summary>
    Stale,
}

/// <summary>An owner's members and invitations: one item, so that one conditional write can enforce every rule about members. Once an owner
/// has a host it always has one, and the write that adds a member also uses up the invitation.</summary>
internal sealed record OwnerMembers(IReadOnlyList<Member> People, IReadOnlyList<Invitation> Invitations)
{
    private const int MostMembers = 200;
    private const int MostInvitations = 50;

    /// <summary>An owner without members.</summary>
    public static OwnerMembers None { get; } = new([], []);

    /// <summary>The member, or null.</summary>
    public Member? Find(string person) => People.FirstOrDefault(member => member.Person == person);

    /// <summary>Whether the owner has a host.</summary>
    public bool HasHost => People.Any(member => member.Role == Role.Host);

    /// <summary>Adds an invitation and drops expired ones.</summary>
    public (OwnerMembers, MemberChange) Invite(Invitation invitation, DateTimeOffset now)
    {
        var open = Invitations.Where(there => there.Expires > now).ToList();
        return open.Count >= MostInvitations ? (this, MemberChange.Full) : (this with { Invitations = [.. open, invitation] }, MemberChange.Made);
    }

    /// <summary>Adds a member, who accepts the invitation.</summary>
    public (OwnerMembers, MemberChange) Join(string invitation, string person, string name, DateTimeOffset now)
    {
        if (Invitations.FirstOrDefault(there => there.Hash == invitation && there.Expires > now) is not { } open)
            return (this, MemberChange.NotThere);
        if (Find(person) is not null)
            return (this, MemberChange.AlreadyMember);
        return People.Count >= MostMembers
            ? (this, MemberChange.Full)
            : (new([.. People, new Member(person, name, open.Role, now)], [.. Invitations.Where(there => there != open)]), MemberChange.Made);
    }

    /// <summary>Changes a member's role.</summary>
    public (OwnerMembers, MemberChange) Change(string person, Role role) =>
        Checked(this with { People = [.. People.Select(member => member.Person == person ? member with { Role = role } : member)] }, person);

    /// <summary>Changes a member's name.</summary>
    public (OwnerMembers, MemberChange) Rename(string person, string name) =>
        Checked(this with { People = [.. People.Select(member => member.Person == person ? member with { Name = name } : member)] }, person);

    /// <summary>Removes a member.</summary>
    public (OwnerMembers, MemberChange) Remove(string person) =>
        Checked(this with { People = [.. People.Where(member => member.Person != person)] }, person);

    private (OwnerMembers, MemberChange) Checked(OwnerMembers changed, string person) =>
        Find(person) is null ? (this, MemberChange.NotThere)
        : changed.HasHost ? (changed, MemberChange.Made)
        : (this, MemberChange.LastHost);
}

/// <summary>A person who belongs to an owner.</summary>
internal sealed record Member(string Person, string Name, Role Role, DateTimeOffset Since);

/// <summary>An open invitation; only <see cref="Hash"/> is stored of its code.</summary>
internal sealed record Invitation(string Hash, Role Role, string By, DateTimeOffset Expires);
