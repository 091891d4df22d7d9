using NodaTime;
using NodaTime.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using Claim = TuroEzpass.Contracts.ClaimSummary;

namespace TuroEzpass.Api;

/// <summary>Converts what the ledger holds to the API's contracts.</summary>
internal static partial class ToContract
{
    public static MoneyAmount Money(long cents) => new(cents);

    public static Total Total(TotalEntry entry) => new(entry.Rows, Money(entry.Cents));

    public static Dictionary<string, Total> Totals(IEnumerable<KeyValuePair<string, TotalEntry>> outcomes) =>
        outcomes.ToDictionary(outcome => outcome.Key, outcome => Total(outcome.Value));

    public static Toll Toll(Projected<TollItem> kept)
    {
        var toll = kept.Value;
        return new Toll
        {
            Id = TollKey.OfSort(kept.Sort).ToString(),
            ETag = kept.ETag,
            Outcome = toll.Outcome,
            Reason = Reason(toll.Reason),
            Kind = toll.Kind,
            Amount = toll.Cents is { } cents ? Money(cents) : null,
            At = toll.At,
            Zone = toll.Zone,
            Vehicle = toll.Vehicle,
            Trip = toll.Reservation,
            Candidates = toll.Candidates ?? [],
            Charges = toll.Charges ?? [],
            Claim = toll.Claim,
            DecidedBy = toll.DecidedBy,
            Tag = toll.Tag,
            Plate = toll.Plate,
            Agency = toll.Agency,
            Plaza = toll.Plaza,
            EntryPlaza = toll.EntryPlaza,
            Import = toll.Import,
            File = toll.File,
            Line = toll.Line,
        };
    }

    public static TripSummary Trip(TripItem trip) => new(
        trip.Reservation, trip.Guest, trip.Vehicle, trip.VehicleText, trip.Start, trip.End, trip.Status, Money(trip.TurosTollsCents), trip.FileDate)
    {
        PickedUp = trip.PickedUp is { } pickedUp ? new StatedMoment(pickedUp.At, pickedUp.OnTime) : null,
        Returned = trip.Returned is { } returned ? new StatedMoment(returned.At, returned.OnTime) : null,
    };

    /// <summary>The stated times of a trip. If it was on several cars, each has one end.</summary>
    public static Handover Handover(IReadOnlyList<TripItem> stays) => new(
        stays.Select(stay => stay.PickedUp?.At).FirstOrDefault(at => at is not null), stays.Select(stay => stay.Returned?.At).FirstOrDefault(at => at is not null));

    public static HandoverQuestion Question(HandoverItem item) => new(
        item.Reservation, Enum.Parse<HandoverEnd>(item.End), item.Guest, item.Vehicle, item.VehicleText, item.Booked, item.BookedLocal, item.Tolls, Money(item.Cents), item.Listed);

    public static TripVersion Version(TripVersionItem version) => new(
        version.Guest, version.Vehicle, version.Start, version.End, version.Status, version.TurosTollsCents is { } cents ? Money(cents) : null, version.File, version.Line);

    public static Claim Claim(Projected<ClaimItem> kept, LocalDate today, LocalDate? reach)
    {
        var claim = kept.Value;
        var state = StateOf(claim, today);
        DateOf(claim.FileBy, out var fileBy);
        return new Claim(
            claim.Id, kept.ETag, claim.Reservation, claim.Guest, state, Money(claim.Cents), claim.Lines.Count, fileBy is null ? null : claim.FileBy,
            fileBy is { } day ? Period.DaysBetween(today, day) : null, AnswerBy(claim), Warnings(claim, today, reach),
            claim.Vehicle, claim.VehicleText, claim.Start, claim.End, claim.ReadyOn, claim.SupportUntil);
    }

    public static Run Run(Core.Runs.Run run, string userId, bool withScreenshots) => new()
    {
        Id = run.Id,
        UserId = userId,
        ScrapeDate = run.ScrapeDate,
        Source = run.Source,
        Status = Enum.Parse<RunState>(run.Status.ToString()),
        CreatedAt = run.CreatedAt,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        TotalRecords = run.TotalRecords,
        NewRecords = run.NewRecords,
        Summary = run.Summary,
        Error = run.Error,
        Reason = run.Reason is { } reason ? Enum.Parse<RunReason>(reason.ToString()) : null,
        Selector = run.Selector,
        From = run.From,
        Through = run.Through,
        Attempts = run.Attempts,
        TraceId = run.TraceId,
        Imports = withScreenshots ? run.Imports : [],
        Pages = withScreenshots ? run.Pages : [],
        Screenshots = withScreenshots ? run.Screenshots : [],
    };

    public static ClaimState StateOf(ClaimItem claim, LocalDate today)
    {
        var state = Enum.Parse<ClaimState>(claim.State);
        DateOf(claim.ReadyOn, out var readyOn);
        return state == ClaimState.Draft && readyOn <= today ? ClaimState.Ready : state;
    }

    private static void DateOf(string? text, out LocalDate? date) =>
        date = LocalDatePattern.Iso.Parse(text ?? "").TryGetValue(default, out var read) ? read : null;

    private static string? AnswerBy(ClaimItem claim)
    {
        if (claim.Steps is not [.., var last] || !Enum.TryParse<LedgerClaimState>(claim.State, out var state))
            return null;
        return LedgerClaim.AnswerWithin(state) is { } time ? InstantPattern.General.Format(InstantPattern.General.Parse(last.At).Value + time) : null;
    }
}
