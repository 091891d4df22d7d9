using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Reports;

/// <summary>Says why a row ended as it did, in words a host understands.</summary>
public static class ReasonText
{
    /// <summary>The reason of a row's decision.</summary>
    public static string Of(in StatementRow row, in Decision decision)
    {
        var trip = decision.Trip;
        var other = decision.Other;
        return decision.Reason switch
        {
            Reason.Unreadable => $"the row cannot be read: {row.Unreadable}".TrimEnd('.'),
            Reason.Repeat => "already in an earlier statement file",
            Reason.NotAToll => NotAToll(row),
            Reason.Netted => row.Amount == Money.Zero ? "the charge is $0.00" : "charge and credit of this crossing cancel out",
            Reason.NoIdentifier => "the row names no tag or plate; if the file is of one car, say which",
            Reason.UnknownIdentifier => $"{row.Identifier} is on no known car; add it to fleet.csv",
            Reason.UnknownThen => $"{row.Identifier} is in fleet.csv, but on no car at that time",
            Reason.UnknownKind => $"'{row.KindText}' is no kind of row this layout knows",
            Reason.UnknownAgency => row.Plaza!.Agency.Code.Length == 0
                ? "the row names no agency, so it may not be a toll"
                : $"'{row.Plaza.Agency.Code}' is no toll agency we know, so it may be parking",
            Reason.CreditWithoutCharge => "credit without its charge; the charge may be in an earlier statement",
            Reason.TwoAccounts => "two toll accounts were charged for the same crossing",
            Reason.ChangedAfterFiling => "filed before, and its amount has changed since: the guest may need a refund",
            Reason.Filed => "filed before",
            Reason.TwoVehicles => $"{row.Identifier} may have been on two cars at that time",
            Reason.TagAndPlateDiffer => row.Tag is null || row.Plate is null
                ? "the tag and the plate of this crossing are on different cars"
                : $"{row.Tag} and {row.Plate} of this row are on different cars",
            Reason.OutsideFleetDates => $"fleet.csv does not say whose {row.Plate} was at that time",
            Reason.TimeSkipped => "the clock skipped that time when daylight saving began",
            Reason.InsideTrip => $"inside trip {trip!.ReservationId}, {RowTexts.Length(Moment(row) - trip.StartEarliest)} after pickup",
            Reason.BetweenTrips => Between(trip, other),
            Reason.OverlappingTrips => $"inside two trips of this car: {trip!.ReservationId} and {other!.ReservationId}",
            Reason.SharedMinute => $"in the very minute in which trip {trip!.ReservationId} ends and trip {other!.ReservationId} starts",
            Reason.Handover => $"{RowTexts.Length(Moment(row) - trip!.StartEarliest)} into trip {trip.ReservationId}, which starts {RowTexts.Length(trip.StartEarliest - other!.EndLatest)} after the end of trip {other.ReservationId}: the earlier guest may have been late",
            Reason.Delivery => $"{RowTexts.Length(Moment(row) - trip!.StartEarliest)} into trip {trip.ReservationId}, which has a delivery fee: you may still have been driving",
            Reason.NoMiles => $"inside trip {trip!.ReservationId}, but its odometer shows no miles driven",
            Reason.NoMilesBetween => $"between trip {trip!.ReservationId} and trip {other!.ReservationId}, but the odometer shows no miles driven between them",
            Reason.CompletedEarly => $"inside the booked time of trip {trip!.ReservationId}, which a trips file shows completed before that day",
            Reason.TwoVins => "trips files give this car's id two VINs, so it may be two cars",
            Reason.HostsOwnCar => "the fleet file says this is your own car",
            Reason.NotOurs => "the fleet file says this tag or plate is not yours",
            Reason.TripBooked => $"inside trip {trip!.ReservationId}, which had not begun when the trips file was made; download the trips again",
            Reason.TripStatusUnknown => $"inside trip {trip!.ReservationId}, whose status '{trip.StatusText}' we do not know",
            Reason.CancelledAfterUse => $"inside trip {trip!.ReservationId}, which was cancelled although the car was driven",
            Reason.TripsFilesDisagree => $"inside trip {trip!.ReservationId}, of which two trips files of the same date tell different things",
            Reason.VehicleChanged => $"inside trip {trip!.ReservationId}, which was moved to another car",
            Reason.AfterTripsFile => $"inside trip {trip!.ReservationId}, after the day the trips file was made; download the trips again",
            Reason.AfterTrip => $"{RowTexts.Length(Moment(row) - trip!.EndEarliest)} after the end of trip {trip.ReservationId}: a late return?",
            Reason.BeforeTrip => $"{RowTexts.Length(trip!.StartLatest - Moment(row))} before the start of trip {trip.ReservationId}: an early pickup?",
            Reason.BetweenNearTrips => $"{RowTexts.Length(Moment(row) - trip!.EndEarliest)} after the end of trip {trip.ReservationId} and {RowTexts.Length(other!.StartLatest - Moment(row))} before the start of trip {other.ReservationId}",
            Reason.NotCovered => decision.Vehicle is { HasTrips: false } vehicle
                ? $"no trips file has vehicle {vehicle.Id}"
                : "your trips file does not cover this day",
            Reason.AmbiguousBoundary => $"trip {trip!.ReservationId} starts or ends in the hour that the clock change makes unclear",
            Reason.EndsDiffer => EndsDiffer(row),
            Reason.OtherEndUnknown => $"the statement leaves out the time of {MissingEndText(row)}, and a trip starts or ends near it",
            Reason.DayNotInside => "the statement gives a date without a time, and that day is not wholly inside one trip",
            Reason.CrossingRowsDiffer => "the charges of this crossing do not lie in the same trip",
            Reason.ByPerson => trip is null ? "decided by a person" : $"decided by a person: trip {trip.ReservationId}",
            _ => decision.Reason.ToString(),
        };
    }

