using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>The owners' members.</summary>
internal sealed class Members(AccessStore store, IClock clock)
{
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);
    private readonly ShortCache<Kept<OwnerMembers>> owners = new(clock);

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    /// <summary>An owner's members, at most a few seconds old; empty if it has none.</summary>
    public async ValueTask<OwnerMembers> FindAsync(OwnerId owner, CancellationToken cancellation) =>
        (await owners.GetAsync(owner.Text, () => store.GetAsync<OwnerMembers>(KeyOf(owner), cancellation)))?.Value ?? OwnerMembers.None;

    /// <summary>An owner's current members, and the version for a change; 0 if it has none yet.</summary>
    public async Task<Kept<OwnerMembers>> ReadAsync(OwnerId owner, CancellationToken cancellation) =>
        await store.GetAsync<OwnerMembers>(KeyOf(owner), cancellation) ?? new Kept<OwnerMembers>(OwnerMembers.None, 0);

    /// <summary>Whether the owner exists.</summary>
    public async Task<bool> IsOwnerAsync(OwnerId owner, CancellationToken cancellation) =>
        await store.GetAsync<OwnerItem>(OwnerKey(owner), cancellation) is not null;

    /// <summary>Adds the owner if it does not exist.</summary>
    public Task AddOwnerAsync(OwnerId owner, CancellationToken cancellation) =>
        store.PutAsync(OwnerKey(owner), new OwnerItem(owner.Text, "active"), 0, cancellation);

    /// <summary>Adds the first host of an owner without members. Repeating it changes nothing.</summary>
    public async Task AddFirstHostAsync(OwnerId owner, Person person, CancellationToken cancellation)
    {
        await AddOwnerAsync(owner, cancellation);
        await store.PutAsync(KeyOf(owner), new OwnerMembers([new Member(person.Id, person.Name, Role.Host, Now)], []), 0, cancellation);
        owners.Forget(owner.Text);
    }

    /// <summary>Deletes the members of an owner that is deleted.</summary>
    public async Task RemoveOwnerAsync(OwnerId owner, CancellationToken cancellation)
    {
        if (await ReadAsync(owner, cancellation) is { Version: > 0 } there)
            await store.DeleteAsync(KeyOf(owner), there.Version, cancellation);
        owners.Forget(owner.Text);
    }

    /// <summary>Changes the members with one conditional write.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="change">A pure function; it is called again after a conflicting write.</param>
    /// <param name="version">The version that the change is based on; null to apply it to any version.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<MemberChange> ChangeAsync(
        OwnerId owner, Func<OwnerMembers, (OwnerMembers, MemberChange)> change, long? version, CancellationToken cancellation)
    {
        while (true)
        {
            var there = await ReadAsync(owner, cancellation);
            if (version is { } decided && decided != there.Version)
                return MemberChange.Stale;
            var (changed, result) = change(there.Value);
            if (result != MemberChange.Made)
                return result;
            var stored = await store.PutAsync(KeyOf(owner), changed, there.Version, cancellation);
            owners.Forget(owner.Text);
            if (stored is not null)
                return MemberChange.Made;
        }
    }

    /// <summary>Creates an invitation; null if too many are open.</summary>
    public async Task<(string Code, DateTimeOffset Expires)?> InviteAsync(OwnerId owner, Role role, string by, CancellationToken cancellation)
    {
        var code = Secrets.New("inv_");
        var invitation = new Invitation(Secrets.Hash(code), role, by, Now + InvitationLife);
        await store.PutAsync(CodePointer.KeyOf(invitation.Hash), new CodePointer(owner.Text, null), 0, cancellation, expires: invitation.Expires);
        return await ChangeAsync(owner, members => members.Invite(invitation, Now), null, cancellation) == MemberChange.Made
            ? (code, invitation.Expires)
            : null;
    }

    /// <summary>The owner or person that a code belongs to; null if the code is unknown.</summary>
    public async Task<CodePointer?> FindCodeAsync(string hash, CancellationToken cancellation) =>
        hash.Length == 0 ? null : (await store.GetAsync<CodePointer>(CodePointer.KeyOf(hash), cancellation))?.Value;

    private static RecordKey KeyOf(OwnerId owner) => new("SYS#MEMBERS", owner.Text);

    private static RecordKey OwnerKey(OwnerId owner) => new("SYS#OWNER", owner.Text);

    private sealed record OwnerItem(string Owner, string State);
}
