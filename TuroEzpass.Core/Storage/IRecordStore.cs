namespace TuroEzpass.Core.Storage;

/// <summary>Items by (partition, sort), each with a version and at most two declared index keys. The shape is
/// DynamoDB's, so that its adapter is thin and the embedded one promises no more: <b>no write spans two items</b>, every
/// invariant is one conditional write. Repositories are written once on top of this.
/// <para>Every operation checks <see cref="StorageLimits"/> first and throws <see cref="ArgumentException"/> for a
/// caller's mistake; throws <see cref="StorageException"/> where the store itself fails; and may be repeated.</para></summary>
public interface IRecordStore
{
    /// <summary>How many writes a caller with much to do should have under way at once: fewer leave the engine idle (the
    /// embedded one commits together what waits together), more gain nothing.</summary>
    int WritesUnderWay { get; }

    /// <summary>The item at this key, current, or null where there is none or it has expired.</summary>
    Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default);

    /// <summary>Stores the item if what is there is what was expected. Of many writers with the same expectation
    /// exactly one gets <see cref="PutResult.Stored"/>. Cancelling leaves open whether it took effect.</summary>
    Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default);

    /// <summary>Deletes the item if it still has this version.</summary>
    Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default);

    /// <summary>One page of a partition or index.</summary>
    Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default);

    /// <summary>Stores up to 25 items of different keys without looking what was there: only for rows that nobody reads
    /// before they are sealed. Not atomic: after an exception some may be stored; put the same batch again.</summary>
    Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default);
}
