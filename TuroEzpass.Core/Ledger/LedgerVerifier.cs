using System.Globalization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>The result of a verification.</summary>
/// <param name="Facts">The number of facts.</param>
/// <param name="Originals">The number of facts that name an original, which was read and hashed.</param>
/// <param name="Items">The number of items in the projection.</param>
/// <param name="Problems">The problems, as readable text; empty if there are none.</param>
public sealed record Verification(int Facts, int Originals, int Items, IReadOnlyList<string> Problems);

/// <summary>Compares the stored data with what follows from the facts and originals.</summary>
internal sealed class LedgerVerifier(IRecordStore store, OwnerId owner)
{
    private const int MostProblems = 50;

    /// <summary>The partitions that may contain an item of the projection.</summary>
    public async Task<IReadOnlyList<StoredRecord>> StoredAsync(IReadOnlyCollection<ProjectedItem> expected, CancellationToken cancellation = default)
    {
        var partitions = expected.Select(item => item.Key.Partition).ToHashSet(StringComparer.Ordinal);
        foreach (var fixedPartition in new[] { "IMPORT", "TRIP", "HANDOVER", "CLAIM", "CLAIMTOTAL", "CAR", "FLEET", "UNKNOWN", "TOTAL", "SETTINGS" })
            partitions.Add(owner.Partition(fixedPartition));
        // A toll may be stored in the wrong month, so the months on both sides of the known ones are checked too.
        foreach (var month in MonthsAround(partitions))
            partitions.Add(owner.Partition($"TOLL#{month}"));
        var stored = new List<StoredRecord>();
        foreach (var partition in partitions.Order(StringComparer.Ordinal))
        {
            await foreach (var item in store.ReadAllAsync(new RecordQuery(RecordSource.Partition, partition) { Limit = 1000 }, cancellation).ConfigureAwait(false))
                stored.Add(item);
        }

        return stored;
    }

    /// <summary>Lists the differences in words.</summary>
    public static List<string> Compare(IReadOnlyCollection<ProjectedItem> expected, IReadOnlyList<StoredRecord> stored)
    {
        var problems = new List<string>();
        var left = expected.ToDictionary(item => item.Key);
        foreach (var item in stored)
        {
            if (!left.Remove(item.Key, out var due))
                problems.Add($"{item.Key} is stored but follows from no fact");
            else if (!ProjectionWriter.Content(item).SequenceEqual(due.Json) || item.Index1 != due.Index1 || item.Index2 != due.Index2)
                problems.Add($"{item.Key} differs from what follows from its facts");
        }

        problems.AddRange(left.Keys.Select(key => $"{key} follows from the facts but is not stored"));
        return problems.Count <= MostProblems ? problems : [.. problems.Take(MostProblems), string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - MostProblems} more")];
    }

    private List<string> MonthsAround(IEnumerable<string> partitions)
    {
        var start = owner.Partition("TOLL#");
        var months = partitions.Where(name => name.StartsWith(start, StringComparison.Ordinal)).Select(name => name[start.Length..]).Where(name => name != "none").Order(StringComparer.Ordinal).ToList();
        if (months.Count == 0)
            return ["none"];
        var first = NodaTime.Text.YearMonthPattern.Iso.Parse(months[0]).Value.PlusMonths(-12);
        var last = NodaTime.Text.YearMonthPattern.Iso.Parse(months[^1]).Value.PlusMonths(12);
        var all = new List<string> { "none" };
        for (var month = first; month.CompareTo(last) <= 0; month = month.PlusMonths(1))
            all.Add(NodaTime.Text.YearMonthPattern.Iso.Format(month));
        return all;
    }
}