    /// <summary>The word for a row's kind in the <c>kind</c> column: <c>netted</c> where a crossing came to nothing.</summary>
    public static string Kind(in StatementRow row, Decision decision) =>
        decision.Reason == Reason.Netted ? "netted" : decision.Outcome == Outcome.Unreadable ? "" : KindName(row.Kind);

    /// <summary>A kind's name.</summary>
    public static string KindName(RowKind kind) => kind switch
    {
        RowKind.Toll => "toll",
        RowKind.Payment => "payment",
        RowKind.Fee => "fee",
        RowKind.Adjustment => "adjustment",
        RowKind.Discount => "discount",
        RowKind.Violation => "violation",
        RowKind.Parking => "parking",
        RowKind.Account => "account",
        RowKind.Total => "total",
        RowKind.Note => "note",
        _ => "unknown",
    };

    private static string NotAToll(in StatementRow row) => row.Kind switch
    {
        RowKind.Note => "text without money",
        RowKind.Total => "the file's own total",
        RowKind.Unknown => row.KindText.Length > 0 ? $"'{row.KindText}' without a tag or plate is not a toll" : "a row without a tag or plate is not a toll",
        _ => row.KindText.Length == 0 || row.KindText.Equals(KindName(row.Kind), StringComparison.OrdinalIgnoreCase)
            ? $"not a toll: {KindName(row.Kind)}"
            : $"not a toll: {KindName(row.Kind)} ({row.KindText})",
    };

    private static string Between(Trip? before, Trip? after) => (before, after) switch
    {
        ({ } ended, { } next) => $"the car was yours: between trips {ended.ReservationId} and {next.ReservationId}",
        ({ } ended, null) => $"the car was yours: after trip {ended.ReservationId}",
        (null, { } next) => $"the car was yours: before trip {next.ReservationId}",
        _ => "the car was yours: it has no trips",
    };

    private static string EndsDiffer(in StatementRow row) =>
        row.OtherEnd.HasTime ? "entry and exit do not lie in the same trip"
        : row.Plaza!.Zones.Count > 1 ? "the time zone of this toll is not certain, and a trip starts or ends near it"
        : "that hour came twice when daylight saving ended, and a trip starts or ends near it";

    private static string MissingEndText(in StatementRow row) => row.Missing switch
    {
        MissingEnd.Entry => "the entry",
        MissingEnd.Exit => "the exit",
        _ => "the other end",
    };

    private static long Moment(in StatementRow row)
    {
        if (!row.Travel.HasTime)
            return row.Plaza!.Zones[0].StartOfDay(row.Travel.Day);
        row.Plaza!.Zones[0].Read(row.Travel.LocalSeconds, out var earlier, out _);
        return earlier;
    }
}
