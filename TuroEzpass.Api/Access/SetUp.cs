using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>The first person of a system with local accounts. A one-time link makes it; the link is for the console, never for a log.
/// One item says whether that has happened, so it happens once, however many try; the rest is completed from that item, also after a
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

    /// <summary>The owner that the first person is host of: the default user of the command line, so that its ledger is theirs.</summary>
    public static OwnerId FirstOwner { get; } = OwnerId.Parse("host");

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    /// <summary>Prints the set-up link where there is no first person yet.</summary>
    /// <param name="console">Where a person sees it. Never a log.</param>
    /// <param name="web">Where the Web is; <c>Auth:WebUrl</c> unless told.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task PrintLinkAsync(TextWriter console, Uri? web = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(console);
        if (await PrepareAsync(cancellation) is { } secret)
            await console.WriteLineAsync($"Set this system up, once and within a day, at {(web ?? options.WebUrl)?.ToString().TrimEnd('/') ?? "<the Web's address>"}/set-up#{secret}");
    }

    /// <summary>Makes a new secret for the set-up link, which replaces the one before; it works for a day. Null where there is a first
    /// person already, or people sign in at an identity provider. The link is <c>&lt;web url&gt;/set-up#&lt;secret&gt;</c>.</summary>
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

    /// <summary>Makes the first person with a password of its own, for <c>serve --demo</c>, instead of a link. Null where there is a
    /// first person already.</summary>
    public async Task<DemoSignIn?> PrepareDemoAsync(CancellationToken cancellation = default)
    {
        var demo = new DemoSignIn(DemoName, Secrets.New()[..20]);
        var there = await store.GetAsync<State>(Key, cancellation);
        return await ClaimAsync(there, demo.UserName, demo.Password, "Demo host", cancellation) ? demo : null;
    }

    /// <summary>Whether there is no first person yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellation = default) => (await store.GetAsync<State>(Key, cancellation))?.Value.First is null;

    /// <summary>Uses the link; false where the secret is not the one of the last start, has expired, or somebody was faster.</summary>
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

    /// <summary>Stores what the claim says. Every step may be repeated.</summary>
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

/// <summary>A sign-in that is ready to be tried, to be printed to the console.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Password">The password, made for this data folder.</param>
public sealed record DemoSignIn(string UserName, string Password)
{
    /// <inheritdoc />
    public override string ToString() => nameof(DemoSignIn);
}
