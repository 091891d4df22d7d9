using System.Globalization;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Reports;

/// <summary>The words for a toll's reason, in CSV files and on the command line.</summary>
public static class ReasonText
{
    /// <summary>The words for a reason.</summary>
    public static string Of(Remark<Reason> reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var about = reason.Args ?? new RemarkArgs();
        return reason.Code switch
        {
            Reason.Unreadable => $"the row can't be read: {Fault(about)}",
            Reason.Repeat => $"already in {(about.OtherFile is null ? "an earlier statement file" : See(about))}",
            Reason.NotAToll => NotAToll(about),
            Reason.Netted => about.Cents == 0 ? "the charge is $0.00" : "the charges and credits of this crossing cancel out",
            Reason.NoIdentifier => "the row has no tag or plate; if the file covers one car, say which",
            Reason.UnknownIdentifier => $"{Device(about)} is not on any of your cars; add it to fleet.csv",
            Reason.UnknownThen => $"{Device(about)} is in fleet.csv, but was not on any car at that time",
            Reason.UnknownKind => about.Text is { } kind ? $"unknown row type '{kind}'" : "the row has no type we know",
            Reason.UnknownAgency => about.Agency is { } agency
                ? $"unknown toll agency '{agency}': it may be parking"
                : "the row names no agency: it may not be a toll",
            Reason.CreditWithoutCharge => "a credit without its charge; the charge may be in an earlier statement",
            Reason.TwoAccounts => $"two toll accounts were charged for the same crossing{Other(about)}",
            Reason.ChangedAfterFiling => "already filed, and its amount has changed since: the guest may need a refund",
            Reason.Filed => "already filed",
            Reason.TwoVehicles => $"{Device(about)} may have been on two cars at that time",
            Reason.TagAndPlateDiffer => about is { Tag: not null, Plate: not null }
                ? $"tag {about.Tag} and plate {about.Plate} of this row are on different cars"
                : "the tag and the plate of this crossing are on different cars",
            Reason.OutsideFleetDates => $"fleet.csv doesn't show which car plate {about.Plate} was on at that time",
            Reason.TimeSkipped => "the clock skipped that time when daylight saving time began",
            Reason.InsideTrip => $"in the booked time of trip {about.Trip}, {Length(about.Minutes)} after its start",
            Reason.InsideActualTime => $"in the actual time of trip {about.Trip}, {Length(about.Minutes)} after pickup",
            Reason.StatedTimesContradict => $"during trip {about.Trip}, whose stated return is before its pickup",
            Reason.BetweenTrips => Between(about),
            Reason.OverlappingTrips => $"during two trips of this car: {about.Trip} and {about.OtherTrip}",
            Reason.SharedMinute => $"in the same minute that trip {about.Trip} ends and trip {about.OtherTrip} starts",
            Reason.Handover => $"{Length(about.Minutes)} into trip {about.Trip}, which starts {Length(about.OtherMinutes)} after trip {about.OtherTrip} ends: the earlier guest may have returned late",
            Reason.Delivery => $"{Length(about.Minutes)} into trip {about.Trip}, which has a delivery fee: you may still have been driving",
            Reason.NoMiles => $"during trip {about.Trip}, but its odometer shows no miles driven",
            Reason.NoMilesBetween => $"between trips {about.Trip} and {about.OtherTrip}, but the odometer shows no miles driven between them",
            Reason.CompletedEarly => $"in the booked time of trip {about.Trip}, which an earlier trips file shows as completed",
            Reason.TwoVins => "your trips files give this car's id two VINs, so it may be two cars",
            Reason.HostsOwnCar => "fleet.csv says that this is your own car",
            Reason.NotOurs => "fleet.csv says that this tag or plate is not yours",
            Reason.TripBooked => $"during trip {about.Trip}, which had not started when the trips file was downloaded; download your trips again",
            Reason.TripStatusUnknown => $"during trip {about.Trip}, which has the unknown status '{about.Text}'",
            Reason.CancelledAfterUse => $"during trip {about.Trip}, which was canceled although the car was driven",
            Reason.TripsFilesDisagree => $"during trip {about.Trip}: two trips files of the same date disagree about it",
            Reason.VehicleChanged => $"during trip {about.Trip}, which was moved to another car",
            Reason.AfterTripsFile => $"during trip {about.Trip}, but after the trips file was downloaded; download your trips again",
            Reason.AfterTrip => $"{Length(about.Minutes)} after trip {about.Trip} ended: a late return?",
            Reason.BeforeTrip => $"{Length(about.Minutes)} before trip {about.Trip} started: an early pickup?",
            Reason.BetweenNearTrips => $"{Length(about.Minutes)} after trip {about.Trip} ended and {Length(about.OtherMinutes)} before trip {about.OtherTrip} started",
            Reason.NotCovered => about.Vehicle is { } vehicle ? $"no trips file has vehicle {vehicle}" : "your trips files don't cover this day",
            Reason.AmbiguousBoundary => $"trip {about.Trip} starts or ends in the hour of a clock change",
            Reason.EndsDiffer => EndsDiffer(about),
            Reason.OtherEndUnknown => $"the statement has no time for the {End(about)}, and a trip starts or ends near it",
            Reason.DayNotInside => "the statement gives a date without a time, and that day is not fully inside one trip",
            Reason.CrossingRowsDiffer => "the charges of this crossing fall in different trips",
            Reason.ByPerson => about.Trip is { } trip ? $"you decided: trip {trip}" : "you decided",
            Reason.SamePassage => $"another charge for the same crossing{Other(about)}: which one is right?",
            Reason.CopiesDiffer => $"a copy of this row has a different time and outcome{Other(about)}",
            Reason.MayBeRefunded => $"a credit of this car, place and amount may refund this toll{Other(about)}: which charge is it for?",
            Reason.AdjustmentUnclear => "an adjustment names this toll, but not whether it raises or lowers it",
            Reason.ZoneTwiceADay => $"the congestion zone charges a car once a day, and it was already charged that day{Other(about)}",
            Reason.TwoPlacesAtOnce => $"this car was charged at another place in the same second{Other(about)}",
            Reason.TooFarApart => $"this car was charged too far away shortly before or after{Other(about)}: is the tag in another car?",
            Reason.PostedBeforeTravel => $"it was posted on {about.Date}, before the day of travel: one of the dates is wrong",
            Reason.InTheFuture => "its date is after the day on which the file was read",
            Reason.MidnightIsNoTime => "its time is midnight, which often means that the time is missing, and that day is not fully inside one trip",
            Reason.LookAlikePlate => $"plate {about.Plate} looks like another of your plates to a camera",
            Reason.NotATollByName => $"'{about.Plaza}' may be a garage, a purchase or a fee, not a toll",
            _ => reason.Code.ToString(),
        };
    }

