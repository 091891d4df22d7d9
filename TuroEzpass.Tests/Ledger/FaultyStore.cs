using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A store that fails from a certain write on, or lets another process work after it.</summary>
internal sealed class FaultyStore(IRecordStore store, int at, Func<Task>? then) : IRecordStore
{
    private int writes;

    // One after the other, so that a single number covers every order of a crash.
    public int WritesUnderWay => 1;

    /// <summary>A store that accepts a number of writes and fails at every later one.</summary>
    public static FaultyStore FailsAfter(IRecordStore store, int writes) => new(store, writes, null);

    public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default) => store.GetAsync(key, cancellation);

    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default) => store.QueryAsync(query, cancellation);

    public async Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default)
    {
        RefuseAfterEnough();
        var result = await store.PutAsync(item, expected, cancellation);
        await PauseAsync();
        return result;
    }

    public async Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default)
    {
        RefuseAfterEnough();
        var result = await store.DeleteAsync(key, expectedVersion, cancellation);
        await PauseAsync();
        return result;
    }

    public async Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default)
    {
        RefuseAfterEnough();
        await store.PutBatchAsync(items, cancellation);
        await PauseAsync();
    }

    private void RefuseAfterEnough()
    {
        if (++writes > at && then is null)
            throw new StorageException("The disk is gone", "test", "None");
    }

    private Task PauseAsync() => writes == at && then is not null ? then() : Task.CompletedTask;
}
