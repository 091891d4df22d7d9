using System.Runtime.CompilerServices;

namespace TuroEzpass.Core.Storage;

/// <summary>Whole ranges and whole files on top of the port's pages and batches.</summary>
public static class RecordStoreReading
{
    /// <summary>How many batches are under way at once: the embedded engine commits those that wait together, DynamoDB
    /// answers them side by side.</summary>
    private const int BatchesUnderWay = 8;

    /// <summary>Every item of the query, page after page from <see cref="RecordQuery.After"/> on. Items that are written
    /// meanwhile may or may not appear; no item appears twice unless its index sort key moves.</summary>
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

    /// <summary>Stages any number of items of different keys by batches, several at once, in no particular order.</summary>
    public static async Task PutAllAsync(
        this IRecordStore store, IEnumerable<RecordWrite> items, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var options = new ParallelOptions { MaxDegreeOfParallelism = BatchesUnderWay, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items.Chunk(StorageLimits.MaxBatch), options,
            async (batch, token) => await store.PutBatchAsync(batch, token).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
