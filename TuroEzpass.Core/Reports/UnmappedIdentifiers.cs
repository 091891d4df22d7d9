using System.Globalization;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Reports;

/// <summary>A tag or plate that is on no known car.</summary>
/// <param name="Identifier">The tag or plate.</param>
/// <param name="FirstSeen">Date of its first toll.</param>
/// <param name="LastSeen">Date of its last toll.</param>
/// <param name="Count">The number of its rows.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="LikelyVehicle">The car whose trips contain most of its tolls, only as a suggestion; empty if none stands out.</param>
public sealed record UnmappedIdentifier(
    TagOrPlate Identifier, string FirstSeen, string LastSeen, int Count, Money Amount, string LikelyVehicle);

/// <summary>Collects the tags and plates that a host still has to assign to a car.</summary>
public static class UnmappedIdentifiers
{
    /// <summary>With fewer tolls than this during one car's trips, nothing is suggested.</summary>
    private const int LeastEvidence = 3;

    /// <summary>Finds them, largest sum first.</summary>
    public static IReadOnlyList<UnmappedIdentifier> Find(Reconciliation reconciliation)
    {
        var rows = new Dictionary<TagOrPlate, List<StatementRow>>();
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                var row = reconciliation.Statements[file].Rows[index];
                if (decisions[index].Outcome != Outcome.Unmapped || row.Identifier is not { } identifier)
                    continue;
                if (!rows.TryGetValue(identifier, out var own))
                    rows.Add(identifier, own = []);
                own.Add(row);
            }
        }

        return
        [
            .. rows.Select(entry => Describe(reconciliation, entry.Key, entry.Value))
                .OrderByDescending(unmapped => unmapped.Amount)
                .ThenBy(unmapped => unmapped.Identifier.Value, StringComparer.Ordinal)
                .ThenBy(unmapped => unmapped.Identifier.State, StringComparer.Ordinal),
        ];
    }

    private static UnmappedIdentifier Describe(Reconciliation reconciliation, TagOrPlate identifier, List<StatementRow> rows) => new(
        identifier,
        Day(rows.Min(row => row.Travel)),
        Day(rows.Max(row => row.Travel)),
        rows.Count,
        new Money(rows.Sum(row => row.Amount?.Cents ?? 0)),
        LikelyVehicle(reconciliation, rows)?.Id ?? "");

    private static string Day(TravelTime time) => time.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static Vehicle? LikelyVehicle(Reconciliation reconciliation, List<StatementRow> rows)
    {
        var moments = rows.Where(row => row.Travel.HasTime).Select(row => Moment(row)).Take(2000).ToList();
        var ranked = reconciliation.Trips.Vehicles.Vehicles
            .Select(vehicle => (Vehicle: vehicle, Inside: moments.Count(moment => reconciliation.Timelines.Of(vehicle).At(moment).Outcome == Outcome.Matched)))
            .OrderByDescending(candidate => candidate.Inside)
            .Take(2)
            .ToList();
        return ranked.Count > 0 && ranked[0].Inside >= LeastEvidence && (ranked.Count == 1 || ranked[0].Inside > ranked[1].Inside) ? ranked[0].Vehicle : null;
    }

    private static long Moment(in StatementRow row)
    {
        row.Plaza!.Zones[0].Read(row.Travel.LocalSeconds, out var earlier, out _);
        return earlier;
    }
}
