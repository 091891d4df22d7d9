using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Claims;

/// <summary>Groups what is owed into one claim for each trip.</summary>
public static class ClaimBuilder
{
    /// <summary>Makes the claims, by the last day to file them.</summary>
    /// <param name="reconciliation">The decisions.</param>
    /// <param name="rules">The time limits.</param>
    /// <param name="asOf">The day on which their states hold.</param>
    /// <param name="hasProof">Whether the agency's own statement is attached.</param>
    /// <param name="isFree">Which crossings may be claimed; all when null.</param>
    public static IReadOnlyList<Claim> Build(
        Reconciliation reconciliation, ClaimRules rules, LocalDate asOf, bool hasProof, Func<Crossing, bool>? isFree = null)
    {
        var newest = NewestRow(reconciliation);
        return
        [
            .. reconciliation.CrossingsOf(Outcome.Matched)
                .Where(crossing => isFree is null || isFree(crossing))
                .GroupBy(crossing => reconciliation.DecisionAt(crossing.Rows[0]).Trip!.ReservationId, StringComparer.Ordinal)
                .Select(tolls => Build(reconciliation, LastPart(reconciliation, tolls), tolls, rules, asOf, hasProof, newest))
                .OrderBy(claim => claim.FileBy)
                .ThenBy(claim => claim.Trip.ReservationId, StringComparer.Ordinal),
        ];
    }

    private static Claim Build(
        Reconciliation reconciliation, Trip trip, IEnumerable<Crossing> tolls, ClaimRules rules, LocalDate asOf, bool hasProof, LocalDate newest)
    {
        var sorted = tolls
            .OrderBy(toll => reconciliation.RowAt(toll.Rows[0]).Travel)
            .ThenBy(toll => toll.Rows[0].Statement)
            .ThenBy(toll => toll.Rows[0].Row)
            .ToList();
        var end = trip.End.Date;
        var readyOn = end.PlusDays(rules.ReadyAfterDays);
        var fileBy = end.PlusDays(rules.FileWithinDays);
        var supportUntil = end.PlusDays(rules.SupportWithinDays);
        var warnings = Warnings(reconciliation, sorted, rules, hasProof);
        if (asOf < readyOn || newest < readyOn)
            warnings.Add($"more tolls may still post: your statements reach {newest:uuuu-MM-dd}, most tolls have posted by {readyOn:uuuu-MM-dd}");
        var isDoubtful = warnings.Count > 0 || trip.TollsAndTickets != Money.Zero;
        if (trip.TollsAndTickets != Money.Zero)
            warnings.Add($"Turo shows {trip.TollsAndTickets.ToDollars()} of tolls and tickets for this trip: some may be charged already");
        var state = asOf > supportUntil ? ClaimState.Lost
            : asOf > fileBy ? ClaimState.Late
            : Period.DaysBetween(asOf, fileBy) <= rules.UrgentDays ? ClaimState.Urgent
            : asOf < readyOn ? ClaimState.Wait
            : isDoubtful ? ClaimState.Check
            : ClaimState.Open;
        return new Claim(trip, sorted, new Money(sorted.Sum(toll => toll.Net.Cents)), readyOn, fileBy, supportUntil, warnings, state);
    }

    /// <summary>A reservation that was on two cars one after the other has one claim; its limits follow from the last part's end.</summary>
    private static Trip LastPart(Reconciliation reconciliation, IEnumerable<Crossing> tolls) =>
        tolls.Select(toll => reconciliation.DecisionAt(toll.Rows[0]).Trip!).MaxBy(trip => trip.End)!;

    private static List<string> Warnings(Reconciliation reconciliation, List<Crossing> tolls, ClaimRules rules, bool hasProof)
    {
        var warnings = new List<string>();
        if (!hasProof)
            warnings.Add("attach your E-ZPass statement: Turo wants the agency's own paper");
        var rows = tolls.ConvertAll(toll => reconciliation.RowAt(toll.Rows[0]));
        var tagOnly = rows.Count(row => row.Plate is null);
        if (tagOnly > 0)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{tagOnly} of {rows.Count} tolls were read by tag only: was the tag number in the listing, or messaged to the guest within 24 h of the start?"));
        foreach (var toll in tolls.Where(toll => toll.Net > rules.HighToll))
            warnings.Add($"a single toll of {toll.Net.ToDollars()} at {PlazaText(reconciliation.RowAt(toll.Rows[0]))}: is it a car's?");
        foreach (var vehicleClass in rows.Select(row => row.VehicleClass).Distinct().Where(text => !rules.CarClasses.Contains(text.TrimStart('0'))).Order(StringComparer.Ordinal))
            warnings.Add($"vehicle class {vehicleClass} is not a car's");
        return warnings;
    }

    private static string PlazaText(in StatementRow row) => $"{row.Plaza!.Agency.Code} {row.Plaza.Code}".Trim();

    /// <summary>How far the statements reach: the last day on which a row was posted or driven.</summary>
    private static LocalDate NewestRow(Reconciliation reconciliation)
    {
        var newest = 0;
        foreach (var rows in reconciliation.Statements.Select(statement => statement.Rows))
        {
            for (var index = 0; index < rows.Count; index++)
                newest = Math.Max(newest, Math.Max(rows[index].Travel.Day, rows[index].Posted.Day));
        }

        return new LocalDate(1970, 1, 1).PlusDays(newest);
    }
}
