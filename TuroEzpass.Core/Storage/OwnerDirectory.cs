using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TuroEzpass.Core.Storage;

/// <summary>Which owners there are: their ids and states, nothing else. Whoever stores the first thing of an owner adds it, so
/// that work over all owners misses none.</summary>
public sealed class OwnerDirectory(IRecordStore store)
{
    private const string Partition = "SYS#OWNER";
    private const string Active = "active";

    /// <summary>The owners that this process knows to be listed, by store.</summary>
    private static readonly ConditionalWeakTable<IRecordStore, ConcurrentDictionary<OwnerId, bool>> Listed = [];

    /// <summary>Adds an owner, if it is not listed. Costs one read in a process's life for an owner that is.</summary>
    public async Task AddAsync(OwnerId owner, CancellationToken cancellation = default)
    {
        var known = Listed.GetOrCreateValue(store);
        if (known.ContainsKey(owner))
            return;
        var key = new RecordKey(Partition, owner.Text);
        if (await store.GetAsync(key, cancellation).ConfigureAwait(false) is null)
        {
            // A conflict says that another process was faster.
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

    private sealed record Entry(string Owner, string State);
}
