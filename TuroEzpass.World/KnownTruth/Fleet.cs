using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>Two trips of one car that touch, nearly touch, or overlap.</summary>
internal enum PairKind
{
    BackToBack,

    /// <summary>The second starts less than 2 h after the first one's end.</summary>
    Handover,

    /// <summary>The second starts 2 to 6 h after the first one's end.</summary>
    ShortPause,
    Overlap,
}

/// <summary>Two trips of one car, one soon after the other.</summary>
internal sealed record Pair(PairKind Kind, GuestTrip First, GuestTrip Second);

/// <summary>What a car did in a night in which the clock changed.</summary>
internal enum NightKind
{
    Spanned,
    Idle,

    /// <summary>A trip ended on Saturday at 19:30: its late-return band ends in the doubtful hour.</summary>
    EndedAt1930,

    /// <summary>A trip ended on Saturday at 21:30: its band ends after the change.</summary>
    EndedAt2130,
    StartedAt0030,
    StartedAt0130,
    EndedAt0130,
    StartedAt0330,
    EndedAt0300,
    StartedAt0230,
}

/// <summary>A car's night in which the clock changed.</summary>
internal sealed record Night(Car Car, ClockChange Change, NightKind Kind, GuestTrip? Trip);

/// <summary>The invented fleet: cars, trips, and the places where a toll's end is fixed by the rules.</summary>
internal sealed class Fleet
{
    public List<Car> Cars { get; } = [];

    /// <summary>Who really has which car.</summary>
    public CustodyBook Custody { get; } = new();

    /// <summary>Completed trips with a stretch in which a toll is certain.</summary>
    public List<GuestTrip> Certain { get; } = [];

    /// <summary>Completed trips with nothing within 9 h before and after.</summary>
    public List<GuestTrip> Lone { get; } = [];

    public List<Gap> Gaps { get; } = [];

    public List<Pair> Pairs { get; } = [];

    public List<GuestTrip> CancelledAfterUse { get; } = [];

    /// <summary>Cancelled before it began, in a gap that has room around it.</summary>
    public List<GuestTrip> CancelledAlone { get; } = [];

    /// <summary>Cancelled before it began, while another trip took its place.</summary>
    public List<(GuestTrip Cancelled, GuestTrip Instead)> Replaced { get; } = [];

    /// <summary>Trips that the newer trips file ends later.</summary>
    public List<GuestTrip> Extended { get; } = [];

    public List<GuestTrip> Running { get; } = [];

    public List<GuestTrip> Booked { get; } = [];

    public List<Night> Nights { get; } = [];

    public IEnumerable<GuestTrip> Trips => Cars.SelectMany(car => car.Trips);
}
