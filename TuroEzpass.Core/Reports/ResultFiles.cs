using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Reports;

/// <summary>Writes the tables of a reconciliation: the same input gives the same bytes.</summary>
public static class ResultFiles
{
    /// <summary>One line for each data row of every statement, in order.</summary>
    public static void WriteOutcomes(Reconciliation reconciliation, Stream stream)
    {
        using var table = new CsvTable(stream, "statement", "line", "outcome", "kind", "reason", "reservation_id", "vehicle_id", "amount", "transaction_at", "reason_code");
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var statement = reconciliation.Statements[file];
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                var (row, decision) = (statement.Rows[index], decisions[index]);
                table.Text(statement.FileName).Value(row.Line).Value(decision.Outcome.ToString())
                    .Value(Reasons.KindOf(row, decision)).Text(ReasonText.Of(Reasons.Of(reconciliation, new RowPlace(file, index))))
                    .Text(IsCharged(decision) ? decision.Trip?.ReservationId ?? "" : "")
                    .Text(decision.Vehicle?.Id ?? "").Value(row.Amount?.ToString() ?? "").Value(RowTexts.TransactionAt(row))
                    .Value(decision.Reason.ToString()).End();
            }
        }
    }

    /// <summary>One line for each reservation with tolls owed.</summary>
    public static void WriteClaims(Reconciliation reconciliation, IReadOnlyList<Claim> claims, Stream stream)
    {
        using var table = new CsvTable(
            stream, "reservation_id", "guest", "vehicle", "toll_count", "amount", "trip_end", "ready_on", "file_by", "support_until",
            "turo_tolls_tickets", "warnings", "state");
        foreach (var claim in claims)
        {
            var trip = claim.Trip;
            table.Text(trip.ReservationId).Text(trip.Guest).Text(VehicleText(trip.Vehicle)).Value(claim.Tolls.Count).Value(claim.Amount.ToString())
                .Value(RowTexts.TripTime(trip.End, trip.Vehicle.Zone ?? reconciliation.Trips.DefaultZone))
                .Value(Day(claim.ReadyOn)).Value(Day(claim.FileBy)).Value(Day(claim.SupportUntil)).Value(trip.TollsAndTickets.ToString())
                .Text(ClaimText.Of(claim.Warnings)).Value(StateText(claim.State)).End();
        }
    }

    /// <summary>Every row that needs review, with the trips it may belong to.</summary>
    public static void WriteReview(Reconciliation reconciliation, Stream stream)
    {
        using var table = new CsvTable(
            stream, "statement", "line", "reason", "vehicle_id", "amount", "transaction_at", "agency", "plaza", "candidates", "nearest_trip", "gap_minutes", "reason_code");
        var finder = new CandidateFinder(reconciliation);
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var statement = reconciliation.Statements[file];
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                if (decisions[index].Outcome != Outcome.NeedsReview)
                    continue;
                var (row, decision) = (statement.Rows[index], decisions[index]);
                var candidates = finder.Find(row, decision);
                table.Text(statement.FileName).Value(row.Line).Text(ReasonText.Of(Reasons.Of(reconciliation, new RowPlace(file, index)))).Text(decision.Vehicle?.Id ?? "")
                    .Value(row.Amount?.ToString() ?? "").Value(RowTexts.TransactionAt(row))
                    .Text(row.Plaza?.Agency.Code ?? "").Text(row.Plaza?.Code ?? "")
                    .Text(string.Join(' ', candidates.Trips.Select(trip => trip.ReservationId)))
                    .Text(candidates.Nearest?.ReservationId ?? "")
                    .Value(candidates.GapMinutes is { } gap ? gap.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")
                    .Value(decision.Reason.ToString()).End();
            }
        }
    }

    /// <summary>The tags and plates that are on no known car, in the form of <c>fleet.csv</c>: fill in <c>vehicle</c> and append it.</summary>
    public static void WriteUnmapped(Reconciliation reconciliation, Stream stream)
    {
        using var table = new CsvTable(
            stream, "kind", "value", "state", "vehicle", "from", "to", "zone", "first_seen", "last_seen", "count", "dollars", "likely_vehicle");
        foreach (var unmapped in UnmappedIdentifiers.Find(reconciliation))
        {
            table.Value(unmapped.Identifier.Kind == ReadBy.Tag ? "tag" : "plate").Text(unmapped.Identifier.Value).Value(unmapped.Identifier.State)
                .Value("").Value("").Value("").Value("")
                .Value(unmapped.FirstSeen).Value(unmapped.LastSeen).Value(unmapped.Count).Value(unmapped.Amount.ToString()).Text(unmapped.LikelyVehicle).End();
        }
    }

    /// <summary>A car's description: Turo's label, or else its name, or else its id.</summary>
    public static string VehicleText(Trips.Vehicle vehicle) =>
        vehicle.Use == Trips.VehicleUse.HostsOwn ? "Your own car" : vehicle.Use == Trips.VehicleUse.NotOurs ? "Not your car" : vehicle.Label.Length > 0 ? vehicle.Label : vehicle.Name.Length > 0 ? vehicle.Name : vehicle.Id;

    /// <summary>The word for a state.</summary>
    public static string StateText(ClaimState state) => state.ToString().ToLowerInvariant();

    private static bool IsCharged(Decision decision) => decision.Outcome is Outcome.Matched or Outcome.AlreadyCharged;

    private static string Day(NodaTime.LocalDate date) => date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
