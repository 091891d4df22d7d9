using NodaTime;

namespace TuroEzpass.Core.Trips;

/// <summary>A trip's status, and what it means for tolls.</summary>
public enum TripStatus
{
    /// <summary>Completed: tolls during the trip are the guest's.</summary>
    Completed,

    /// <summary>Still running when the trips file was downloaded: certain up to that day.</summary>
    InProgress,

    /// <summary>Not started when the trips file was downloaded.</summary>
    Booked,

    /// <summary>Canceled before it started: it has no tolls.</summary>
    Cancelled,

    /// <summary>Canceled, but driven and paid for.</summary>
    CancelledAfterUse,

    /// <summary>An unknown status.</summary>
    Unknown,

    /// <summary>Two trips files of the same date differ about it.</summary>
    Disputed,

    /// <summary>An older trips file has it on this car, a newer one on another.</summary>
    MovedToAnotherCar,
}

/// <summary>A rental, according to the newest trips file that has it.</summary>
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

    /// <summary>What Turo has already charged for tolls and tickets together: only a hint that something was charged.</summary>
    public required Money TollsAndTickets { get; init; }

    /// <summary>Whether the guest paid for delivery: the host may still be driving just after the booked start.</summary>
    public bool HasDeliveryFee { get; init; }

    /// <summary>Whether the guest paid a late fee or for additional usage: the car came back late.</summary>
    public bool HasLateFee { get; init; }

    /// <summary>The odometer at the start; null if unknown.</summary>
    public long? CheckInOdometer { get; init; }

    /// <summary>The odometer at the end; null if unknown.</summary>
    public long? CheckOutOdometer { get; init; }

    /// <summary>Whether the trip has no miles.</summary>
    public bool HasNoMiles { get; init; }

    /// <summary>The date of the trips file it comes from; the file knows nothing of later changes.</summary>
    public required LocalDate FileDate { get; init; }

    /// <summary>Unix seconds of the start; <see cref="StartLatest"/> is later if the local time occurs twice or never.</summary>
    internal long StartEarliest { get; set; }

    internal long StartLatest { get; set; }

    /// <summary>Unix seconds of the end; <see cref="EndLatest"/> is later if the local time occurs twice or never.</summary>
    internal long EndEarliest { get; set; }

    internal long EndLatest { get; set; }

    /// <summary>Unix seconds before which an older trips file shows the trip on another car.</summary>
    internal long OnThisCarFrom { get; set; } = long.MinValue;

    /// <summary>Unix seconds; later, no trips file shows with certainty that the guest still had the car.</summary>
    internal long KnownUntil { get; set; } = long.MaxValue;

    /// <summary>When the guest picked up the car, if the host stated it.</summary>
    public ActualTime? PickedUp { get; internal set; }

    /// <summary>When the guest returned the car, if the host stated it.</summary>
    public ActualTime? Returned { get; internal set; }

    /// <summary>Whether the stated times can't both be right: the return is before the pickup.</summary>
    internal bool TimesContradict { get; set; }

    /// <summary>Unix seconds from which the guest had the car: as stated, otherwise as booked.</summary>
    internal long FromEarliest => PickedUp?.Earliest ?? StartEarliest;

    internal long FromLatest => PickedUp?.Latest ?? StartLatest;

    /// <summary>Unix seconds until which the guest had the car: as stated, otherwise as booked.</summary>
    internal long UntilEarliest => Returned?.Earliest ?? EndEarliest;

    internal long UntilLatest => Returned?.Latest ?? EndLatest;

    /// <summary>Whether another trip has the same guest, so that there is no handover between the two.</summary>
    internal bool IsSameGuest(Trip other) => Guest.Length > 0 && Guest.Equals(other.Guest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether tolls can belong to it at all.</summary>
    public bool Exists => Status != TripStatus.Cancelled;
}
