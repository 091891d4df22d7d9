using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>An owner's account at a portal, as far as it may be seen: no sign-in is in here.</summary>
public sealed record PortalAccount
{
    /// <summary>The portal: <c>ezpassny</c>.</summary>
    public required string Portal { get; init; }

    /// <summary>Whether it is collected from by the schedule and by requests for every site.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The last day up to which everything was collected (<c>2026-03-31</c>); null before the first complete collection.</summary>
    public string? CompleteThrough { get; init; }

    /// <summary>Where the files went of which <see cref="CompleteThrough"/> tells: null for the ledger of this store, else a server's address.</summary>
    public string? CollectedFor { get; init; }

    /// <summary>When the last run ended, in UTC.</summary>
    public string? LastRunAt { get; init; }

    /// <summary>Why the last run failed; null when it succeeded.</summary>
    public RunReason? LastReason { get; init; }

    /// <summary>Whether the stored sign-in was refused, and must not be tried again before it is stored anew: accounts lock.</summary>
    public bool IsSignInRefused { get; init; }
}

/// <summary>An owner's accounts at the portals.</summary>
public sealed class AccountBook(IRecordStore store, OwnerId owner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>All of them, in the order of the portals' ids.</summary>
    public async Task<IReadOnlyList<PortalAccount>> ListAsync(CancellationToken cancellation = default) =>
        await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, owner.Partition("PORTAL")) { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(Read).ToListAsync(cancellation).ConfigureAwait(false);

    /// <summary>One of them; one that is not enabled where nothing is stored.</summary>
    public async Task<PortalAccount> GetAsync(string portal, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(portal), cancellation).ConfigureAwait(false) is { } item ? Read(item) : new PortalAccount { Portal = portal };

    /// <summary>Changes one, also when others change it at the same time.</summary>
    /// <returns>As it is then.</returns>
    public async Task<PortalAccount> ChangeAsync(string portal, Func<PortalAccount, PortalAccount> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await new OwnerDirectory(store).AddAsync(owner, cancellation).ConfigureAwait(false);
        while (true)
        {
            var there = await store.GetAsync(Key(portal), cancellation).ConfigureAwait(false);
            var before = there is null ? new PortalAccount { Portal = portal } : Read(there);
            var after = change(before);
            if (there is not null && after == before)
                return before;
            var write = new RecordWrite(Key(portal), JsonSerializer.SerializeToUtf8Bytes(after, Json));
            if (await store.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Stored)
                return after;
        }
    }

    private static PortalAccount Read(StoredRecord item) => JsonSerializer.Deserialize<PortalAccount>(item.Body.Span, Json)!;

    private RecordKey Key(string portal) => new(owner.Partition("PORTAL"), portal);
}
