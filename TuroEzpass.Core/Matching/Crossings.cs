using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>The position of a row.</summary>
/// <param name="Statement">The statement's index.</param>
/// <param name="Row">The row's index in the statement.</param>
public readonly record struct RowPlace(int Statement, int Row);

/// <summary>One passage of a car: the rows that charge, re-rate and credit it. The net is the amount owed for it.</summary>
/// <param name="Rows">Its rows, in the order of the files.</param>
/// <param name="Net">Charges minus credits.</param>
public sealed record Crossing(IReadOnlyList<RowPlace> Rows, Money Net);

/// <summary>How the rows of a crossing are matched: by the tag, and also by the plate if a row has both. A charge by plate
/// and its credit with tag and plate are one crossing.</summary>
/// <param name="Identity">The number of the tag, plate or car that identifies the row.</param>
/// <param name="Plate">The number of the plate if a row has a tag too; otherwise the identity.</param>
internal readonly record struct CrossingNames(int Identity, int Plate);

/// <summary>Finds the crossings with a credit among their rows; every other toll row is a crossing of its own.</summary>
internal sealed class Crossings
{
    private readonly Dictionary<Key, Minute> minutes = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => minutes.Count > 0;

    /// <summary>First pass: each credit registers the minute of its crossing.</summary>
    public void AddCredit(in StatementRow row, CrossingNames names) => Find(row, names, opens: true);

    /// <summary>Second pass: collects a row if its minute has a credit.</summary>
    public bool TryJoin(in StatementRow row, CrossingNames names, RowPlace place)
    {
        if (Find(row, names, opens: false) is not { } minute)
            return false;
        minute.Rows.Add(place);
        return true;
    }

    /// <summary>The collected rows by crossing: those with the same travel time at the row's precision. If one row of a minute
    /// has no seconds, the minute's rows can't be distinguished and are one crossing.</summary>
    public IEnumerable<List<RowPlace>> Split(Func<RowPlace, TravelTime> travelOf)
    {
        foreach (var rows in minutes.Values.Select(minute => minute.Whole()).Distinct().Select(minute => minute.Rows))
        {
            rows.Sort((left, right) => (left.Statement, left.Row).CompareTo((right.Statement, right.Row)));
            if (rows.Exists(place => travelOf(place).Precision != TimePrecision.Second))
            {
                yield return rows;
                continue;
            }

            foreach (var crossing in rows.GroupBy(travelOf))
                yield return [.. crossing];
        }
    }

    private Minute? Find(in StatementRow row, CrossingNames names, bool opens)
    {
        var byIdentity = minutes.GetValueOrDefault(KeyOf(row, names.Identity))?.Whole();
        var byPlate = names.Plate == names.Identity ? null : minutes.GetValueOrDefault(KeyOf(row, names.Plate))?.Whole();
        var found = byIdentity is not null && byPlate is not null && byIdentity != byPlate ? byIdentity.Join(byPlate) : byIdentity ?? byPlate;
        if (!opens)
            return found;
        // Only credits link names to a crossing; otherwise the result would depend on the order of the rows.
        found ??= new Minute();
        minutes.TryAdd(KeyOf(row, names.Identity), found);
        minutes.TryAdd(KeyOf(row, names.Plate), found);
        return found;
    }

    /// <summary>Identity, agency, minute of travel, and plaza; a transaction id never groups rows.</summary>
    private static Key KeyOf(in StatementRow row, int name) => new(
        name,
        row.Plaza!.AgencyIndex,
        row.Plaza.Agency.NetsAcrossPlazas ? -1 : row.Plaza.Index,
        row.Travel.LocalMinute,
        row.Travel.HasTime);

    private readonly record struct Key(int Name, int Agency, int Plaza, long Minute, bool HasTime);

    /// <summary>The rows of one minute; groups that turn out to be the same are joined.</summary>
    private sealed class Minute
    {
        private Minute? whole;

        public List<RowPlace> Rows { get; } = [];

        public Minute Whole()
        {
            var minute = this;
            while (minute.whole is not null)
                minute = minute.whole;
            return minute;
        }

        public Minute Join(Minute other)
        {
            Rows.AddRange(other.Rows);
            other.whole = this;
            return this;
        }
    }
}
