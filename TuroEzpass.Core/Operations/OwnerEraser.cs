using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Operations;

/// <summary>Erases everything of an owner: records, originals, evidence, credentials. Only for owners that were created to test the
/// system; the caller must check that. If it is interrupted, call it again to finish.</summary>
public sealed class OwnerEraser(IRecordStore records, IProofStore proofs, ICredentialStore credentials)
{
    /// <summary>The partitions of an owner with fixed names, without <c>U#o#</c>. docs/access-patterns.md lists all of them.</summary>
    public static IReadOnlyList<string> Fixed { get; } =
    [
        "IMPORT", "TRIP", "FLEET", "CLAIM", "CAR", "UNKNOWN", "CLAIMTOTAL", "SETTINGS", "NOTIFY", "RUN", "LAYOUT", "REMINDER", "PORTAL", "ALERT",
        "IDEMPOTENCY", "UPLOAD", "TOTAL", "FACT", "LEDGER", "LEASE",
    ];

    /// <summary>Erases an owner.</summary>
    public async Task EraseAsync(OwnerId owner, CancellationToken cancellation = default)
    {
        // Partitions whose names are derived from other items are erased before these.
        foreach (var partition in await NamedByItemsAsync(owner, cancellation).ConfigureAwait(false))
            await EmptyAsync(owner.Partition(partition), cancellation).ConfigureAwait(false);
        foreach (var kind in Enum.GetValues<ProofKind>())
            await EraseBlobsAsync(kind, owner, cancellation).ConfigureAwait(false);
        foreach (var portal in await new PortalBook(records).ListAsync(cancellation).ConfigureAwait(false))
        {
            await credentials.ForgetCredentialsAsync(owner, portal.Id, cancellation).ConfigureAwait(false);
            await credentials.ForgetSessionAsync(owner, portal.Id, cancellation).ConfigureAwait(false);
        }

        foreach (var partition in Fixed)
            await EmptyAsync(owner.Partition(partition), cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyCollection<string>> NamedByItemsAsync(OwnerId owner, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "TOLL#none" };
        await AddAsync("IMPORT", sort => $"ROW#{sort}").ConfigureAwait(false);
        await AddAsync("UPLOAD", sort => $"ROW#{sort}").ConfigureAwait(false);
        await AddAsync("TOTAL", sort => $"TOLL#{sort}").ConfigureAwait(false);
        await AddAsync("TRIP", sort => $"TRIPLOG#{sort.Split('#')[0]}").ConfigureAwait(false);
        return names;

        async Task AddAsync(string partition, Func<string, string> name)
        {
            await foreach (var item in ItemsAsync(owner.Partition(partition), cancellation).ConfigureAwait(false))
                names.Add(name(item.Key.Sort));
        }
    }

    private async Task EmptyAsync(string partition, CancellationToken cancellation)
    {
        await foreach (var item in ItemsAsync(partition, cancellation).ConfigureAwait(false))
            await records.DeleteAsync(item.Key, item.Version, cancellation).ConfigureAwait(false);
    }

    private async Task EraseBlobsAsync(ProofKind kind, OwnerId owner, CancellationToken cancellation)
    {
        while (await proofs.ListAsync(kind, owner, cancellation: cancellation).ConfigureAwait(false) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
                await proofs.EraseAsync(entry.Address, cancellation).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<StoredRecord> ItemsAsync(string partition, CancellationToken cancellation) =>
        records.ReadAllAsync(new RecordQuery(RecordSource.Partition, partition) { Limit = StorageLimits.MaxPage }, cancellation);
}
