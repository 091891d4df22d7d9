using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>How a statement row ends. Every row has exactly one.</summary>
public enum Outcome : byte
{
    /// <summary>It cannot be read.</summary>
    Unreadable,

    /// <summary>An earlier file has it already.</summary>
    Duplicate,

    /// <summary>Not a toll that anybody owes: a payment, a fee, a crossing netted to zero.</summary>
    Excluded,

    /// <summary>Its tag or plate is on no known car.</summary>
    Unmapped,

    /// <summary>A person must decide: the reason says what is in doubt.</summary>
    NeedsReview,

    /// <summary>One trip's, for certain.</summary>
    Matched,

    /// <summary>The car was clearly between trips: the host's own.</summary>
    HostExpense,

    /// <summary>A rental outside Turo: only a person decides so.</summary>
    OffPlatform,

    /// <summary>The guest was charged for it before.</summary>
    AlreadyCharged,
}

/// <summary>Why a row ended as it did.</summary>
public enum Reason : byte
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>The row cannot be read.</summary>
    Unreadable,

    /// <summary>An earlier file has it.</summary>
    Repeat,

    /// <summary>Its kind is none that a guest owes.</summary>
    NotAToll,

    /// <summary>Charges and credits of the crossing come to nothing.</summary>
    Netted,

    /// <summary>No tag or plate in the row.</summary>
    NoIdentifier,

    /// <summary>The tag or plate is on no known car.</summary>
    UnknownIdentifier,

    /// <summary>The tag or plate is known, but on no car at that time.</summary>
    UnknownThen,

    /// <summary>No rule tells its kind.</summary>
    UnknownKind,

    /// <summary>The agency is in no directory: it may be parking.</summary>
    UnknownAgency,

    /// <summary>Credits without the charge they belong to.</summary>
    CreditWithoutCharge,

    /// <summary>Two accounts were charged for one crossing.</summary>
    TwoAccounts,

    /// <summary>The crossing was filed, and its amount changed since.</summary>
    ChangedAfterFiling,

    /// <summary>Filed before.</summary>
    Filed,

    /// <summary>Two cars carry this tag or plate at that time.</summary>
    TwoVehicles,

    /// <summary>Tag and plate of the row are on different cars.</summary>
    TagAndPlateDiffer,

    /// <summary>The fleet file knows the plate, but not at that time.</summary>
    OutsideFleetDates,

    /// <summary>The clock jumped over that time.</summary>
    TimeSkipped,

    /// <summary>Inside one trip.</summary>
    InsideTrip,

    /// <summary>Between two trips, or after the last one that is known.</summary>
    BetweenTrips,

    /// <summary>Inside two trips.</summary>
    OverlappingTrips,

    /// <summary>In the minute in which one trip ends and the next starts.</summary>
    SharedMinute,

    /// <summary>Soon after a hand-over from one guest to the next.</summary>
    Handover,

    /// <summary>Just after the start of a trip to which the host delivered the car.</summary>
    Delivery,

    /// <summary>Inside a trip in which, by the odometer, nobody drove.</summary>
    NoMiles,

    /// <summary>Between two trips between which, by the odometer, nobody drove.</summary>
    NoMilesBetween,

    /// <summary>Inside a trip that was completed before its booked end, after the day of the trips file that shows it completed.</summary>
    CompletedEarly,

    /// <summary>Trips files give the car's id two VINs.</summary>
    TwoVins,

    /// <summary>The fleet file says that the car is the host's own.</summary>
    HostsOwnCar,

    /// <summary>The fleet file says that the tag or plate is somebody else's.</summary>
    NotOurs,

    /// <summary>Inside a trip that had not begun when the trips file was made.</summary>
    TripBooked,

    /// <summary>Inside a trip of unknown status.</summary>
    TripStatusUnknown,

    /// <summary>Inside a trip that was cancelled although the car was driven.</summary>
    CancelledAfterUse,

    /// <summary>Inside a trip that two trips files tell differently.</summary>
    TripsFilesDisagree,

    /// <summary>Inside a trip that was moved to another car.</summary>
    VehicleChanged,

    /// <summary>Inside a trip that was running when the trips file was made, after that day.</summary>
    AfterTripsFile,

    /// <summary>Soon after a trip's booked end.</summary>
    AfterTrip,

    /// <summary>Shortly before a trip's booked start.</summary>
    BeforeTrip,

    /// <summary>Between two trips, near both.</summary>
    BetweenNearTrips,

    /// <summary>The trips files do not cover that day, or not this car.</summary>
    NotCovered,

    /// <summary>The trip's own start or end time reads twice, or never, in that night.</summary>
    AmbiguousBoundary,

    /// <summary>Entry and exit, or the readings of one time, end differently.</summary>
    EndsDiffer,

    /// <summary>The time at the other end is not known, and a trip starts or ends near it.</summary>
    OtherEndUnknown,

    /// <summary>A date without a time, and the day is not inside one trip.</summary>
    DayNotInside,

    /// <summary>The rows of one crossing end differently when each is judged by itself.</summary>
    CrossingRowsDiffer,

    /// <summary>A person decided so.</summary>
    ByPerson,
}

