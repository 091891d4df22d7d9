using System.Runtime.InteropServices;
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

/// <summary>Finds the crossings that have a credit among their rows; every other toll row is a crossing of its own.</summary>
internal sealed class Crossings
{
    private readonly Dictionary<Key, List<RowPlace>> minutes = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => minutes.Count > 0;

    /// <summary>First pass: a credit opens the minute in which its crossing lies.</summary>
    public void AddCredit(in StatementRow row, int identity) => CollectionsMarshal.GetValueRefOrAddDefault(minutes, KeyOf(row, identity), out _) ??= [];

    /// <summary>Second pass: puts a row aside, if its minute has a credit.</summary>
    public bool TryJoin(in StatementRow row, int identity, RowPlace place)
    {
        if (!minutes.TryGetValue(KeyOf(row, identity), out var rows))
            return false;
        rows.Add(place);
        return true;
    }

    /// <summary>The rows put aside, by crossing: those of one travel time at the row's precision. Where one of a minute's rows
    /// has no seconds, they cannot be told apart and are one crossing.</summary>
    public IEnumerable<List<RowPlace>> Split(Func<RowPlace, TravelTime> travelOf)
    {
        foreach (var rows in minutes.Values)
        {
            if (rows.Exists(place => travelOf(place).Precision != TimePrecision.Second))
            {
                yield return rows;
                continue;
            }

            foreach (var crossing in rows.GroupBy(travelOf))
                yield return [.. crossing];
        }
    }

    /// <summary>Tag or plate, agency, minute of travel, and plaza; an id never groups.</summary>
    private static Key KeyOf(in StatementRow row, int identity) => new(
        identity,
        row.Plaza!.AgencyIndex,
        row.Plaza.Agency.NetsAcrossPlazas ? -1 : row.Plaza.Index,
        row.Travel.LocalMinute,
        row.Travel.HasTime);

    private readonly record struct Key(int Identity, int Agency, int Plaza, long Minute, bool HasTime);
}
