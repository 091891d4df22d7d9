using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>The relation of two trips of one car that touch, nearly touch, or overlap.</summary>
internal enum PairKind
{
    BackToBack,

    /// <summary>The second starts less than 2 h after the first one ends.</summary>
    Handover,

    /// <summary>The second starts 2 to 6 h after the first one ends.</summary>
    ShortPause,
    Overlap,
}

/// <summary>Two consecutive trips of one car.</summary>
internal sealed record Pair(PairKind Kind, GuestTrip First, GuestTrip Second);

/// <summary>What a car did in a night when the clock changed.</summary>
internal enum NightKind
{
    Spanned,
    Idle,

    /// <summary>A trip ended on Saturday at 19:30: its late-return period ends in the ambiguous hour.</summary>
    EndedAt1930,

    /// <summary>A trip ended on Saturday at 21:30: its late-return period ends after the change.</summary>
    EndedAt2130,
    StartedAt0030,
    StartedAt0130,
    EndedAt0130,
    StartedAt0330,
    EndedAt0300,
    StartedAt0230,
}

/// <summary>A car's night when the clock changed.</summary>
internal sealed record Night(Car Car, ClockChange Change, NightKind Kind, GuestTrip? Trip);

/// <summary>The invented fleet: cars, trips, and the times at which the rules determine a toll's outcome.</summary>
internal sealed class Fleet
{
    public List<Car> Cars { get; } = [];

    /// <summary>Who really has which car.</summary>
    public CustodyBook Custody { get; } = new();

    /// <summary>Completed trips with a time in which a toll is certain.</summary>
    public List<GuestTrip> Certain { get; } = [];

    /// <summary>Completed trips with no other trip within 9 h before and after.</summary>
    public List<GuestTrip> Lone { get; } = [];

    public List<Gap> Gaps { get; } = [];

    public List<Pair> Pairs { get; } = [];

    public List<GuestTrip> CancelledAfterUse { get; } = [];

    /// <summary>Canceled before the start, with free time around it.</summary>
    public List<GuestTrip> CancelledAlone { get; } = [];

    /// <summary>Canceled before the start, and replaced by another trip.</summary>
    public List<(GuestTrip Cancelled, GuestTrip Instead)> Replaced { get; } = [];

    /// <summary>Trips that end later in the newer trips file.</summary>
    public List<GuestTrip> Extended { get; } = [];

    public List<GuestTrip> Running { get; } = [];

    public List<GuestTrip> Booked { get; } = [];

    public List<Night> Nights { get; } = [];

    public IEnumerable<GuestTrip> Trips => Cars.SelectMany(car => car.Trips);
}