/// <summary>What is so at a moment in a car's life: the outcome of a toll taken then.</summary>
/// <param name="Outcome">Matched, NeedsReview or HostExpense.</param>
/// <param name="Reason">Why.</param>
/// <param name="Trip">The trip it is about; for a gap, the one before it.</param>
/// <param name="Other">The second candidate; for a gap, the trip after it.</param>
public readonly record struct Judgement(Outcome Outcome, Reason Reason, Trip? Trip, Trip? Other);

/// <summary>A row's decision.</summary>
/// <param name="Judgement">How it ends, why, and with which trips.</param>
/// <param name="Vehicle">The car; null when none or several are possible.</param>
public readonly record struct Decision(Judgement Judgement, Vehicle? Vehicle)
{
    /// <summary>A decision that no trip has a part in.</summary>
    public Decision(Outcome outcome, Reason reason, Vehicle? vehicle = null)
        : this(new Judgement(outcome, reason, null, null), vehicle)
    {
    }

    /// <summary>How the row ends.</summary>
    public Outcome Outcome => Judgement.Outcome;

    /// <summary>Why.</summary>
    public Reason Reason => Judgement.Reason;

    /// <summary>The trip that it is matched to, or the first candidate; null when there is none.</summary>
    public Trip? Trip => Judgement.Trip;

    /// <summary>The second candidate; null when there is none.</summary>
    public Trip? Other => Judgement.Other;

    /// <summary>The same trips and car, ending otherwise.</summary>
    public Decision Ending(Outcome outcome, Reason reason) => this with { Judgement = Judgement with { Outcome = outcome, Reason = reason } };
}

/// <summary>How wide the doubtful times are.</summary>
public sealed record MatchingOptions
{
    /// <summary>Before a trip's start, a toll may be an early pickup (up to an hour, if agreed: C).</summary>
    public TimeSpan ReviewBefore { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>After a trip's end, a toll may be a late return (13 min to 4.4 h after the booked end were seen: B).</summary>
    public TimeSpan ReviewAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>At a trip's start soon after another, the earlier guest may still be driving.</summary>
    public TimeSpan ReviewHandover { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How soon after another trip's end a start makes a hand-over.</summary>
    public TimeSpan HandoverWithin { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long after an earlier guest's booked end that guest may still drive, into the next guest's trip (returns up to 4.4 h
    /// late were seen: B).</summary>
    public TimeSpan LateReturnWithin { get; init; } = TimeSpan.FromMinutes(270);

    /// <summary>The same where the earlier guest paid a late fee or for additional usage.</summary>
    public TimeSpan LateFeeWithin { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long after the booked start of a trip with a delivery fee the host may still drive.</summary>
    public TimeSpan ReviewDelivery { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a ticketed toll may take from its entry to its exit, when one of the two times is not known.</summary>
    public TimeSpan OtherEndWithin { get; init; } = TimeSpan.FromHours(2);
}
