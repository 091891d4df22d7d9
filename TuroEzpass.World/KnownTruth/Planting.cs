using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>What the files show about a toll.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Trip">The trip of a matched toll.</param>
internal readonly record struct Verdict(Answer Answer, GuestTrip? Trip = null)
{
    public static readonly Verdict Review = new(Answer.NeedsReview);
    public static readonly Verdict Expense = new(Answer.HostExpense);

    public static Verdict Of(GuestTrip trip) => new(Answer.Matched, trip);
}

/// <summary>The fleet to which situations add rows. No car passes two plazas in the same minute unless a situation says so, so that no
/// unintended case arises.</summary>
internal sealed class Planting(Fleet fleet, Dice dice)
{
    private readonly HashSet<(string Car, LocalDateTime Minute)> taken = [];
    private long transaction = 33_237_000_000;
    private int texts;

    public Fleet Fleet => fleet;

    public Dice Dice => dice;

    public List<PlantedLine> Lines { get; } = [];

    /// <summary>Reserves a minute of a car for one toll; false if it is taken.</summary>
    public bool Take(Car car, LocalDateTime at) => taken.Add((car.Id, at.With(TimeAdjusters.TruncateToMinute)));

    /// <summary>Keeps a car's life free of other tolls for 8 hours before and after a moment: the plaza is a day's drive from the car's
    /// others. False where there is one already.</summary>
    public bool KeepFree(Car car, LocalDateTime at)
    {
        var minute = at.With(TimeAdjusters.TruncateToMinute);
        var around = Enumerable.Range(1, 8 * 60).SelectMany(distance => new[] { (car.Id, minute.PlusMinutes(-distance)), (car.Id, minute.PlusMinutes(distance)) }).ToList();
        if (around.Exists(taken.Contains))
            return false;
        taken.UnionWith(around);
        return true;
    }

    public int NextText() => texts++;

    public string NextId() => (transaction++).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether statements contain a transaction ID.</summary>
    public static bool HasId(Home home) => home is Home.NewYork or Home.NewYorkSecondAccount or Home.Business or Home.Florida;

    /// <summary>One of the car's plazas with a single toll point.</summary>
    public Plaza Barrier(Car car) => Plaza(car, Ends.Barrier, Clock.Eastern)!;

    /// <summary>One of the car's plazas of a kind; null if its statement has none. A car in Central time has only plazas in Central time.</summary>
    public Plaza? Plaza(Car car, Ends ends, Clock clock)
    {
        var fitting = Plazas.Of(car).Where(plaza => plaza.Ends == ends && (plaza.Clock == clock || car.IsCentral)).ToList();
        return fitting.Count == 0 ? null : dice.Of(fitting);
    }

    /// <summary>Converts a time from the car's local time to the facility's.</summary>
    public static LocalDateTime AtFacility(Car car, Plaza plaza, LocalDateTime at) => (car.IsCentral, plaza.Clock) switch
    {
        (true, Clock.Eastern) => at.PlusHours(1),
        (false, Clock.Central) => at.PlusHours(-1),
        _ => at,
    };

    /// <summary>The posting date: half of the tolls post at once, the rest within 15 days, a few as late as 79 days (as in the New Jersey files).</summary>
    public LocalDate PostedAfter(LocalDateTime at) =>
        at.Date.PlusDays(dice.Chance(0.5) ? 0 : dice.Chance(0.8) ? dice.Number(1, 3) : dice.Chance(0.95) ? dice.Number(3, 16) : dice.Number(16, 80));

    /// <summary>Adds a toll at a single point, read by the car's tag or plate.</summary>
    public bool Toll(string situation, Car car, LocalDateTime at, Verdict verdict, Plaza? plaza = null)
    {
        if (!Take(car, at))
            return false;
        Lines.Add(Make(situation, car, at, verdict, plaza ?? Barrier(car)));
        return true;
    }

    /// <summary>Creates a toll line without adding it.</summary>
    public PlantedLine Make(string situation, Car car, LocalDateTime at, Verdict verdict, Plaza plaza)
    {
        var line = new PlantedLine
        {
            Account = car.Home,
            Situation = situation,
            Driver = fleet.Custody.DriverAt(car, at),
            Answer = verdict.Answer,
            Reservation = verdict.Answer == Answer.Matched ? verdict.Trip!.Id : "",
            Plaza = plaza,
            At = AtFacility(car, plaza, at),
            Posted = PostedAfter(at),
            Cents = plaza.Cents,
            Id = HasId(car.Home) ? NextId() : "",
            Text = NextText(),
        };
        return ReadBy(line, car, at);
    }

    /// <summary>Sets the car's tag or plate at that time. Maryland's statements show only tags; on a day for which the fleet
    /// file leaves the tag's car open, the plate is used.</summary>
    private PlantedLine ReadBy(PlantedLine line, Car car, LocalDateTime at)
    {
        var tag = car.SpareTag.Length > 0 && at > car.SpareFrom.PlusDays(1) && at < car.SpareTo && dice.Chance(0.5) ? car.SpareTag : car.TagAt(at);
        var isByPlate = tag is null || (car.Home != Home.Maryland && dice.Chance(0.25));
        if (!isByPlate)
        {
            // Pennsylvania shows both if it knows both.
            return car.Home == Home.Pennsylvania && dice.Chance(0.2)
                ? line with { Tag = tag, Plate = car.Plate, State = car.State }
                : line with { Tag = tag };
        }

        return line with { Plate = car.Plate, State = car.State };
    }
}
