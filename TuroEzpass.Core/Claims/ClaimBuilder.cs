using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Claims;

/// <summary>Groups owed tolls into one claim for each trip.</summary>
public static class ClaimBuilder
{
    /// <summary>Builds the claims, in the order of the last day to file.</summary>
    /// <param name="reconciliation">The matched tolls.</param>
    /// <param name="rules">The time limits.</param>
    /// <param name="asOf">The day for which the claims' states are computed.</param>
    /// <param name="hasProof">Whether the agency's own statement is attached.</param>
    /// <param name="isFree">Which crossings may be claimed; null for all.</param>
    public static IReadOnlyList<Claim> Build(
        Reconciliation reconciliation, ClaimRules rules, LocalDate asOf, bool hasProof, Func<Crossing, bool>? isFree = null)
    {
        var reach = ReachOf(reconciliation);
        return
        [
            .. reconciliation.CrossingsOf(Outcome.Matched)
                .Where(crossing => isFree is null || isFree(crossing))
                .GroupBy(crossing => reconciliation.DecisionAt(crossing.Rows[0]).Trip!.ReservationId, StringComparer.Ordinal)
                .Select(tolls => Build(reconciliation, LastPart(reconciliation, tolls), tolls, rules, asOf, hasProof, reach))
                .OrderBy(claim => claim.FileBy)
                .ThenBy(claim => claim.Trip.ReservationId, StringComparer.Ordinal),
        ];
    }

    private static Claim Build(
        Reconciliation reconciliation, Trip trip, IEnumerable<Crossing> tolls, ClaimRules rules, LocalDate asOf, bool hasProof, LocalDate reach)
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
        if (MoreMayPost(asOf, reach, readyOn) is { } early)
            warnings.Add(early);
        var isDoubtful = warnings.Count > 0 || trip.TollsAndTickets != Money.Zero;
        if (trip.TollsAndTickets != Money.Zero)
            warnings.Add(new Remark<ClaimCode>(ClaimCode.TuroShowsTolls, new RemarkArgs { Cents = trip.TollsAndTickets.Cents }));
        var state = asOf > supportUntil ? ClaimState.Lost
            : asOf > fileBy ? ClaimState.Late
            : Period.DaysBetween(asOf, fileBy) <= rules.UrgentDays ? ClaimState.Urgent
            : asOf < readyOn ? ClaimState.Wait
            : isDoubtful ? ClaimState.Check
            : ClaimState.Open;
        return new Claim(trip, sorted, new Money(sorted.Sum(toll => toll.Net.Cents)), readyOn, fileBy, supportUntil, warnings, state);
    }

    /// <summary>A reservation that used two cars one after the other has one claim; its deadlines follow from the end of the last part.</summary>
    private static Trip LastPart(Reconciliation reconciliation, IEnumerable<Crossing> tolls) =>
        tolls.Select(toll => reconciliation.DecisionAt(toll.Rows[0]).Trip!).MaxBy(trip => trip.End)!;

    private static List<Remark<ClaimCode>> Warnings(Reconciliation reconciliation, List<Crossing> tolls, ClaimRules rules, bool hasProof)
    {
        var warnings = new List<Remark<ClaimCode>>();
        if (!hasProof)
            warnings.Add(new Remark<ClaimCode>(ClaimCode.AttachStatement));
        var rows = tolls.ConvertAll(toll => reconciliation.RowAt(toll.Rows[0]));
        var tagOnly = rows.Count(row => row.Plate is null);
        if (tagOnly > 0)
            warnings.Add(new Remark<ClaimCode>(ClaimCode.ReadByTagOnly, new RemarkArgs { Count = tagOnly, Of = rows.Count }));
        foreach (var toll in tolls.Where(toll => toll.Net > rules.HighToll))
            warnings.Add(High(toll.Net, reconciliation.RowAt(toll.Rows[0]).Plaza!));
        foreach (var vehicleClass in rows.Select(row => row.VehicleClass).Distinct().Where(text => !rules.CarClasses.Contains(text.TrimStart('0'))).Order(StringComparer.Ordinal))
            warnings.Add(new Remark<ClaimCode>(ClaimCode.NotACarClass, new RemarkArgs { VehicleClass = RemarkArgs.Cut(vehicleClass) }));
        return warnings;
    }

    private static Remark<ClaimCode> High(Money net, TollPlaza plaza) =>
        new(ClaimCode.HighToll, new RemarkArgs { Cents = net.Cents, Agency = plaza.Agency.Code, Plaza = RemarkArgs.Cut(plaza.Code) });

    /// <summary>Warns that more tolls may post; null if that day has passed and the statements reach it. The warning depends on both, so it
    /// is computed when a claim is read.</summary>
    public static Remark<ClaimCode>? MoreMayPost(LocalDate today, LocalDate reach, LocalDate readyOn) => today >= readyOn && reach >= readyOn ? null
        : new Remark<ClaimCode>(ClaimCode.MoreMayPost, new RemarkArgs { Date = LocalDatePattern.Iso.Format(reach), By = LocalDatePattern.Iso.Format(readyOn) });

    /// <summary>How far the statements reach: the last day on which a row was posted or driven.</summary>
    internal static LocalDate ReachOf(Reconciliation reconciliation)
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