    /// <summary>A short name for a reason for review, without a row's details.</summary>
    public static string Name(Reason code) => code switch
    {
        Reason.AfterTrip => "after a trip: a late return?",
        Reason.BeforeTrip => "before a trip: an early pickup?",
        Reason.BetweenNearTrips => "shortly between two trips",
        Reason.Handover => "soon after another guest's trip",
        Reason.SharedMinute => "in the minute of a handover",
        Reason.Delivery => "just after the start of a delivered trip",
        Reason.OverlappingTrips => "during two trips of one car",
        Reason.TripsFilesDisagree => "two trips files disagree",
        Reason.VehicleChanged => "the trip was moved to another car",
        Reason.NotCovered => "not covered by the trips files",
        Reason.UnknownKind => "unknown row type",
        Reason.UnknownAgency => "unknown toll agency",
        Reason.TwoVehicles => "the tag or plate may have been on two cars",
        Reason.EndsDiffer => "the entry and the exit, or two readings of the time, differ",
        Reason.TripStatusUnknown => "unknown trip status",
        Reason.NotATollByName => "may be a garage, a purchase or a fee",
        Reason.LookAlikePlate => "the plate looks like another of yours",
        Reason.PostedBeforeTravel => "posted before the day of travel",
        Reason.TwoAccounts => "two accounts charged for one crossing",
        Reason.SamePassage => "two charges for one crossing",
        Reason.MayBeRefunded => "a credit may refund it",
        Reason.AmbiguousBoundary => "a trip starts or ends in the hour of a clock change",
        Reason.TripBooked => "the trip had not started when the trips file was downloaded",
        Reason.AfterTripsFile => "after the trips file was downloaded",
        Reason.CancelledAfterUse => "the trip was canceled although the car was driven",
        Reason.CompletedEarly => "the trip was completed before its booked end",
        Reason.NoMiles => "the odometer shows no miles in the trip",
        Reason.NoMilesBetween => "the odometer shows no miles between the trips",
        Reason.StatedTimesContradict => "the stated return is before the pickup",
        Reason.TwoVins => "the car's id has two VINs",
        Reason.OtherEndUnknown => "the time of the other end is unknown",
        Reason.DayNotInside => "a date without a time, and not fully inside one trip",
        Reason.CrossingRowsDiffer => "the charges of a crossing fall in different trips",
        Reason.CreditWithoutCharge => "a credit without its charge",
        Reason.ChangedAfterFiling => "filed, and the amount has changed since",
        Reason.TagAndPlateDiffer => "the tag and the plate are on different cars",
        Reason.OutsideFleetDates => "fleet.csv doesn't show the plate's car at that time",
        Reason.TimeSkipped => "the clock skipped that time",
        Reason.AdjustmentUnclear => "an adjustment that may raise or lower it",
        Reason.CopiesDiffer => "a copy has a different time and outcome",
        Reason.ZoneTwiceADay => "a second congestion charge on a day",
        Reason.TwoPlacesAtOnce => "at another place in the same second",
        Reason.TooFarApart => "too far away shortly before or after",
        Reason.InTheFuture => "after the day on which the file was read",
        Reason.MidnightIsNoTime => "midnight, and not fully inside one trip",
        _ => code.ToString(),
    };

