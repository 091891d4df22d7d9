using System.Globalization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>An owner's facts, appended one by one: each is one conditional write at the next place, so of two writers
/// one is told to look again.</summary>
public sealed class FactLog(IRecordStore store, OwnerId owner)
{
    private string Partition => owner.Partition("FACT");

    /// <summary>The facts after a place, in order.</summary>
    public async Task<IReadOnlyList<Fact>> ReadAsync(long after, CancellationToken cancellation = default)
    {
        var facts = new List<Fact>();
        var query = new RecordQuery(RecordSource.Partition, Partition) { Range = SortRange.AtLeast(Sort(after + 1)), Limit = 1000 };
        await foreach (var item in store.ReadAllAsync(query, cancellation).ConfigureAwait(false))
            facts.Add(Fact.Read(long.Parse(item.Key.Sort, CultureInfo.InvariantCulture), item.Body.Span));
        return facts;
    }

    /// <summary>Appends a fact.</summary>
    /// <returns>False when another writer took the place: read on, and decide again.</returns>
    public async Task<bool> TryAppendAsync(Fact fact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var write = new RecordWrite(new RecordKey(Partition, Sort(fact.Seq)), fact.ToBytes());
        return await store.PutAsync(write, Expected.Nothing, cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    private static string Sort(long seq) => seq.ToString("D12", CultureInfo.InvariantCulture);
}
