namespace TuroEzpass.Core.Storage;

/// <summary>Items by (partition, sort), each with a version and at most two index keys. The model is
/// DynamoDB's, so that its adapter is thin and the embedded engine promises no more: <b>no write spans two items</b>, so every
/// invariant must fit in one conditional write. Repositories are written once on top of this.
/// <para>Every operation checks <see cref="StorageLimits"/> first and throws <see cref="ArgumentException"/> for a
/// caller's mistake; throws <see cref="StorageException"/> if the store itself fails; and may be repeated.</para></summary>
public interface IRecordStore
{
    /// <summary>How many concurrent writes to use for bulk work: fewer leave the engine idle (the
    /// embedded one commits waiting writes together), more gain nothing.</summary>
    int WritesUnderWay { get; }

    /// <summary>Reads the current item at this key, or null if there is none or it has expired.</summary>
    Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default);

    /// <summary>Stores the item if the stored one is as expected. Of many writers with the same expectation
    /// exactly one gets <see cref="PutResult.Stored"/>. After a cancellation, the write may or may not have taken effect.</summary>
    Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default);

    /// <summary>Deletes the item if it still has this version.</summary>
    Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default);

    /// <summary>Reads one page of a partition or index.</summary>
    Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default);

    /// <summary>Stores up to 25 items of different keys without checking what is stored: only for rows that no one reads
    /// before they are committed. Not atomic: after an exception some may be stored; put the same batch again.</summary>
    Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default);
}