    private static string See(RemarkArgs about) => string.Create(CultureInfo.InvariantCulture, $"{about.OtherFile}, line {about.OtherLine}");

    private static string Other(RemarkArgs about) => about.OtherFile is null ? "" : $" ({See(about)})";

    private static string Fault(RemarkArgs about) => Enum.TryParse<RowFaultCode>(about.Case, out var fault) ? fault switch
    {
        RowFaultCode.FirstCellOnly => "only its first cell is filled",
        RowFaultCode.NoDate => "it has no date of travel",
        RowFaultCode.NoAmount => "it has no amount",
        RowFaultCode.NotADate => $"'{about.Text}' is not a date in this layout",
        RowFaultCode.NotATime => $"'{about.Text}' is not a time in this layout",
        RowFaultCode.NotADateAndTime => $"'{about.Text}' is not a date and time in this layout",
        RowFaultCode.NotAnAmount => $"'{about.Text}' is not an amount",
        RowFaultCode.TagDestroyed => $"a spreadsheet destroyed the tag number '{about.Text}'; download the statement again and don't save it with Excel",
        RowFaultCode.PlateDestroyed => $"a spreadsheet destroyed the plate '{about.Text}'; download the statement again and don't save it with Excel",
        RowFaultCode.OpenQuote => "it has an opening quotation mark but no closing one",
        RowFaultCode.CutOff => "the file ends in the middle of it; download the file again",
        RowFaultCode.TooManyCells => string.Create(CultureInfo.InvariantCulture, $"it has {about.Count} cells, but the header names {about.Of} columns"),
        _ => fault.ToString(),
    } : $"{about.Case}";

    private static string NotAToll(RemarkArgs about) => about.Kind switch
    {
        "note" => "text without an amount",
        "total" => "the file's own total",
        "unknown" => about.Text is { } text ? $"'{text}' without a tag or plate is not a toll" : "a row without a tag or plate is not a toll",
        var kind => about.Text is not { } text || text.Equals(kind, StringComparison.OrdinalIgnoreCase) ? $"not a toll: {kind}" : $"not a toll: {kind} ({text})",
    };

    private static string Between(RemarkArgs about) => (about.Trip, about.OtherTrip) switch
    {
        ({ } ended, { } next) => $"you had the car: between trips {ended} and {next}",
        ({ } ended, null) => $"you had the car: after trip {ended}",
        (null, { } next) => $"you had the car: before trip {next}",
        _ => "you had the car: it has no trips",
    };

    private static string EndsDiffer(RemarkArgs about) => about.Case switch
    {
        nameof(Matching.EndsDiffer.EntryAndExit) => "the entry and the exit fall in different trips",
        nameof(Matching.EndsDiffer.TimeZone) => "the time zone of this toll is uncertain, and a trip starts or ends near it",
        _ => "that hour occurred twice when daylight saving time ended, and a trip starts or ends near it",
    };

    private static string End(RemarkArgs about) => about.Case switch
    {
        nameof(MissingEnd.Entry) => "entry",
        nameof(MissingEnd.Exit) => "exit",
        _ => "other end",
    };

    private static string Device(RemarkArgs about) => about.Tag is { } tag ? $"tag {tag}" : $"plate {about.Plate}";

    private static string Length(long? minutes) => RowTexts.Length((minutes ?? 0) * 60);
}
