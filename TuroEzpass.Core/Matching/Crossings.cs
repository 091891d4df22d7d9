using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

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
    private readonly Dictionary<Key, List<RowPlace>> groups = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => groups.Count > 0;

    /// <summary>The rows of each.</summary>
    public IEnumerable<List<RowPlace>> Groups => groups.Values;

    /// <summary>First pass: a credit opens the crossing that it belongs to.</summary>
    public void AddCredit(in StatementRow row, int identity) => CollectionsMarshal.GetValueRefOrAddDefault(groups, KeyOf(row, identity), out _) ??= [];

    /// <summary>Second pass: puts a row into its crossing, if that has a credit.</summary>
    public bool TryJoin(in StatementRow row, int identity, RowPlace place)
    {
        if (!groups.TryGetValue(KeyOf(row, identity), out var rows))
            return false;
        rows.Add(place);
        return true;
    }

    /// <summary>Tag or plate, agency, travel time at the row's precision, and plaza; an id never groups.</summary>
    private static Key KeyOf(in StatementRow row, int identity) => new(
        identity,
        row.Plaza!.AgencyIndex,
        row.Plaza.Agency.NetsAcrossPlazas ? -1 : row.Plaza.Index,
        row.Travel.Packed);

    private readonly record struct Key(int Identifier, int Agency, int Plaza, long Travel);
}
