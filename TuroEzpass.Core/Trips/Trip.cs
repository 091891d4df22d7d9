using NodaTime;

namespace TuroEzpass.Core.Trips;

/// <summary>What a trip's status says about tolls in it.</summary>
public enum TripStatus
{
    /// <summary>Over: tolls inside it are the guest's.</summary>
    Completed,

    /// <summary>Running when the trips file was made: certain up to that day.</summary>
    InProgress,

    /// <summary>Not yet begun when the trips file was made.</summary>
    Booked,

    /// <summary>Cancelled before it began: for tolls it does not exist.</summary>
    Cancelled,

    /// <summary>Cancelled, yet driven and paid for.</summary>
    CancelledAfterUse,

    /// <summary>A status that is not known.</summary>
    Unknown,

    /// <summary>Two trips files of one date tell different things of it.</summary>
    Disputed,

    /// <summary>An older trips file had it on this car, a newer one on another.</summary>
    MovedToAnotherCar,
}

/// <summary>A rental, as the newest trips file that has it tells.</summary>
public sealed class Trip
{
    /// <summary>Turo's reservation id.</summary>
    public required string ReservationId { get; init; }

    /// <summary>The guest's name; may be empty.</summary>
    public required string Guest { get; init; }

    /// <summary>The car.</summary>
    public required Vehicle Vehicle { get; init; }

    /// <summary>Booked start, local time of the car.</summary>
    public required LocalDateTime Start { get; init; }

    /// <summary>Booked end, local time of the car; the trip is [start, end).</summary>
    public required LocalDateTime End { get; init; }

    /// <summary>Status.</summary>
    public required TripStatus Status { get; init; }

    /// <summary>The status in Turo's words.</summary>
    public required string StatusText { get; init; }

    /// <summary>What Turo already charged for tolls and tickets together: only a hint that something was charged.</summary>
    public required Money TollsAndTickets { get; init; }

    /// <summary>Whether the guest paid for delivery: the host may still drive just after the booked start.</summary>
    public bool HasDeliveryFee { get; init; }

    /// <summary>Whether the guest paid a late fee or for additional usage: the car came back late.</summary>
    public bool HasLateFee { get; init; }

    /// <summary>Odometer at the start; null when not known.</summary>
    public long? CheckInOdometer { get; init; }

    /// <summary>Odometer at the end; null when not known.</summary>
    public long? CheckOutOdometer { get; init; }

    /// <summary>Whether Turo says that nobody drove in it.</summary>
    public bool HasNoMiles { get; init; }

    /// <summary>The date of the trips file it is from: what happened later, the file does not know.</summary>
    public required LocalDate FileDate { get; init; }

    /// <summary>Unix seconds of the start; with <see cref="StartLatest"/> later when the local time reads twice or never.</summary>
    internal long StartEarliest { get; set; }

    internal long StartLatest { get; set; }

    /// <summary>Unix seconds of the end; with <see cref="EndLatest"/> later when the local time reads twice or never.</summary>
    internal long EndEarliest { get; set; }

    internal long EndLatest { get; set; }

    /// <summary>Unix seconds before which an older trips file shows the trip on another car.</summary>
    internal long OnThisCarFrom { get; set; } = long.MinValue;

    /// <summary>Unix seconds from which no trips file is sure that the guest still had the car.</summary>
    internal long KnownUntil { get; set; } = long.MaxValue;

    /// <summary>Whether another trip is the same guest's, so that no hand-over lies between the two.</summary>
    internal bool IsSameGuest(Trip other) => Guest.Length > 0 && Guest.Equals(other.Guest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether tolls can belong to it at all.</summary>
    public bool Exists => Status != TripStatus.Cancelled;
}
