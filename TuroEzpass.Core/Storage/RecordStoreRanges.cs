using System.Runtime.CompilerServices;

namespace TuroEzpass.Core.Storage;

/// <summary>Whole ranges and bulk writes, on top of the port's pages and batches.</summary>
public static class RecordStoreRanges
{
    /// <summary>All items of the query, page by page from <see cref="RecordQuery.After"/> on. Items that are written
    /// meanwhile may or may not appear; no item appears twice unless its index sort key changes.</summary>
    public static async IAsyncEnumerable<StoredRecord> ReadAllAsync(
        this IRecordStore store, RecordQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        while (true)
        {
            var page = await store.QueryAsync(query, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items) yield return item;
            if (page.Next is null) yield break;
            query = query with { After = page.Next };
        }
    }

    /// <summary>Stages any number of items with different keys in batches, several at the same time, in no particular order.</summary>
    public static async Task PutAllAsync(
        this IRecordStore store, IEnumerable<RecordWrite> items, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var atOnce = Math.Max(1, store.WritesUnderWay / StorageLimits.MaxBatch);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items.Chunk(StorageLimits.MaxBatch), options,
            async (batch, token) => await store.PutBatchAsync(batch, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Puts many items with different keys, each by its own conditional write, many at the same time and in no particular
    /// order: the way to apply a committed statement, and ten times as fast as one after the other.</summary>
    /// <returns>The results, in the order of the items.</returns>
    public static async Task<IReadOnlyList<PutResult>> PutEachAsync(
        this IRecordStore store, IReadOnlyList<(RecordWrite Item, Expected Expected)> writes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(writes);
        var answers = new PutResult[writes.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = store.WritesUnderWay, CancellationToken = cancellation };
        await Parallel.ForAsync(0, writes.Count, options,
            async (place, token) => answers[place] = await store.PutAsync(writes[place].Item, writes[place].Expected, token).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }
}
