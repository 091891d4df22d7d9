using System.Text.Json.Serialization;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>The outcome of a statement row. Every row has exactly one.</summary>
public enum Outcome : byte
{
    /// <summary>The row can't be read.</summary>
    Unreadable,

    /// <summary>An earlier file has the same row.</summary>
    Duplicate,

    /// <summary>Not a toll that anyone owes: a payment, a fee, or a crossing netted to zero.</summary>
    Excluded,

    /// <summary>The tag or plate is on no known car.</summary>
    Unmapped,

    /// <summary>A person must decide; the reason says why.</summary>
    NeedsReview,

    /// <summary>Belongs to one trip with certainty.</summary>
    Matched,

    /// <summary>The car was clearly between trips: a host expense.</summary>
    HostExpense,

    /// <summary>A rental outside Turo; only a person can decide this.</summary>
    OffPlatform,

    /// <summary>The guest was already charged.</summary>
    AlreadyCharged,
}

/// <summary>Why a row has its outcome. The names are stored and sent, so they never change. A new one needs its arguments in
/// <see cref="Reasons"/>, and words in <see cref="Reports.ReasonText"/> (command line, CSV) and in the dashboard's <c>Ui/ReasonWords.cs</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Reason>))]
public enum Reason : byte
{
    /// <summary>Not decided yet.</summary>
    None,

    /// <summary>The row can't be read.</summary>
    Unreadable,

    /// <summary>An earlier file has the same row.</summary>
    Repeat,

    /// <summary>A guest does not owe rows of this kind.</summary>
    NotAToll,

    /// <summary>The charges and credits of the crossing net to zero.</summary>
    Netted,

    /// <summary>No tag or plate in the row.</summary>
    NoIdentifier,

    /// <summary>The tag or plate is on no known car.</summary>
    UnknownIdentifier,

    /// <summary>The tag or plate is known, but on no car at that time.</summary>
    UnknownThen,

    /// <summary>No rule recognizes the row's kind.</summary>
    UnknownKind,

    /// <summary>The agency is unknown: it may be parking.</summary>
    UnknownAgency,

    /// <summary>Credits without the charge they belong to.</summary>
    CreditWithoutCharge,

    /// <summary>Two accounts were charged for one crossing.</summary>
    TwoAccounts,

    /// <summary>The crossing was filed, and its amount has changed since.</summary>
    ChangedAfterFiling,

    /// <summary>Already filed.</summary>
    Filed,

    /// <summary>Two cars have this tag or plate at that time.</summary>
    TwoVehicles,

    /// <summary>Tag and plate of the row are on different cars.</summary>
    TagAndPlateDiffer,

    /// <summary>The fleet file has the plate, but not at that time.</summary>
    OutsideFleetDates,

    /// <summary>The clock skipped that time.</summary>
    TimeSkipped,

    /// <summary>During one trip.</summary>
    InsideTrip,

    /// <summary>Between two trips, or after the last known one.</summary>
    BetweenTrips,

    /// <summary>During two trips.</summary>
    OverlappingTrips,

    /// <summary>In the minute in which one trip ends and the next starts.</summary>
    SharedMinute,

    /// <summary>Soon after a handover from one guest to the next.</summary>
    Handover,

    /// <summary>Just after the start of a trip to which the host delivered the car.</summary>
    Delivery,

    /// <summary>During a trip in which, by the odometer, no one drove.</summary>
    NoMiles,

    /// <summary>Between two trips between which, by the odometer, no one drove.</summary>
    NoMilesBetween,

    /// <summary>In the booked time of a trip that a trips file from before the toll shows as completed.</summary>
    CompletedEarly,

    /// <summary>Trips files give the car's id two VINs.</summary>
    TwoVins,

    /// <summary>The fleet file says that the car is the host's own.</summary>
    HostsOwnCar,

    /// <summary>The fleet file says that the tag or plate belongs to someone else.</summary>
    NotOurs,

    /// <summary>During a trip that had not started when the trips file was downloaded.</summary>
    TripBooked,

    /// <summary>During a trip with an unknown status.</summary>
    TripStatusUnknown,

    /// <summary>During a trip that was canceled although the car was driven.</summary>
    CancelledAfterUse,

    /// <summary>During a trip for which two trips files differ.</summary>
    TripsFilesDisagree,

    /// <summary>During a trip that was moved to another car.</summary>
    VehicleChanged,

    /// <summary>During a trip that was still running when the trips file was downloaded, after that day.</summary>
    AfterTripsFile,

    /// <summary>Soon after a trip's booked end.</summary>
    AfterTrip,

    /// <summary>Shortly before a trip's booked start.</summary>
    BeforeTrip,

    /// <summary>Between two trips, near both.</summary>
    BetweenNearTrips,

    /// <summary>The trips files don't cover that day or this car.</summary>
    NotCovered,

    /// <summary>The trip's own start or end time occurs twice, or never, in that night.</summary>
    AmbiguousBoundary,

    /// <summary>Entry and exit, or the two readings of a time, have different outcomes.</summary>
    EndsDiffer,

    /// <summary>The time of the other end is unknown, and a trip starts or ends near it.</summary>
    OtherEndUnknown,

    /// <summary>A date without a time, and the day is not fully inside one trip.</summary>
    DayNotInside,

