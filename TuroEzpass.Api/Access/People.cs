using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>The people and their sign-ins.</summary>
internal sealed class People(AccessStore store, IClock clock)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromDays(2);
    private readonly ShortCache<Person> people = new(clock);
    private readonly ShortCache<SignInPointer> signIns = new(clock);

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    /// <summary>The person, at most a few seconds old.</summary>
    public ValueTask<Person?> FindAsync(string id, CancellationToken cancellation) =>
        people.GetAsync(id, async () => (await store.GetAsync<Person>(KeyOf(id), cancellation))?.Value);

    /// <summary>The person with this sign-in; null if there is none. A pointer counts only if the person's record confirms it.</summary>
    public async ValueTask<Person?> FindBySignInAsync(string signIn, CancellationToken cancellation)
    {
        var pointer = await signIns.GetAsync(signIn, async () => (await store.GetAsync<SignInPointer>(SignInKey(signIn), cancellation))?.Value);
        return pointer is not null && await FindAsync(pointer.Person, cancellation) is { } person && person.SignIns.Contains(signIn) ? person : null;
    }

    /// <summary>Stores a new person. Does nothing if the ID exists.</summary>
    public async Task AddAsync(Person person, CancellationToken cancellation)
    {
        foreach (var signIn in person.SignIns)
            await PointAsync(signIn, person.Id, cancellation);
        await store.PutAsync(KeyOf(person.Id), person, 0, cancellation);
        people.Forget(person.Id);
    }

    /// <summary>Deletes a person who was just added and could not join.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        if (await store.GetAsync<Person>(KeyOf(id), cancellation) is { } there)
            await store.DeleteAsync(KeyOf(id), there.Version, cancellation);
        people.Forget(id);
    }

    /// <summary>Changes a person; null if there is no such person, or if <paramref name="change"/> returns null.</summary>
    public async Task<Person?> ChangeAsync(string id, Func<Person, Person?> change, CancellationToken cancellation)
    {
        while (await store.GetAsync<Person>(KeyOf(id), cancellation) is { } there)
        {
            if (change(there.Value) is not { } changed)
                return null;
            if (changed == there.Value)
                return changed;
            var stored = await store.PutAsync(KeyOf(id), changed, there.Version, cancellation);
            people.Forget(id);
            if (stored is not null)
                return changed;
        }

        return null;
    }

    /// <summary>Creates a code that links another sign-in to the person; null if there is no such person.</summary>
    public async Task<(string Code, DateTimeOffset Expires)?> NewCodeAsync(string id, CancellationToken cancellation)
    {
        var code = Secrets.New("link_");
        var open = new LinkCode(Secrets.Hash(code), Now + CodeLife);
        if (await FindAsync(id, cancellation) is null)
            return null;
        await store.PutAsync(CodePointer.KeyOf(open.Hash), new CodePointer(null, id), 0, cancellation, expires: open.Expires);
        return await ChangeAsync(id, person => person with { Codes = [.. person.Codes.Where(there => there.Expires > Now), open] }, cancellation) is null
            ? null
            : (code, open.Expires);
    }

    /// <summary>Uses a code and adds its sign-in, if it has one. Only one of several concurrent attempts gets the person.</summary>
    public async Task<Person?> LinkAsync(string id, string code, string? signIn, CancellationToken cancellation)
    {
        if (signIn is not null)
            await PointAsync(signIn, id, cancellation);
        return await ChangeAsync(id, person => person.Linked(code, signIn, Now), cancellation);
    }

    /// <summary>A page of people, ordered by ID.</summary>
    public async Task<(IReadOnlyList<Person> People, PageToken? Next)> ListAsync(PageToken? after, CancellationToken cancellation)
    {
        var page = await store.QueryAsync(new RecordQuery(RecordSource.Partition, Partition) { After = after }, cancellation);
        return ([.. page.Items.Select(item => AccessStore.Read<Person>(item).Value)], page.Next);
    }

    /// <summary>What is wrong with a person's name; null if nothing.</summary>
    public static string? NameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(char.IsControl) ? "The name must have 1 to 100 characters." : null;

    /// <summary>Parses a page's cursor.</summary>
    public static bool TryReadCursor(string cursor, out PageToken? after) =>
        PageToken.TryParse(cursor, out after) && after.Fits(new RecordQuery(RecordSource.Partition, Partition));

    private const string Partition = "SYS#PERSON";

    private static RecordKey KeyOf(string id) => new(Partition, StorageLimits.IsKey(id) ? id : "-");

    private static RecordKey SignInKey(string signIn) => new($"SYS#SIGNIN#{signIn[..2]}", signIn);

    /// <summary>Points a sign-in at a person, unless another person confirms it.</summary>
    private async Task PointAsync(string signIn, string person, CancellationToken cancellation)
    {
        var there = await store.GetAsync<SignInPointer>(SignInKey(signIn), cancellation);
        if (there is null || await FindBySignInAsync(signIn, cancellation) is null)
            await store.PutAsync(SignInKey(signIn), new SignInPointer(person), there?.Version ?? 0, cancellation);
        signIns.Forget(signIn);
    }

    private sealed record SignInPointer(string Person);
}

/// <summary>Where to look up a one-time code: an owner's invitations or a person. The pointer alone grants nothing.</summary>
internal sealed record CodePointer(string? Owner, string? Person)
{
    public static RecordKey KeyOf(string hash) => new($"SYS#CODE#{hash[..2]}", hash);
}
