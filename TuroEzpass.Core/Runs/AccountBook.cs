using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>The visible part of an owner's account at a portal: it contains no credentials.</summary>
public sealed record PortalAccount
{
    /// <summary>The portal: <c>ezpassny</c>.</summary>
    public required string Portal { get; init; }

    /// <summary>Whether the schedule and requests for every site collect from it.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The last day up to which everything was collected (<c>2026-03-31</c>); null before the first complete collection.</summary>
    public string? CompleteThrough { get; init; }

    /// <summary>The destination of the files up to <see cref="CompleteThrough"/>: null for the ledger of this store, otherwise a server's address.</summary>
    public string? CollectedFor { get; init; }

    /// <summary>When the last run ended, in UTC.</summary>
    public string? LastRunAt { get; init; }

    /// <summary>Why the last run failed; null if it succeeded.</summary>
    public RunReason? LastReason { get; init; }

    /// <summary>Whether the site refused the stored sign-in. It is not tried again until it is stored again, because accounts get locked.</summary>
    public bool IsSignInRefused { get; init; }
}

/// <summary>An owner's accounts at the portals.</summary>
public sealed class AccountBook(IRecordStore store, OwnerId owner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Reads all accounts, in the order of the portals' ids.</summary>
    public async Task<IReadOnlyList<PortalAccount>> ListAsync(CancellationToken cancellation = default) =>
        await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, owner.Partition("PORTAL")) { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(Read).ToListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Reads an account; if nothing is stored, one that is not enabled.</summary>
    public async Task<PortalAccount> GetAsync(string portal, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(portal), cancellation).ConfigureAwait(false) is { } item ? Read(item) : new PortalAccount { Portal = portal };

    /// <summary>Changes an account, safely even if others change it at the same time.</summary>
    /// <returns>The changed account.</returns>
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
