using System.Collections.Concurrent;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>Passes calls to another store and computes what they would cost on DynamoDB.</summary>
internal sealed class MeteredStore(IRecordStore store) : IRecordStore
{
    private readonly ConcurrentDictionary<RecordKey, Held> held = new();

    /// <summary>The costs since it was last set.</summary>
    public Meter Meter { get; set; } = new();

    public int WritesUnderWay => store.WritesUnderWay;

    /// <summary>The size and index keys of every item.</summary>
    public IEnumerable<KeyValuePair<RecordKey, Held>> Items => held;

    public async Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
    {
        Meter.Read(held.GetValueOrDefault(key)?.Bytes ?? 0, ofIndex: false);
        return await store.GetAsync(key, cancellation).ConfigureAwait(false);
    }

    public async Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default)
    {
        var result = await store.PutAsync(item, expected, cancellation).ConfigureAwait(false);
        var bytes = Meter.SizeOf(item, 1_700_000_000_000);
        if (result is PutResult.Stored)
            Keep(item, bytes);
        else
            Meter.Refused(item, bytes);
        return result;
    }

    public async Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default)
    {
        var result = await store.DeleteAsync(key, expectedVersion, cancellation).ConfigureAwait(false);
        if (result is DeleteResult.Deleted && held.TryRemove(key, out var gone))
            Meter.Write(new RecordWrite(key, new byte[1]), gone.Bytes, gone.Index1, gone.Index2);
        return result;
    }

    public async Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default)
    {
        var page = await store.QueryAsync(query, cancellation).ConfigureAwait(false);
        Meter.Read(page.Items.Sum(item => (long)(held.GetValueOrDefault(item.Key)?.Bytes ?? 0)), query.Source != RecordSource.Partition);
        return page;
    }

    public async Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default)
    {
        await store.PutBatchAsync(items, cancellation).ConfigureAwait(false);
        foreach (var item in items)
            Keep(item, Meter.SizeOf(item, 1_700_000_000_000));
    }

    private void Keep(RecordWrite item, int bytes)
    {
        held.TryGetValue(item.Key, out var before);
        Meter.Write(item, bytes, before?.Index1, before?.Index2);
        held[item.Key] = new Held(bytes, item.Index1, item.Index2);
    }

    /// <summary>A stored item.</summary>
    /// <param name="Bytes">Its size on DynamoDB.</param>
    /// <param name="Index1">Its key in the first index.</param>
    /// <param name="Index2">Its key in the second index.</param>
    internal sealed record Held(int Bytes, RecordKey? Index1, RecordKey? Index2);
}
