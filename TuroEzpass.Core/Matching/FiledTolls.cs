using System.Runtime.InteropServices;
using Sylvan.Data.Csv;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>The tolls that a person confirmed as filed: the matched rows of earlier <c>outcomes.csv</c> files. They are recognized
/// by car, time and amount, regardless of the file they are in now.</summary>
public sealed class FiledTolls
{
    private static readonly string[] Needed = ["outcome", "vehicle_id", "amount", "transaction_at"];
    private readonly Dictionary<Key, int> counts = [];

    /// <summary>The number of confirmed rows.</summary>
    public int Count => counts.Values.Sum();

    /// <summary>Adds a file's matched (or already charged) rows.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InputException">It is not an <c>outcomes.csv</c>.</exception>
    public void Add(string fileName, byte[] bytes)
    {
        const string Advice = "Give an outcomes.csv from an earlier run.";
        FileContent.Kind(fileName, bytes);
        var text = FileContent.Utf8Text(bytes);
        using var reader = CsvRecords.Open(text, CsvRecords.DelimiterOf(text));
        if (!reader.Read())
            throw new InputException(fileName, null, "it has no header.", Advice);
        var header = Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString).ToList();
        var missing = Needed.Where(name => !header.Contains(name)).ToList();
        if (missing.Count > 0)
            throw new InputException(fileName, 1, $"the header lacks {string.Join(", ", missing)}.", Advice);
        var inFile = new Dictionary<Key, int>();
        for (var line = 2; reader.Read(); line++)
            AddRow(fileName, line, reader, header, inFile);
        // Two files may both list a toll that was filed once.
        foreach (var (key, count) in inFile)
            counts[key] = Math.Max(count, counts.GetValueOrDefault(key));
    }

    /// <summary>Changes the filed tolls to <see cref="Outcome.AlreadyCharged"/>. If only some rows of a crossing were filed, the
    /// crossing has changed since and needs review, because the guest may be owed a refund.</summary>
    public void Apply(Reconciliation reconciliation)
    {
        if (counts.Count == 0)
            return;
        var left = new Dictionary<Key, int>(counts);
        foreach (var crossing in reconciliation.Grouped)
            ApplyToGroup(reconciliation, crossing, left);
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            for (var row = 0; row < reconciliation.Statements[file].Rows.Count; row++)
            {
                var place = new RowPlace(file, row);
                if (IsToll(reconciliation, place) && !reconciliation.IsGrouped(place) && Take(reconciliation, place, left))
                    reconciliation.Set(place, reconciliation.DecisionAt(place).Ending(Outcome.AlreadyCharged, Reason.Filed));
            }
        }
    }

    private static void ApplyToGroup(Reconciliation reconciliation, Crossing crossing, Dictionary<Key, int> left)
    {
        var filed = crossing.Rows.Count(place => Take(reconciliation, place, left) || TakeOfAnyCar(reconciliation, place, left));
        if (filed == 0)
            return;
        var all = filed == crossing.Rows.Count;
        foreach (var place in crossing.Rows)
        {
            var decision = reconciliation.DecisionAt(place);
            reconciliation.Set(place, all ? decision.Ending(Outcome.AlreadyCharged, Reason.Filed) : decision.Ending(Outcome.NeedsReview, Reason.ChangedAfterFiling));
        }
    }

    private static bool IsToll(Reconciliation reconciliation, RowPlace place) =>
        reconciliation.RowAt(place).Kind == RowKind.Toll
        && reconciliation.DecisionAt(place).Outcome is not (Outcome.Unreadable or Outcome.Duplicate or Outcome.Excluded or Outcome.Unmapped);

    private static bool Take(Reconciliation reconciliation, RowPlace place, Dictionary<Key, int> left)
    {
        var row = reconciliation.RowAt(place);
        var vehicle = reconciliation.DecisionAt(place).Vehicle?.Id ?? "";
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(left, new Key(vehicle, RowTexts.TransactionAt(row), row.Amount?.Cents ?? 0));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) || count == 0)
            return false;
        count--;
        return true;
    }

    /// <summary>A crossing that nets to zero was never matched, so its car is unknown: compare only time and amount.</summary>
    private static bool TakeOfAnyCar(Reconciliation reconciliation, RowPlace place, Dictionary<Key, int> left)
    {
        if (reconciliation.DecisionAt(place).Vehicle is not null)
            return false;
        ref readonly var row = ref reconciliation.RowAt(place);
        var (at, cents) = (RowTexts.TransactionAt(row), row.Amount?.Cents ?? 0);
        var key = left.Keys.FirstOrDefault(key => key.TransactionAt == at && key.Cents == cents && left[key] > 0);
        if (key == default)
            return false;
        left[key]--;
        return true;
    }

    private static void AddRow(string fileName, int line, CsvDataReader reader, List<string> header, Dictionary<Key, int> inFile)
    {
        string Text(string column) => header.IndexOf(column) is var ordinal && ordinal < reader.RowFieldCount ? reader.GetString(ordinal).TrimStart('\'') : "";

        if (Text("outcome") is not (nameof(Outcome.Matched) or nameof(Outcome.AlreadyCharged)))
            return;
        if (!AmountText.TryRead(Text("amount"), out var cents))
            throw new InputException(fileName, line, $"the amount '{Text("amount")}' is not an amount.", "Delete the rows that you did not file, and leave the others unchanged.");
        CollectionsMarshal.GetValueRefOrAddDefault(inFile, new Key(Text("vehicle_id"), Text("transaction_at"), cents), out _)++;
    }

    private readonly record struct Key(string Vehicle, string TransactionAt, long Cents);
}
