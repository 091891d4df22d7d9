using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Simulates the end of the process.</summary>
public sealed class CrashException : Exception;

/// <summary>Counts the changes of both stores, and ends the process before one of them. After that, nothing goes through:
/// a process that ended does not release its lease either.</summary>
public sealed class Fuse(int steps)
{
    private int left = steps;

    public bool IsLit { get; set; }

    public void Burn()
    {
        if (IsLit && Interlocked.Decrement(ref left) < 0) throw new CrashException();
    }
}

/// <summary>Records, until the crash.</summary>
public sealed class CrashingRecords(IRecordStore inner, Fuse fuse) : IRecordStore
{
    public int WritesUnderWay => 1;

    public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default) => inner.GetAsync(key, cancellation);

    public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default)
    {
        fuse.Burn();
        return inner.PutAsync(item, expected, cancellation);
    }

    public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default)
    {
        fuse.Burn();
        return inner.DeleteAsync(key, expectedVersion, cancellation);
    }

    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default) => inner.QueryAsync(query, cancellation);

    public Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default)
    {
        fuse.Burn();
        return inner.PutBatchAsync(items, cancellation);
    }
}

/// <summary>Originals, until the crash.</summary>
public class CrashingProofs(IProofStore inner, Fuse fuse) : IProofStore
{
    public Task<ProofPut> PutAsync(ProofKind kind, OwnerId owner, Stream content, string contentType, CancellationToken cancellation = default)
    {
        fuse.Burn();
        return inner.PutAsync(kind, owner, content, contentType, cancellation);
    }

    public virtual Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default) => inner.GetAsync(address, cancellation);

    public Task<IReadOnlyList<ProofEntry>> ListAsync(ProofKind kind, OwnerId owner, string? after = null, int limit = 1000, CancellationToken cancellation = default) =>
        inner.ListAsync(kind, owner, after, limit, cancellation);

    public Task<ProofLink> LinkAsync(ProofAddress address, Duration lifetime, string downloadName, CancellationToken cancellation = default) =>
        inner.LinkAsync(address, lifetime, downloadName, cancellation);

    public Task<bool> EraseAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        fuse.Burn();
        return inner.EraseAsync(address, cancellation);
    }
}

/// <summary>Originals of which another process erases a guest just before they are first read.</summary>
public sealed class ErasingProofs(IProofStore inner, Func<Task> erase) : CrashingProofs(inner, new Fuse(0))
{
    private Func<Task>? first = erase;

    public override async Task<ProofGet> GetAsync(ProofAddress address, CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref first, null) is { } erase)
            await erase();
        return await base.GetAsync(address, cancellation);
    }
}
