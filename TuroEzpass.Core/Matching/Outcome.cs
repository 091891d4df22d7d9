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

    /// <summary>Two charges of one place and account that lie no further apart are of one passage. On a real statement of 21,093
    /// tolls no two of one tag and plaza lie within 10 seconds.</summary>
    public TimeSpan OneAccountWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Two charges of one agency on two accounts that lie no further apart are of one passage: their clocks differ.</summary>
    public TimeSpan TwoAccountsWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after a toll a credit without an id may give it back (224 days were seen: A).</summary>
    public TimeSpan CreditWithin { get; init; } = TimeSpan.FromDays(225);

    /// <summary>No car is faster over a long way, in miles an hour.</summary>
    public int FastestMph { get; init; } = 110;

    /// <summary>How far on a car one toll may speak against another.</summary>
    public TimeSpan CarWithin { get; init; } = TimeSpan.FromHours(36);

    /// <summary>How long a ticketed toll may take from its entry to its exit, when one of the two times is not known.</summary>
    public TimeSpan OtherEndWithin { get; init; } = TimeSpan.FromHours(2);
}
