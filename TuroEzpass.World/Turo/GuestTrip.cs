using NodaTime;
using TuroEzpass.World.Cars;

namespace TuroEzpass.World.Turo;

/// <summary>A trip's status.</summary>
internal enum TripStanding
{
    Booked,
    InProgress,
    Completed,
    GuestCancelled,
    HostCancelled,
}

/// <summary>A trip as booked. <see cref="Custody.CustodyBook"/> contains who really had the car, and when.</summary>
internal sealed record GuestTrip
{
    /// <summary>Turo's reservation ID.</summary>
    public required string Id { get; init; }

    /// <summary>The guest's first name and initial.</summary>
    public string Guest { get; init; } = "";

    public required Car Car { get; init; }

    /// <summary>The booked start, in the car's local time.</summary>
    public required LocalDateTime Start { get; init; }

    /// <summary>The booked end, in the car's local time.</summary>
    public required LocalDateTime End { get; init; }

    /// <summary>The end before the trip was extended; null if it was not.</summary>
    public LocalDateTime? FirstEnd { get; init; }

    /// <summary>When exports begin to show <see cref="End"/> instead of <see cref="FirstEnd"/>; null for the first end.</summary>
    public LocalDateTime? ExtendedAt { get; init; }

    /// <summary>The kind of cancellation; null if the trip was not canceled.</summary>
    public TripStanding? Cancelled { get; init; }

    /// <summary>When it was canceled; null for before any export.</summary>
    public LocalDateTime? CancelledAt { get; init; }

    /// <summary>Whether it was driven and paid for, even if it was canceled.</summary>
    public bool WasDriven { get; init; } = true;

    /// <summary>The amount that Turo charged for tolls, in cents.</summary>
    public long TurosTollsCents { get; init; }

    /// <summary>From this time on, the files show that a toll is this guest's.</summary>
    public LocalDateTime CertainFrom { get; set; }

    /// <summary>Until this time, the files show that a toll is this guest's.</summary>
    public LocalDateTime CertainTo { get; set; }

    public bool IsCancelled => Cancelled is not null;

    /// <summary>The end in an export made at that time.</summary>
    public LocalDateTime EndAsOf(LocalDateTime moment) => FirstEnd is { } first && moment < (ExtendedAt ?? first) ? first : End;

    /// <summary>The status in an export made at that time.</summary>
    public TripStanding StandingAsOf(LocalDateTime moment)
    {
        if (Cancelled is { } cancelled && !(moment < CancelledAt))
            return cancelled;
        return EndAsOf(moment) <= moment ? TripStanding.Completed : Start <= moment ? TripStanding.InProgress : TripStanding.Booked;
    }
}
