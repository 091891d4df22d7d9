using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>A row by where it stands.</summary>
/// <param name="Statement">The statement's place among the run's statements.</param>
/// <param name="Row">The row's place among the statement's rows.</param>
public readonly record struct RowPlace(int Statement, int Row);

/// <summary>One passage of a car: the rows that charge, re-rate and credit it. Its net is what is owed for it.</summary>
/// <param name="Rows">Its rows, in the order of the files.</param>
/// <param name="Net">Charges less credits.</param>
public sealed record Crossing(IReadOnlyList<RowPlace> Rows, Money Net);

/// <summary>By what a crossing's rows know each other: the tag, and also the plate where a row has both. A charge read by plate
/// and its credit that names tag and plate are one crossing.</summary>
/// <param name="Identity">The number of what the row is told by.</param>
/// <param name="Plate">The number of the plate of a row that has a tag too; the identity otherwise.</param>
internal readonly record struct CrossingNames(int Identity, int Plate);

/// <summary>Finds the crossings that have a credit among their rows; every other toll row is a crossing of its own.</summary>
internal sealed class Crossings
{
    private readonly Dictionary<Key, Minute> minutes = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => minutes.Count > 0;

    /// <summary>First pass: a credit opens the minute in which its crossing lies.</summary>
    public void AddCredit(in StatementRow row, CrossingNames names) => Find(row, names, opens: true);

    /// <summary>Second pass: puts a row aside, if its minute has a credit.</summary>
    public bool TryJoin(in StatementRow row, CrossingNames names, RowPlace place)
    {
        if (Find(row, names, opens: false) is not { } minute)
            return false;
        minute.Rows.Add(place);
        return true;
    }

    /// <summary>The rows put aside, by crossing: those of one travel time at the row's precision. Where one of a minute's rows
    /// has no seconds, they cannot be told apart and are one crossing.</summary>
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
        // Only credits name a crossing: else it would depend on the order of the rows who knows whom.
        found ??= new Minute();
        minutes.TryAdd(KeyOf(row, names.Identity), found);
        minutes.TryAdd(KeyOf(row, names.Plate), found);
        return found;
    }

    /// <summary>Who, agency, minute of travel, and plaza; an id never groups.</summary>
    private static Key KeyOf(in StatementRow row, int name) => new(
        name,
        row.Plaza!.AgencyIndex,
        row.Plaza.Agency.NetsAcrossPlazas ? -1 : row.Plaza.Index,
        row.Travel.LocalMinute,
        row.Travel.HasTime);

    private readonly record struct Key(int Name, int Agency, int Plaza, long Minute, bool HasTime);

    /// <summary>The rows of one minute; two that turn out to be one are joined.</summary>
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
