using NodaTime.Text;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>Why the readings of one toll have different outcomes. The names are stored, so they never change.</summary>
public enum EndsDiffer
{
    /// <summary>Entry and exit are in different trips.</summary>
    EntryAndExit,

    /// <summary>The facility may be in either of two time zones.</summary>
    TimeZone,

    /// <summary>The hour occurred twice when daylight saving time ended.</summary>
    RepeatedHour,
}

/// <summary>Gives the reason of a decision as a code with arguments.</summary>
public static class Reasons
{
    /// <summary>The reason of a row's decision. A code that needs no arguments has no line here.</summary>
    public static Remark<Reason> Of(in StatementRow row, in Decision decision)
    {
        var (trip, other) = (decision.Trip, decision.Other);
        return new Remark<Reason>(decision.Reason, decision.Reason switch
        {
            Reason.Unreadable => Fault(row.Unreadable!),
            Reason.NotAToll => new RemarkArgs { Kind = RowKinds.NameOf(row.Kind), Text = RemarkArgs.Cut(row.KindText) },
            // A charge of zero, or one canceled by its credits.
            Reason.Netted => row.Amount == Money.Zero ? new RemarkArgs { Cents = 0 } : null,
            Reason.UnknownIdentifier or Reason.UnknownThen or Reason.TwoVehicles => new RemarkArgs { Tag = row.Tag?.Text, Plate = row.Tag is null ? row.Plate?.Text : null },
            Reason.UnknownKind => new RemarkArgs { Text = RemarkArgs.Cut(row.KindText) },
            Reason.UnknownAgency => row.Plaza?.Agency.Code is { Length: > 0 } agency ? new RemarkArgs { Agency = agency } : null,
            Reason.TagAndPlateDiffer => row is { Tag: { } tag, Plate: { } plate } ? new RemarkArgs { Tag = tag.Text, Plate = plate.Text } : null,
            Reason.OutsideFleetDates => new RemarkArgs { Plate = row.Plate?.Text },
            Reason.InsideTrip => new RemarkArgs { Trip = trip!.ReservationId, Minutes = Minutes(Moment(row) - trip.StartEarliest) },
            Reason.InsideActualTime => new RemarkArgs { Trip = trip!.ReservationId, Minutes = Minutes(Moment(row) - trip.FromEarliest) },
            Reason.BetweenTrips or Reason.OverlappingTrips or Reason.SharedMinute => Two(trip, other),
            Reason.Handover => new RemarkArgs
            {
                Trip = trip!.ReservationId,
                Minutes = Minutes(Moment(row) - trip.StartEarliest),
                OtherTrip = other!.ReservationId,
                OtherMinutes = Minutes(trip.StartEarliest - other.EndLatest),
            },
            Reason.TripStatusUnknown => new RemarkArgs { Trip = trip!.ReservationId, Text = RemarkArgs.Cut(trip.StatusText) },
            Reason.AfterTrip => new RemarkArgs { Trip = trip!.ReservationId, Minutes = Minutes(Moment(row) - trip.EndEarliest) },
            Reason.BeforeTrip => new RemarkArgs { Trip = trip!.ReservationId, Minutes = Minutes(trip.StartLatest - Moment(row)) },
            Reason.BetweenNearTrips => new RemarkArgs
            {
                Trip = trip!.ReservationId,
                Minutes = Minutes(Moment(row) - trip.EndEarliest),
                OtherTrip = other!.ReservationId,
                OtherMinutes = Minutes(other.StartLatest - Moment(row)),
            },
            Reason.NotCovered => decision.Vehicle is { HasTrips: false } vehicle ? new RemarkArgs { Vehicle = vehicle.Id } : null,
            Reason.EndsDiffer => new RemarkArgs { Case = Case(row).ToString() },
            Reason.OtherEndUnknown => new RemarkArgs { Case = row.Missing.ToString() },
            Reason.Delivery => new RemarkArgs { Trip = trip!.ReservationId, Minutes = Minutes(Moment(row) - trip.StartEarliest) },
            Reason.NoMilesBetween => Two(trip, other),
            Reason.PostedBeforeTravel => new RemarkArgs { Date = LocalDatePattern.Iso.Format(row.Posted.Date) },
            Reason.LookAlikePlate => new RemarkArgs { Plate = row.Plate?.Text },
            Reason.NotATollByName => new RemarkArgs { Plaza = RemarkArgs.Cut(row.Plaza?.Code) },
            Reason.StatedTimesContradict or Reason.NoMiles or Reason.CompletedEarly or Reason.TripBooked or Reason.CancelledAfterUse or Reason.TripsFilesDisagree or Reason.VehicleChanged or Reason.AfterTripsFile
                or Reason.AmbiguousBoundary or Reason.ByPerson => Two(trip, null),
            _ => null,
        });
    }

    /// <summary>The reason of a row's decision, with the other row that it is about.</summary>
    public static Remark<Reason> Of(Reconciliation reconciliation, RowPlace place)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        var reason = Of(reconciliation.RowAt(place), reconciliation.DecisionAt(place));
        return !NamesOther(reason.Code) || reconciliation.RivalOf(place) is not { } rival
            ? reason
            : reason with
            {
                Args = (reason.Args ?? new RemarkArgs()) with
                {
                    OtherFile = reconciliation.Statements[rival.Statement].FileName,
                    OtherLine = reconciliation.RowAt(rival).Line,
                },
            };
    }

    private static bool NamesOther(Reason code) => code is Reason.Repeat or Reason.TwoAccounts or Reason.SamePassage or Reason.CopiesDiffer or Reason.MayBeRefunded
        or Reason.ZoneTwiceADay or Reason.TwoPlacesAtOnce or Reason.TooFarApart;

    /// <summary>The name of a row's kind: <c>netted</c> if the crossing's charges and credits net to zero, empty for an unreadable row.</summary>
    public static string KindOf(in StatementRow row, in Decision decision) =>
        decision.Reason == Reason.Netted ? "netted" : decision.Outcome == Outcome.Unreadable ? "" : RowKinds.NameOf(row.Kind);

    private static RemarkArgs? Two(Trip? trip, Trip? other) =>
        trip is null && other is null ? null : new RemarkArgs { Trip = trip?.ReservationId, OtherTrip = other?.ReservationId };

    private static RemarkArgs Fault(RowFault fault) => new() { Case = fault.Code.ToString(), Text = fault.Text, Count = fault.Cells, Of = fault.Columns };

    private static EndsDiffer Case(in StatementRow row) =>
        row.OtherEnd.HasTime ? EndsDiffer.EntryAndExit : row.Plaza!.Zones.Count > 1 ? EndsDiffer.TimeZone : EndsDiffer.RepeatedHour;

    private static long Minutes(long seconds) => Math.Max(0, seconds) / 60;

    private static long Moment(in StatementRow row)
    {
        if (!row.Travel.HasTime)
            return row.Plaza!.Zones[0].StartOfDay(row.Travel.Day);
        row.Plaza!.Zones[0].Read(row.Travel.LocalSeconds, out var earlier, out _);
        return earlier;
    }
}
