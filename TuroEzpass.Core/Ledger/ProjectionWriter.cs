using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>Brings the stored projection from one state to another. Writes the differences, each item by its own conditional
/// write, under the epoch of the writer's lease. Any part of the work can be repeated.</summary>
internal sealed class ProjectionWriter(IRecordStore store, WriterLease lease, IProgress<LedgerProgress>? progress = null)
{
    private const int EpochBytes = 8;

    // The lease is renewed between batches, so a batch must end well within half of its length.
    private int Batch => Math.Min(4000, 16 * store.WritesUnderWay);

    /// <summary>The content of a stored item, without the epoch before it.</summary>
    public static ReadOnlySpan<byte> Content(StoredRecord item) => item.Body.Span[EpochBytes..];

    /// <summary>Writes the differences between two states.</summary>
    /// <param name="before">The stored items; none for an empty ledger.</param>
    /// <param name="after">The items to store.</param>
    /// <param name="cancellation">Cancels between writes; continuing later gives the same result.</param>
    /// <returns>The number of items that were written or deleted.</returns>
    public async Task<int> ApplyAsync(IEnumerable<ProjectedItem> before, IEnumerable<ProjectedItem> after, CancellationToken cancellation = default)
    {
        var left = new Dictionary<RecordKey, UInt128>();
        foreach (var item in before)
            left.Add(item.Key, Fingerprint(item));
        var written = 0;
        foreach (var batch in Changed(left, after).Chunk(Batch))
        {
            await lease.KeepAsync(cancellation).ConfigureAwait(false);
            await WriteAsync(batch, cancellation).ConfigureAwait(false);
            written += batch.Length;
            progress?.Report(new LedgerProgress(LedgerStage.Writing, written));
        }

        foreach (var batch in left.Keys.Chunk(Batch))
        {
            await lease.KeepAsync(cancellation).ConfigureAwait(false);
            await Parallel.ForEachAsync(batch, Options(cancellation), async (key, token) => await RemoveAsync(key, token).ConfigureAwait(false)).ConfigureAwait(false);
            written += batch.Length;
        }

        return written;
    }

    private static IEnumerable<ProjectedItem> Changed(Dictionary<RecordKey, UInt128> left, IEnumerable<ProjectedItem> after)
    {
        foreach (var item in after)
        {
            if (!left.Remove(item.Key, out var known) || known != Fingerprint(item))
                yield return item;
        }
    }

    /// <summary>A 128-bit digest to compare items with; two different items have the same one only with negligible probability.</summary>
    private static UInt128 Fingerprint(in ProjectedItem item)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(item.Json, hash);
        var content = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        return content ^ (UInt128)(uint)HashCode.Combine(item.Index1, item.Index2);
    }

    private ParallelOptions Options(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = store.WritesUnderWay, CancellationToken = cancellation };

    private async Task WriteAsync(ProjectedItem[] items, CancellationToken cancellation)
    {
        var there = new ConcurrentBag<ProjectedItem>();
        await Parallel.ForEachAsync(items, Options(cancellation), async (item, token) =>
        {
            lease.RefuseIfOver();
            if (await store.PutAsync(Write(item), Expected.Nothing, token).ConfigureAwait(false) is PutResult.Conflict)
                there.Add(item);
        }).ConfigureAwait(false);
        await Parallel.ForEachAsync(there, Options(cancellation), async (item, token) => await ReplaceAsync(item, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private RecordWrite Write(in ProjectedItem item)
    {
        var body = new byte[EpochBytes + item.Json.Length];
        BinaryPrimitives.WriteInt64BigEndian(body, lease.Epoch);
        item.Json.CopyTo(body, EpochBytes);
        return new RecordWrite(item.Key, body) { Index1 = item.Index1, Index2 = item.Index2 };
    }

    private async Task ReplaceAsync(ProjectedItem item, CancellationToken cancellation)
    {
        while (true)
        {
            var there = await store.GetAsync(item.Key, cancellation).ConfigureAwait(false);
            lease.RefuseIfOver();
            if (there is not null)
                RefuseIfTakenOver(there);
            if (there is not null && Content(there).SequenceEqual(item.Json) && there.Index1 == item.Index1 && there.Index2 == item.Index2)
                return;
            var expected = there is null ? Expected.Nothing : Expected.VersionIs(there.Version);
            if (await store.PutAsync(Write(item), expected, cancellation).ConfigureAwait(false) is PutResult.Stored)
                return;
        }
    }

    private async Task RemoveAsync(RecordKey key, CancellationToken cancellation)
    {
        while (await store.GetAsync(key, cancellation).ConfigureAwait(false) is { } there)
        {
            lease.RefuseIfOver();
            RefuseIfTakenOver(there);
            if (await store.DeleteAsync(key, there.Version, cancellation).ConfigureAwait(false) is not DeleteResult.Conflict)
                return;
        }
    }

    private void RefuseIfTakenOver(StoredRecord there)
    {
        var epoch = BinaryPrimitives.ReadInt64BigEndian(there.Body.Span);
        if (epoch > lease.Epoch)
            throw new LedgerBusyException($"Another process took over this ledger (epoch {epoch} after {lease.Epoch}). No data was lost; try again.");
    }
}
