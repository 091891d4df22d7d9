using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Creates the first person of a system with local accounts, by a one-time link that is printed to the console and must not be
/// logged. One item records whether it has happened, so it happens only once. All later steps can be repeated from that item, also after a
/// crash.</summary>
public sealed class SetUp
{
    private const string DemoName = "demo";
    private static readonly RecordKey Key = new("SYS#SETUP", "first");
    private static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);
    private readonly AccessStore store;
    private readonly People people;
    private readonly Members members;
    private readonly Accounts accounts;
    private readonly AuthOptions options;
    private readonly IClock clock;

    internal SetUp(AccessStore store, People people, Members members, Accounts accounts, AuthOptions options, IClock clock) =>
        (this.store, this.people, this.members, this.accounts, this.options, this.clock) = (store, people, members, accounts, options, clock);

    /// <summary>The owner whose host is the first person: the command line's default user, so that they share a ledger.</summary>
    public static OwnerId FirstOwner { get; } = OwnerId.Parse("host");

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    /// <summary>Prints the setup link if there is no first person yet.</summary>
    /// <param name="console">The console; never a log.</param>
    /// <param name="web">The dashboard's address. Default: <c>Auth:WebUrl</c>.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task PrintLinkAsync(TextWriter console, Uri? web = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(console);
        if (await PrepareAsync(cancellation) is { } secret)
            await console.WriteLineAsync($"To set up this system, open this link within a day: {(web ?? options.WebUrl)?.ToString().TrimEnd('/') ?? "<dashboard address>"}/set-up#{secret}");
    }

    /// <summary>Creates a new secret for the setup link. It replaces the previous one and is valid for a day. Null if there already is a first
    /// person, or if users sign in at an identity provider. The link is <c>&lt;web url&gt;/set-up#&lt;secret&gt;</c>.</summary>
    public async Task<string?> PrepareAsync(CancellationToken cancellation = default)
    {
        while (options.Mode == SignInMode.Local)
        {
            var there = await store.GetAsync<State>(Key, cancellation);
            if (there?.Value.First is not null)
            {
                await CompleteAsync(there, cancellation);
                return null;
            }

            var secret = Secrets.New();
            if (await store.PutAsync(Key, new State(Secrets.Hash(secret), Now + LinkLife, null), there?.Version ?? 0, cancellation) is not null)
                return secret;
        }

        return null;
    }

    /// <summary>Creates the first person with a random password instead of a link, for <c>serve --demo</c>. Null if there already is a
    /// first person.</summary>
    public async Task<DemoSignIn?> PrepareDemoAsync(CancellationToken cancellation = default)
    {
        var demo = new DemoSignIn(DemoName, Secrets.New()[..20]);
        var there = await store.GetAsync<State>(Key, cancellation);
        return await ClaimAsync(there, demo.UserName, demo.Password, "Demo host", cancellation) ? demo : null;
    }

    /// <summary>Whether there is no first person yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellation = default) => (await store.GetAsync<State>(Key, cancellation))?.Value.First is null;

    /// <summary>Uses the link; false if the secret was replaced, has expired, or someone else used it first.</summary>
    internal async Task<bool> RedeemAsync(string secret, string userName, string password, string name, CancellationToken cancellation)
    {
        var there = await store.GetAsync<State>(Key, cancellation);
        return there is { Value: { First: null, Hash: { } hash } state }
            && state.Expires > Now
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Secrets.Hash(secret)))
            && await ClaimAsync(there, userName, password, name, cancellation);
    }

    private async Task<bool> ClaimAsync(Kept<State>? there, string userName, string password, string name, CancellationToken cancellation)
    {
        if (there?.Value.First is not null)
            return false;
        var claimed = new State(null, Now, new FirstPerson(Secrets.NewId("p-"), name, Accounts.Normalize(userName)!, accounts.Hash(password)));
        if (await store.PutAsync(Key, claimed, there?.Version ?? 0, cancellation) is not { } version)
            return false;
        await CompleteAsync(new Kept<State>(claimed, version), cancellation);
        return true;
    }

    /// <summary>Stores everything that the claim contains. Every step can be repeated.</summary>
    private async Task CompleteAsync(Kept<State> claimed, CancellationToken cancellation)
    {
        if (claimed.Value.First is not { PasswordHash: { } hash } first)
            return;
        var person = new Person(first.Person, first.Name) { Owners = [FirstOwner.Text], Operator = true };
        await people.AddAsync(person, cancellation);
        await accounts.PutAsync(first.UserName, first.Person, hash, cancellation);
        await members.AddFirstHostAsync(FirstOwner, person, cancellation);
        await store.PutAsync(Key, claimed.Value with { First = first with { PasswordHash = null } }, claimed.Version, cancellation);
    }

    private sealed record State(string? Hash, DateTimeOffset Expires, FirstPerson? First);

    private sealed record FirstPerson(string Person, string Name, string UserName, string? PasswordHash);
}

/// <summary>A demo account, to be printed to the console.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Password">The password, created for this data folder.</param>
public sealed record DemoSignIn(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(DemoSignIn);
}
