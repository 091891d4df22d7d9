using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <content>Claims.</content>
internal sealed partial class ProjectedItems
{
    /// <summary>A day after all others: anything that depends on the day (Draft or Ready, more tolls may post) is added when items are read.</summary>
    private static readonly LocalDate AnyDay = new(9000, 1, 1);

    /// <summary>The most refunds in the list; the next ones appear when these are done.</summary>
    private const int MostRefunds = 1000;

    private IEnumerable<ProjectedItem> Claims()
    {
        var totals = new SortedDictionary<string, TotalEntry>(StringComparer.Ordinal);
        foreach (var draft in state.Drafts(new ClaimRules(), AnyDay))
        {
            Add(totals, nameof(LedgerClaimState.Draft), draft.Claim.Amount.Cents);
            var lines = draft.Claim.Tolls.Select(toll => new ClaimLine(state.ChargeOf(toll), toll.Net.Cents));
            yield return Claim(draft.Id, draft.Claim.Trip, LedgerClaimState.Draft, lines, draft.Claim.Amount.Cents, [], [.. draft.Claim.Warnings.Where(warning => warning.Code != ClaimCode.MoreMayPost)]);
        }

        var trips = state.Reconciliation.Trips.Trips.ToLookup(trip => trip.ReservationId);
        var refunds = new List<string>();
        foreach (var claim in state.Claims)
        {
            Add(totals, claim.State.ToString(), claim.Cents);
            var flags = state.FlagsOf(claim);
            if (flags.Any(flag => flag.Code == ClaimCode.RefundDue))
                refunds.Add(claim.Id);
            yield return Claim(claim.Id, trips[claim.ReservationId].FirstOrDefault(), claim.State, claim.Lines, claim.Cents, claim.Steps, flags);
        }

        // One item for all refunds, to find them among any number of settled claims.
        if (refunds.Count > 0)
            yield return new ProjectedItem(Key("CLAIMTOTAL", "refunds"), Bytes(refunds.Order(StringComparer.Ordinal).Take(MostRefunds)), null, null);

        if (totals.Count > 0)
            yield return new ProjectedItem(Key("CLAIMTOTAL", "states"), Bytes(totals), null, null);

        // Separate from the claims: a statement that changes none of them must not rewrite them all.
        if (state.Reconciliation.Statements.Count > 0)
            yield return new ProjectedItem(Key("CLAIMTOTAL", "reach"), Bytes(new ReachItem(LocalDatePattern.Iso.Format(ClaimBuilder.ReachOf(state.Reconciliation)))), null, null);
    }

    private ProjectedItem Claim(
        string id, Trip? trip, LedgerClaimState claimState, IEnumerable<ClaimLine> lines, long cents, IReadOnlyList<ClaimStep> steps, IReadOnlyList<Remark<ClaimCode>> flags)
    {
        var reservation = id[..id.LastIndexOf('-')];
        var rules = new ClaimRules();
        var fileBy = Day(trip, rules.FileWithinDays) ?? "0000-00-00";
        var item = new ClaimItem
        {
            Id = id,
            Reservation = reservation,
            Guest = trip?.Guest ?? "",
            Vehicle = trip?.Vehicle.Id ?? "",
            VehicleText = trip is null ? "" : ResultFiles.VehicleText(trip.Vehicle),
            Start = trip is null ? null : TripTime(trip.Start, trip),
            End = trip is null ? null : TripTime(trip.End, trip),
            State = claimState.ToString(),
            Lines = [.. lines.Select(line => new ClaimItemLine(line.TollId, line.Cents, Row(line.TollId)))],
            Cents = cents,
            ReadyOn = Day(trip, rules.ReadyAfterDays),
            FileBy = fileBy,
            SupportUntil = Day(trip, rules.SupportWithinDays),
            Steps = steps,
            Flags = flags,
        };
        return new ProjectedItem(Key("CLAIM", id), Bytes(item), Key($"CLAIMSTATE#{claimState}", $"{fileBy}#{id}"), Key($"CLAIMTRIP#{reservation}", id));
    }

    private static string? Day(Trip? trip, int daysAfter) => trip?.End.Date.PlusDays(daysAfter).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The key of a line's toll, so that readers of the claim can find it.</summary>
    private string? Row(string tollId) => state.PlaceOf(tollId) is { } place ? KeyOf(tollId, state.Reconciliation.RowAt(place)).ToString() : null;
}
