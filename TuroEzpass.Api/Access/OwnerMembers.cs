namespace TuroEzpass.Api.Access;

/// <summary>What became of a change of members.</summary>
internal enum MemberChange
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>There is no such member or invitation, or the invitation has expired or was taken.</summary>
    NotThere,

    /// <summary>It would leave the owner without a host.</summary>
    LastHost,

    /// <summary>The person is a member already.</summary>
    AlreadyMember,

    /// <summary>There are as many members or invitations as there can be.</summary>
    Full,

    /// <summary>Somebody else changed the members meanwhile.</summary>
    Stale,
}

/// <summary>Who belongs to an owner, and who is invited: one item, so that every rule about members is one conditional write. There is
/// always a host once there was one, and an invitation is taken in the same write that makes the member.</summary>
internal sealed record OwnerMembers(IReadOnlyList<Member> People, IReadOnlyList<Invitation> Invitations)
{
    private const int MostMembers = 200;
    private const int MostInvitations = 50;

    /// <summary>An owner that nobody belongs to yet.</summary>
    public static OwnerMembers None { get; } = new([], []);

    /// <summary>The member, or null.</summary>
    public Member? Find(string person) => People.FirstOrDefault(member => member.Person == person);

    /// <summary>Whether the owner has a host.</summary>
    public bool HasHost => People.Any(member => member.Role == Role.Host);

    /// <summary>With one more invitation; what has expired goes.</summary>
    public (OwnerMembers, MemberChange) Invite(Invitation invitation, DateTimeOffset now)
    {
        var open = Invitations.Where(there => there.Expires > now).ToList();
        return open.Count >= MostInvitations ? (this, MemberChange.Full) : (this with { Invitations = [.. open, invitation] }, MemberChange.Made);
    }

    /// <summary>With one more member, who takes the invitation.</summary>
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

    /// <summary>With the member in another role.</summary>
    public (OwnerMembers, MemberChange) Change(string person, Role role) =>
        Checked(this with { People = [.. People.Select(member => member.Person == person ? member with { Role = role } : member)] }, person);

    /// <summary>With the member under another name.</summary>
    public (OwnerMembers, MemberChange) Rename(string person, string name) =>
        Checked(this with { People = [.. People.Select(member => member.Person == person ? member with { Name = name } : member)] }, person);

    /// <summary>Without the member.</summary>
    public (OwnerMembers, MemberChange) Remove(string person) =>
        Checked(this with { People = [.. People.Where(member => member.Person != person)] }, person);

    private (OwnerMembers, MemberChange) Checked(OwnerMembers changed, string person) =>
        Find(person) is null ? (this, MemberChange.NotThere)
        : changed.HasHost ? (changed, MemberChange.Made)
        : (this, MemberChange.LastHost);
}

/// <summary>A person who belongs to an owner.</summary>
internal sealed record Member(string Person, string Name, Role Role, DateTimeOffset Since);

/// <summary>An invitation that nobody has taken yet; <see cref="Hash"/> is what is kept of its code.</summary>
internal sealed record Invitation(string Hash, Role Role, string By, DateTimeOffset Expires);