    /// <summary>The rows of one crossing have different outcomes when matched separately.</summary>
    CrossingRowsDiffer,

    /// <summary>A person decided.</summary>
    ByPerson,

    /// <summary>Another charge of this car is of the same passage.</summary>
    SamePassage,

    /// <summary>Another copy of this row ends differently.</summary>
    CopiesDiffer,

    /// <summary>A credit without its charge may give this toll back.</summary>
    MayBeRefunded,

    /// <summary>An adjustment of this crossing may raise or lower it.</summary>
    AdjustmentUnclear,

    /// <summary>The congestion zone was charged before on that day.</summary>
    ZoneTwiceADay,

    /// <summary>The car was at another place in the same second.</summary>
    TwoPlacesAtOnce,

    /// <summary>The car was too far away shortly before or after.</summary>
    TooFarApart,

    /// <summary>Posted before the day of travel.</summary>
    PostedBeforeTravel,

    /// <summary>Later than the moment at which the file was read.</summary>
    InTheFuture,

    /// <summary>Midnight, which often means that there is no time, on a day with several holders of the car.</summary>
    MidnightIsNoTime,

    /// <summary>Another plate of the host looks the same to a camera.</summary>
    LookAlikePlate,

    /// <summary>The place names a garage, a purchase or a fee.</summary>
    NotATollByName,

    /// <summary>During a trip, by the times that the host stated.</summary>
    InsideActualTime,

    /// <summary>During a trip for which a return before the pickup is stated.</summary>
    StatedTimesContradict,
}

/// <summary>The state of a car at a time, and so the outcome of a toll at that time.</summary>
/// <param name="Outcome">Matched, NeedsReview or HostExpense.</param>
/// <param name="Reason">Why.</param>
/// <param name="Trip">The trip; in a gap, the one before it.</param>
/// <param name="Other">The second candidate; in a gap, the trip after it.</param>
public readonly record struct Judgement(Outcome Outcome, Reason Reason, Trip? Trip, Trip? Other);

/// <summary>A row's decision.</summary>
/// <param name="Judgement">The outcome, the reason, and the trips.</param>
/// <param name="Vehicle">The car; null if there is none or more than one.</param>
public readonly record struct Decision(Judgement Judgement, Vehicle? Vehicle)
{
    /// <summary>A decision without a trip.</summary>
    public Decision(Outcome outcome, Reason reason, Vehicle? vehicle = null)
        : this(new Judgement(outcome, reason, null, null), vehicle)
    {
    }

    /// <summary>The outcome.</summary>
    public Outcome Outcome => Judgement.Outcome;

    /// <summary>The reason.</summary>
    public Reason Reason => Judgement.Reason;

    /// <summary>The matched trip, or the first candidate; null if there is none.</summary>
    public Trip? Trip => Judgement.Trip;

    /// <summary>The second candidate; null if there is none.</summary>
    public Trip? Other => Judgement.Other;

    /// <summary>The same trips and car with another outcome.</summary>
    public Decision Ending(Outcome outcome, Reason reason) => this with { Judgement = Judgement with { Outcome = outcome, Reason = reason } };
}

/// <summary>The times around trips in which tolls need review.</summary>
public sealed record MatchingOptions
{
    /// <summary>Tolls this long before a trip's start may be an early pickup (up to an hour, if agreed: C).</summary>
    public TimeSpan ReviewBefore { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Tolls this long after a trip's end may be a late return (13 min to 4.4 h after the booked end were seen: B).</summary>
    public TimeSpan ReviewAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>When trips follow closely, the previous guest may still be driving this long after the start.</summary>
    public TimeSpan ReviewHandover { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A start this soon after another trip's end is a handover.</summary>
    public TimeSpan HandoverWithin { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The previous guest may still be driving this long after the booked end, into the next guest's trip (returns up to 4.4 h
    /// late were seen: B).</summary>
    public TimeSpan LateReturnWithin { get; init; } = TimeSpan.FromMinutes(270);

    /// <summary>The same if the previous guest paid a late fee or for additional usage.</summary>
    public TimeSpan LateFeeWithin { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The host may still be driving this long after the booked start of a trip with a delivery fee.</summary>
    public TimeSpan ReviewDelivery { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Two charges at one place on one account at most this far apart belong to one passage. In a real statement of 21,093
    /// tolls, no two of one tag and plaza are within 10 seconds.</summary>
    public TimeSpan OneAccountWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Two charges of one agency on two accounts at most this far apart belong to one passage, because the clocks differ.</summary>
    public TimeSpan TwoAccountsWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A credit without an ID may refund a toll this long before it (224 days were seen: A).</summary>
    public TimeSpan CreditWithin { get; init; } = TimeSpan.FromDays(225);

    /// <summary>The highest average speed of a car over a long distance, in miles per hour.</summary>
    public int FastestMph { get; init; } = 110;

    /// <summary>The longest time between two tolls of a car that can make each other doubtful.</summary>
    public TimeSpan CarWithin { get; init; } = TimeSpan.FromHours(36);

    /// <summary>The longest time from entry to exit of a ticketed toll, if one of the two times is unknown.</summary>
    public TimeSpan OtherEndWithin { get; init; } = TimeSpan.FromHours(2);
}
