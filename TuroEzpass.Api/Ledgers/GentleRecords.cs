using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Ledgers;

/// <summary>The records as a service writes them: fewer writes under way than the engine could take, so that those who ask meanwhile do
/// not stand behind thousands of them in the line for a thread. An import takes a little longer for it.</summary>
internal sealed class GentleRecords(IRecordStore inner) : IRecordStore
{
    private const int Most = 64;

    public int WritesUnderWay => Math.Min(Most, inner.WritesUnderWay);

    public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default) => inner.GetAsync(key, cancellation);

    public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default) => inner.PutAsync(item, expected, cancellation);

    public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default) => inner.DeleteAsync(key, expectedVersion, cancellation);

    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default) => inner.QueryAsync(query, cancellation);

    public Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default) => inner.PutBatchAsync(items, cancellation);
}
