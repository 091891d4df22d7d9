using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Opaque tokens: sessions of local accounts, and personal access tokens. A token's ID is its SHA-256; the token itself is
/// not stored. A token revoked here stops working at once in this process, and within <see cref="ShortCache{T}.Span"/> in others.</summary>
internal sealed class Tokens(AccessStore store, IClock clock)
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromHours(1);
    private readonly ShortCache<Kept<Token>> tokens = new(clock);

    private DateTimeOffset Now => clock.GetCurrentInstant().ToDateTimeOffset();

    /// <summary>Creates a token.</summary>
    /// <returns>The token, to be shown once.</returns>
    public async Task<string> IssueAsync(Token token, CancellationToken cancellation)
    {
        var secret = Secrets.New(Secrets.TokenPrefix);
        var id = Secrets.Hash(secret);
        await store.PutAsync(KeyOf(id), token, 0, cancellation, IndexOf(id, token), token.Expires);
        return secret;
    }

    /// <summary>The token with this ID, unless it has expired.</summary>
    public async ValueTask<Token?> FindAsync(string id, CancellationToken cancellation)
    {
        var there = await tokens.GetAsync(id, () => store.GetAsync<Token>(KeyOf(id), cancellation));
        if (there is null || there.Value.Expires <= Now)
            return null;
        if (there.Value.LastUsed is not { } last || Now - last >= TouchEvery)
        {
            // Conditional, so that a token revoked meanwhile is not restored, and only one of several requests writes.
            var touched = there.Value with { LastUsed = Now };
            await store.PutAsync(KeyOf(id), touched, there.Version, cancellation, IndexOf(id, touched), touched.Expires);
            tokens.Forget(id);
        }

        return there.Value;
    }

    /// <summary>Revokes a person's token; false if the person has no such token.</summary>
    public async Task<bool> RevokeAsync(string id, string person, CancellationToken cancellation)
    {
        while (await store.GetAsync<Token>(KeyOf(id), cancellation) is { } there && there.Value.Person == person)
        {
            var gone = await store.DeleteAsync(KeyOf(id), there.Version, cancellation);
            tokens.Forget(id);
            if (gone)
                return true;
        }

        return false;
    }

    /// <summary>A person's personal access tokens, oldest first.</summary>
    public async Task<IReadOnlyList<(string Id, Token Token)>> ListAsync(string person, CancellationToken cancellation)
    {
        var page = await store.QueryAsync(new RecordQuery(RecordSource.Index1, PersonPartition(person)) { Limit = StorageLimits.MaxPage }, cancellation);
        return [.. page.Items.Select(item => (item.Key.Sort, AccessStore.Read<Token>(item).Value))];
    }

    /// <summary>Whether the text has the form of a token ID.</summary>
    public static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static RecordKey KeyOf(string id) => new($"SYS#TOKEN#{id[..2]}", id);

    private static RecordKey? IndexOf(string id, Token token) => token.IsPersonal
        ? new(PersonPartition(token.Person), $"{token.Created.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}#{id}")
        : null;

    private static string PersonPartition(string person) => $"SYS#TOKENOF#{person}";
}

/// <summary>The stored record of a token.</summary>
/// <param name="Person">The person's ID.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Expires">When it expires.</param>
internal sealed record Token(string Person, DateTimeOffset Created, DateTimeOffset Expires)
{
    /// <summary>A personal access token's name; null for a session.</summary>
    public string? Name { get; init; }

    /// <summary>The owner that a personal access token is for; null for a session.</summary>
    public string? Owner { get; init; }

    /// <summary>The most that it allows.</summary>
    public Permissions Scopes { get; init; } = (Permissions)~0;

    /// <summary>When it was last used, precise to the hour.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Whether it is a personal access token, not a session.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsPersonal => Owner is not null;
}
