using NodaTime;
using TuroEzpass.World.Cars;

namespace TuroEzpass.World.Turo;

/// <summary>How a trip stands.</summary>
internal enum TripStanding
{
    Booked,
    InProgress,
    Completed,
    GuestCancelled,
    HostCancelled,
}

/// <summary>A trip as it was booked. Who really had the car, and when, is in <see cref="Custody.CustodyBook"/>.</summary>
internal sealed record GuestTrip
{
    /// <summary>Turo's reservation id.</summary>
    public required string Id { get; init; }

    /// <summary>The guest, by first name and initial.</summary>
    public string Guest { get; init; } = "";

    public required Car Car { get; init; }

    /// <summary>Booked start, on the car's clock.</summary>
    public required LocalDateTime Start { get; init; }

    /// <summary>Booked end, on the car's clock.</summary>
    public required LocalDateTime End { get; init; }

    /// <summary>The end before the guest asked for more time; null when they did not.</summary>
    public LocalDateTime? FirstEnd { get; init; }

    /// <summary>From when on exports show <see cref="End"/> instead of <see cref="FirstEnd"/>; null: from the first end on.</summary>
    public LocalDateTime? ExtendedAt { get; init; }

    /// <summary>How it ended for good when it was cancelled; null when it was not.</summary>
    public TripStanding? Cancelled { get; init; }

    /// <summary>When it was cancelled; null: before any export.</summary>
    public LocalDateTime? CancelledAt { get; init; }

    /// <summary>Driven and paid for, although it may have been cancelled.</summary>
    public bool WasDriven { get; init; } = true;

    /// <summary>What Turo charged for tolls by itself, in cents.</summary>
    public long TurosTollsCents { get; init; }

    /// <summary>From here on the files show that a toll is this guest's.</summary>
    public LocalDateTime CertainFrom { get; set; }

    /// <summary>Up to here the files show that a toll is this guest's.</summary>
    public LocalDateTime CertainTo { get; set; }

    public bool IsCancelled => Cancelled is not null;

    /// <summary>The end as an export of that moment tells it.</summary>
    public LocalDateTime EndAsOf(LocalDateTime moment) => FirstEnd is { } first && moment < (ExtendedAt ?? first) ? first : End;

    /// <summary>How it stands in an export of that moment.</summary>
    public TripStanding StandingAsOf(LocalDateTime moment)
    {
        if (Cancelled is { } cancelled && !(moment < CancelledAt))
            return cancelled;
        return EndAsOf(moment) <= moment ? TripStanding.Completed : Start <= moment ? TripStanding.InProgress : TripStanding.Booked;
    }
}
