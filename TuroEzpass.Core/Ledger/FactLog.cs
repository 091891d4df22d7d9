using System.Globalization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>An owner's facts, appended one by one. Each is a conditional write at the next position, so that one of two
/// concurrent writers must read again.</summary>
public sealed class FactLog(IRecordStore store, OwnerId owner)
{
    private string Partition => owner.Partition("FACT");

    /// <summary>The facts after a position, in order.</summary>
    public async Task<IReadOnlyList<Fact>> ReadAsync(long after, CancellationToken cancellation = default)
    {
        var facts = new List<Fact>();
        var query = new RecordQuery(RecordSource.Partition, Partition) { Range = SortRange.AtLeast(Sort(after + 1)), Limit = 1000 };
        await foreach (var item in store.ReadAllAsync(query, cancellation).ConfigureAwait(false))
            facts.Add(Read(item));
        return facts;
    }

    /// <summary>The newest facts, latest first.</summary>
    /// <param name="limit">The most facts to read.</param>
    /// <param name="before">Only facts at a lower position; null for all.</param>
    public async Task<IReadOnlyList<Fact>> NewestAsync(int limit, long? before, CancellationToken cancellation = default)
    {
        if (before <= 1)
            return [];
        var query = new RecordQuery(RecordSource.Partition, Partition) { Descending = true, Limit = limit };
        if (before is { } place)
            query = query with { Range = SortRange.AtMost(Sort(place - 1)) };
        return await store.ReadAllAsync(query, cancellation).Take(limit).Select(Read).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Appends a fact.</summary>
    /// <returns>False if another writer took the position: read on and decide again.</returns>
    public async Task<bool> TryAppendAsync(Fact fact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var write = new RecordWrite(new RecordKey(Partition, Sort(fact.Seq)), fact.ToBytes());
        return await store.PutAsync(write, Expected.Nothing, cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    private static Fact Read(StoredRecord item) => Fact.Read(long.Parse(item.Key.Sort, CultureInfo.InvariantCulture), item.Body.Span);

    private static string Sort(long seq) => seq.ToString("D12", CultureInfo.InvariantCulture);
}
