using System.Globalization;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for a toll's reason on the pages. Trips that the page has loaded are named after their guests.</summary>
public static class ReasonWords
{
    /// <summary>The sentence for a reason; the code itself if this version has no words for it.</summary>
    public static string Sentence(TollReason reason, params IEnumerable<TripSummary?> trips)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var known = trips.OfType<TripSummary>().DistinctBy(trip => trip.Id).ToDictionary(trip => trip.Id, StringComparer.Ordinal);
        var text = Of(reason.Code, reason.Args, id => id is not null && known.TryGetValue(id, out var trip) ? Plain.TripOf(trip) : $"trip {id}") ?? reason.Code;
        return char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '?' ? "" : ".");
    }

    /// <summary>Whether there are words for a code.</summary>
    internal static bool Has(string code) => Of(code, new RemarkArgs(), id => $"trip {id}") is not null;

    private static string? Of(string code, RemarkArgs about, Func<string?, string> trip) => code switch
    {
        "Unreadable" => $"this row can’t be read: {Fault(about)}",
        "Repeat" => $"{(about.OtherFile is null ? "an earlier statement" : See(about))} already has this row",
        "NotAToll" => NotAToll(about),
        "Netted" => about.Amount is { Cents: 0 } ? "the charge is $0.00" : "the charges and credits of this crossing cancel out",
        "NoIdentifier" => "the row has no tag or plate. If the file covers one car, choose it",
        "UnknownIdentifier" => $"none of your cars has {Device(about)}",
        "UnknownThen" => $"{Device(about)} is in your fleet, but was not on any car at that time",
        "UnknownKind" => about.Text is { } kind ? $"unknown row type “{kind}”" : "the row has no type we know",
        "UnknownAgency" => about.Agency is { } agency ? $"unknown toll agency “{agency}”. It may be parking" : "the row names no agency. It may not be a toll",
        "CreditWithoutCharge" => "a credit without its charge. The charge may be in an earlier statement",
        "TwoAccounts" => $"two toll accounts were charged for the same crossing{Other(about)}",
        "ChangedAfterFiling" => "already filed, and its amount has changed since. The guest may need a refund",
        "Filed" => "already filed",
        "TwoVehicles" => $"{Device(about)} may have been on two cars at that time",
        "TagAndPlateDiffer" => about is { Tag: not null, Plate: not null }
            ? $"tag {about.Tag} and plate {about.Plate} are on different cars"
            : "the tag and the plate of this crossing are on different cars",
        "OutsideFleetDates" => $"your fleet doesn’t show which car plate {about.Plate} was on at that time",
        "TimeSkipped" => "the clock skipped that time when daylight saving time began",
        "InsideTrip" => $"in the booked time of {trip(about.Trip)}, {Length(about.Minutes)} after its start",
        "InsideActualTime" => $"in the actual time of {trip(about.Trip)}, {Length(about.Minutes)} after pickup",
        "StatedTimesContradict" => $"during {trip(about.Trip)}, whose stated return is before its pickup",
        "BetweenTrips" => Between(about, trip),
        "OverlappingTrips" => $"during two trips of this car: {trip(about.Trip)} and {trip(about.OtherTrip)}",
        "SharedMinute" => $"in the same minute that {trip(about.Trip)} ends and {trip(about.OtherTrip)} starts",
        "Handover" => $"{Length(about.Minutes)} into {trip(about.Trip)}, which starts {Length(about.OtherMinutes)} after {trip(about.OtherTrip)} ends. The earlier guest may have returned late",
        "Delivery" => $"{Length(about.Minutes)} into {trip(about.Trip)}, which has a delivery fee. You may still have been driving",
        "NoMiles" => $"during {trip(about.Trip)}, but its odometer shows no miles driven",
        "NoMilesBetween" => $"between {trip(about.Trip)} and {trip(about.OtherTrip)}, but the odometer shows no miles driven between them",
        "CompletedEarly" => $"in the booked time of {trip(about.Trip)}, which an earlier trips file shows as completed",
        "TwoVins" => "your trips files show two VINs for this car. It may be two cars",
        "HostsOwnCar" => "your fleet says that this is your own car",
        "NotOurs" => "your fleet says that this tag or plate is not yours",
        "TripBooked" => $"during {trip(about.Trip)}, which had not started when you downloaded your trips. Download them again",
        "TripStatusUnknown" => $"during {trip(about.Trip)}, which has the unknown status “{about.Text}”",
        "CancelledAfterUse" => $"during {trip(about.Trip)}, which was canceled although the car was driven",
        "TripsFilesDisagree" => $"during {trip(about.Trip)}. Two trips files of the same date disagree about it",
        "VehicleChanged" => $"during {trip(about.Trip)}, which was moved to another car",
        "AfterTripsFile" => $"during {trip(about.Trip)}, but after you downloaded your trips. Download them again",
        "AfterTrip" => $"{Length(about.Minutes)} after {trip(about.Trip)} ended. A late return?",
        "BeforeTrip" => $"{Length(about.Minutes)} before {trip(about.Trip)} started. An early pickup?",
        "BetweenNearTrips" => $"{Length(about.Minutes)} after {trip(about.Trip)} ended and {Length(about.OtherMinutes)} before {trip(about.OtherTrip)} started",
        "NotCovered" => about.Vehicle is null ? "your trips files don’t cover this day" : "no trips file has this car",
        "AmbiguousBoundary" => $"{trip(about.Trip)} starts or ends in the hour of a clock change",
        "EndsDiffer" => about.Case switch
        {
            "EntryAndExit" => "the entry and the exit fall in different trips",
            "TimeZone" => "the time zone of this toll is uncertain, and a trip starts or ends near it",
            _ => "that hour occurred twice when daylight saving time ended, and a trip starts or ends near it",
        },
        "OtherEndUnknown" => $"the statement has no time for the {(about.Case switch { "Entry" => "entry", "Exit" => "exit", _ => "other end" })}, and a trip starts or ends near it",
        "DayNotInside" => "the statement gives a date without a time, and that day is not fully inside one trip",
        "CrossingRowsDiffer" => "the charges of this crossing fall in different trips",
        "ByPerson" => about.Trip is null ? "you decided" : $"you decided: {trip(about.Trip)}",
        "SamePassage" => $"another charge for the same crossing{Other(about)}. Which one is right?",
        "CopiesDiffer" => $"a copy of this row has a different time and outcome{Other(about)}",
        "MayBeRefunded" => $"a credit of this car, place and amount may refund this toll{Other(about)}. Which charge is it for?",
        "AdjustmentUnclear" => "an adjustment names this toll, but not whether it raises or lowers it",
        "ZoneTwiceADay" => $"the congestion zone charges a car once a day, and it was already charged that day{Other(about)}",
        "TwoPlacesAtOnce" => $"this car was charged at another place in the same second{Other(about)}",
        "TooFarApart" => $"this car was charged too far away shortly before or after{Other(about)}. Is the tag in another car?",
        "PostedBeforeTravel" => "it was posted before the day of travel. One of the dates is wrong",
        "InTheFuture" => "its date is after the day on which the file was read",
        "MidnightIsNoTime" => "its time is midnight, which often means that the time is missing, and that day is not fully inside one trip",
        "LookAlikePlate" => $"plate {about.Plate} looks like another of your plates to a camera",
        "NotATollByName" => $"“{about.Plaza}” may be a garage, a purchase or a fee, not a toll",
        _ => null,
    };

    private static string See(RemarkArgs about) => string.Create(CultureInfo.InvariantCulture, $"{about.OtherFile}, line {about.OtherLine}");

    private static string Other(RemarkArgs about) => about.OtherFile is null ? "" : $" ({See(about)})";

    private static string Fault(RemarkArgs about) => about.Case switch
    {
        "FirstCellOnly" => "only its first cell is filled",
        "NoDate" => "it has no date of travel",
        "NoAmount" => "it has no amount",
        "NotADate" => $"“{about.Text}” is not a date we can read",
        "NotATime" => $"“{about.Text}” is not a time we can read",
        "NotADateAndTime" => $"“{about.Text}” is not a date and time we can read",
        "NotAnAmount" => $"“{about.Text}” is not an amount",
        "TagDestroyed" => $"a spreadsheet destroyed the tag number “{about.Text}”. Download the statement again and don’t save it with Excel",
        "PlateDestroyed" => $"a spreadsheet destroyed the plate “{about.Text}”. Download the statement again and don’t save it with Excel",
        "OpenQuote" => "it has an opening quotation mark but no closing one",
        "CutOff" => "the file ends in the middle of it. Download the file again",
        "TooManyCells" => string.Create(CultureInfo.InvariantCulture, $"it has {about.Count} cells, but the header names {about.Of} columns"),
        _ => $"{about.Case}",
    };

    private static string NotAToll(RemarkArgs about) => about.Kind switch
    {
        "note" => "text without an amount",
        "total" => "the file’s own total",
        "unknown" or null => about.Text is { } text ? $"“{text}” without a tag or plate is not a toll" : "a row without a tag or plate is not a toll",
        var kind => about.Text is not { } text || text.Equals(kind, StringComparison.OrdinalIgnoreCase) ? $"not a toll: {kind}" : $"not a toll: {kind} ({text})",
    };

    private static string Between(RemarkArgs about, Func<string?, string> trip) => (about.Trip, about.OtherTrip) switch
    {
        ({ } ended, { } next) => $"you had the car: between {trip(ended)} and {trip(next)}",
        ({ } ended, null) => $"you had the car: after {trip(ended)}",
        (null, { } next) => $"you had the car: before {trip(next)}",
        _ => "you had the car: it has no trips",
    };

    private static string Device(RemarkArgs about) => about.Tag is { } tag ? $"tag {tag}" : $"plate {about.Plate}";

    private static string Length(long? minutes) => Plain.Length(minutes ?? 0);
}
