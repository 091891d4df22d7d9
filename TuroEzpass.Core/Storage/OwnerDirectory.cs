using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The list of owners: only their ids and states. The code that stores an owner's first item adds the owner, so
/// that work on all owners misses none.</summary>
public sealed class OwnerDirectory(IRecordStore store)
{
    private const string Partition = "SYS#OWNER";
    private const string Active = "active";
    private const string Test = "test";

    /// <summary>The owners that this process knows to be listed, by store.</summary>
    private static readonly ConditionalWeakTable<IRecordStore, ConcurrentDictionary<OwnerId, bool>> Listed = [];

    /// <summary>Adds an owner if it is not listed. For a listed owner, this costs one read per process.</summary>
    public async Task AddAsync(OwnerId owner, CancellationToken cancellation = default)
    {
        var known = Listed.GetOrCreateValue(store);
        if (known.ContainsKey(owner))
            return;
        var key = KeyOf(owner);
        if (await store.GetAsync(key, cancellation).ConfigureAwait(false) is null)
        {
            // A conflict means that another process was faster.
            await store.PutAsync(new RecordWrite(key, JsonSerializer.SerializeToUtf8Bytes(new Entry(owner.Text, Active))), Expected.Nothing, cancellation).ConfigureAwait(false);
        }

        known.TryAdd(owner, true);
    }

    /// <summary>The active owners, in the order of their ids.</summary>
    public async Task<IReadOnlyList<OwnerId>> ListAsync(CancellationToken cancellation = default)
    {
        var owners = new List<OwnerId>();
        await foreach (var item in store.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage }, cancellation).ConfigureAwait(false))
        {
            var entry = JsonSerializer.Deserialize<Entry>(item.Body.Span)!;
            if (entry.State == Active)
                owners.Add(OwnerId.Parse(entry.Owner));
        }

        return owners;
    }

    /// <summary>Adds a test owner. It is not among the active owners: no metric counts it, and work
    /// on all owners skips it.</summary>
    /// <returns>False if an owner with that id is listed.</returns>
    public async Task<bool> AddTestAsync(OwnerId owner, Instant madeAt, CancellationToken cancellation = default)
    {
        var entry = new Entry(owner.Text, Test) { Made = madeAt.ToUnixTimeSeconds() };
        return await store.PutAsync(new RecordWrite(KeyOf(owner), JsonSerializer.SerializeToUtf8Bytes(entry)), Expected.Nothing, cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    /// <summary>The test owners, with the time when each was created.</summary>
    public async Task<IReadOnlyList<(OwnerId Owner, Instant MadeAt)>> TestsAsync(CancellationToken cancellation = default) =>
        await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(item => JsonSerializer.Deserialize<Entry>(item.Body.Span)!)
            .Where(entry => entry.State == Test)
            .Select(entry => (OwnerId.Parse(entry.Owner), Instant.FromUnixTimeSeconds(entry.Made)))
            .ToListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Whether an owner is a test owner.</summary>
    public async Task<bool> IsTestAsync(OwnerId owner, CancellationToken cancellation = default) =>
        await store.GetAsync(KeyOf(owner), cancellation).ConfigureAwait(false) is { } item && JsonSerializer.Deserialize<Entry>(item.Body.Span)!.State == Test;

    /// <summary>Removes a test owner from the list; other owners stay.</summary>
    public async Task RemoveTestAsync(OwnerId owner, CancellationToken cancellation = default)
    {
        if (await store.GetAsync(KeyOf(owner), cancellation).ConfigureAwait(false) is { } item && JsonSerializer.Deserialize<Entry>(item.Body.Span)!.State == Test)
            await store.DeleteAsync(item.Key, item.Version, cancellation).ConfigureAwait(false);
    }

    private static RecordKey KeyOf(OwnerId owner) => new(Partition, owner.Text);

    private sealed record Entry(string Owner, string State)
    {
        /// <summary>When a test owner was created, in seconds since 1970.</summary>
        public long Made { get; init; }
    }
}
