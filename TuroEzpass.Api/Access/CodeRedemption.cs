using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>How a code ended.</summary>
internal enum CodeResult
{
    /// <summary>It was used.</summary>
    Used,

    /// <summary>It is unknown, over, or somebody was faster.</summary>
    NoSuchCode,

    /// <summary>The person belongs to the owner already.</summary>
    AlreadyMember,

    /// <summary>The sign-in is a person's already.</summary>
    SignInTaken,

    /// <summary>The user name is somebody else's.</summary>
    UserNameTaken,

    /// <summary>The owner has as many members as it can have.</summary>
    Full,
}

/// <summary>Uses one-time codes: an invitation makes a member, a link code attaches a sign-in to the person that there is. Whatever leads
/// to the result is stored first; the write that makes it true also uses up the code, so of many who try one wins.</summary>
internal sealed class CodeRedemption(People people, Members members, Accounts accounts, IClock clock)
{
    /// <summary>For somebody who has signed in.</summary>
    public async Task<(CodeResult, AcceptedCode?)> AcceptAsync(SignedIn who, string code, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(code);
        var place = await members.FindCodeAsync(hash, cancellation);
        if (place is { Person: { } linked })
        {
            if (who.IsKnown || who.SignIn is null)
                return (CodeResult.SignInTaken, null);
            return await people.LinkAsync(linked, hash, who.SignIn, cancellation) is null
                ? (CodeResult.NoSuchCode, null)
                : (CodeResult.Used, new AcceptedCode(linked, null, null));
        }

        if (place is not { Owner: { } text } || !await IsOpenAsync(OwnerId.Parse(text), hash, cancellation))
            return (CodeResult.NoSuchCode, null);
        if (who.IsKnown)
            await people.ChangeAsync(who.Person.Id, person => person.LookingAt(text), cancellation);
        else
            await people.AddAsync(who.Person.LookingAt(text), cancellation);
        return await JoinAsync(OwnerId.Parse(text), hash, who.Person, cancellation);
    }

    /// <summary>For somebody who has no account yet, or has lost it: makes one.</summary>
    public async Task<(CodeResult, AcceptedCode?)> AcceptAsync(string code, string userName, string password, string name, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(code);
        var place = await members.FindCodeAsync(hash, cancellation);
        if (place is { Person: { } linked })
        {
            if (await people.FindAsync(linked, cancellation) is not { } person || person.Linked(hash, null, Now) is null)
                return (CodeResult.NoSuchCode, null);
            if ((await accounts.FindAsync(userName, cancellation))?.Value is { } taken && taken.Person != linked)
                return (CodeResult.UserNameTaken, null);
            // The code first: a loser must not have changed a password.
            if (await people.LinkAsync(linked, hash, null, cancellation) is null)
                return (CodeResult.NoSuchCode, null);
            return await accounts.PutAsync(userName, linked, accounts.Hash(password), cancellation)
                ? (CodeResult.Used, new AcceptedCode(linked, null, null))
                : (CodeResult.UserNameTaken, null);
        }

        if (place is not { Owner: { } text } || !await IsOpenAsync(OwnerId.Parse(text), hash, cancellation))
            return (CodeResult.NoSuchCode, null);
        var added = new Person(Secrets.NewId("p-"), name) { Owners = [text] };
        if (!await accounts.PutAsync(userName, added.Id, accounts.Hash(password), cancellation))
            return (CodeResult.UserNameTaken, null);
        await people.AddAsync(added, cancellation);
        var (result, accepted) = await JoinAsync(OwnerId.Parse(text), hash, added, cancellation);
        if (result != CodeResult.Used)
        {
            await accounts.RemoveAsync(userName, added.Id, cancellation);
            await people.RemoveAsync(added.Id, cancellation);
        }

        return (result, accepted);
    }

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    private async Task<bool> IsOpenAsync(OwnerId owner, string hash, CancellationToken cancellation) =>
        (await members.ReadAsync(owner, cancellation)).Value.Invitations.Any(open => open.Hash == hash && open.Expires > Now);

    private async Task<(CodeResult, AcceptedCode?)> JoinAsync(OwnerId owner, string hash, Person person, CancellationToken cancellation)
    {
        var role = Role.CoHost;
        var change = await members.ChangeAsync(
            owner,
            there =>
            {
                var joined = there.Join(hash, person.Id, person.Name, Now);
                role = joined.Item1.Find(person.Id)?.Role ?? role;
                return joined;
            },
            null,
            cancellation);
        return change switch
        {
            MemberChange.Made => (CodeResult.Used, new AcceptedCode(person.Id, owner.Text, RoleText.Of(role))),
            MemberChange.AlreadyMember => (CodeResult.AlreadyMember, null),
            MemberChange.Full => (CodeResult.Full, null),
            _ => (CodeResult.NoSuchCode, null),
        };
    }
}
