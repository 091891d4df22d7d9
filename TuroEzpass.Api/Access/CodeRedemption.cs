using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>The result of using a code.</summary>
internal enum CodeResult
{
    /// <summary>The code was used.</summary>
    Used,

    /// <summary>The code is unknown or expired, or someone else used it first.</summary>
    NoSuchCode,

    /// <summary>The person is already a member of the owner.</summary>
    AlreadyMember,

    /// <summary>The sign-in already belongs to a person.</summary>
    SignInTaken,

    /// <summary>The user name belongs to another person.</summary>
    UserNameTaken,

    /// <summary>The owner has the maximum number of members.</summary>
    Full,
}

/// <summary>Uses one-time codes: an invitation creates a member, a link code adds a sign-in to an existing person. Everything the result
/// needs is stored first; the write that completes it also uses up the code, so only one of several concurrent attempts succeeds.</summary>
internal sealed class CodeRedemption(People people, Members members, Accounts accounts, IClock clock)
{
    /// <summary>For a person who is signed in.</summary>
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

    /// <summary>For a person without an account: creates one.</summary>
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
            // Use the code first: an attempt that loses must not have changed a password.
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
