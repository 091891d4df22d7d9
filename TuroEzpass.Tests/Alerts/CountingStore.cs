using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Alerts;

/// <summary>A store that counts its reads.</summary>
internal sealed class CountingStore(IRecordStore inner) : IRecordStore
{
    public int Reads { get; set; }

    public int WritesUnderWay => inner.WritesUnderWay;

    public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
    {
        Reads++;
        return inner.GetAsync(key, cancellation);
    }

    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default)
    {
        Reads++;
        return inner.QueryAsync(query, cancellation);
    }

    public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default) => inner.PutAsync(item, expected, cancellation);

    public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default) => inner.DeleteAsync(key, expectedVersion, cancellation);

    public Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default) => inner.PutBatchAsync(items, cancellation);
}
