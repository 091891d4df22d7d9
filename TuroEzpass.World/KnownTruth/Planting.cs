using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>What the files show of a toll.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Trip">The trip of a matched toll.</param>
internal readonly record struct Verdict(Answer Answer, GuestTrip? Trip = null)
{
    public static readonly Verdict Review = new(Answer.NeedsReview);
    public static readonly Verdict Expense = new(Answer.HostExpense);

    public static Verdict Of(GuestTrip trip) => new(Answer.Matched, trip);
}

/// <summary>The fleet that situations plant themselves in. No car passes two plazas in one minute unless a situation says so, so that no case
/// arises that nobody planted.</summary>
internal sealed class Planting(Fleet fleet, Dice dice)
{
    private readonly HashSet<(string Car, LocalDateTime Minute)> taken = [];
    private long transaction = 33_237_000_000;
    private int texts;

    public Fleet Fleet => fleet;

    public Dice Dice => dice;

    public List<PlantedLine> Lines { get; } = [];

    /// <summary>Takes a minute of a car's life for one toll.</summary>
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

    /// <summary>Statements that carry a transaction id.</summary>
    public static bool HasId(Home home) => home is Home.NewYork or Home.NewYorkSecondAccount or Home.Business or Home.Florida;

    /// <summary>A plaza of the car's that is one point.</summary>
    public Plaza Barrier(Car car) => Plaza(car, Ends.Barrier, Clock.Eastern)!;

    /// <summary>A plaza of the car's of a kind; null when its statement has none. A car in Central time has no other.</summary>
    public Plaza? Plaza(Car car, Ends ends, Clock clock)
    {
        var fitting = Plazas.Of(car).Where(plaza => plaza.Ends == ends && (plaza.Clock == clock || car.IsCentral)).ToList();
        return fitting.Count == 0 ? null : dice.Of(fitting);
    }

    /// <summary>A time on the car's clock as the facility's clock shows it.</summary>
    public static LocalDateTime AtFacility(Car car, Plaza plaza, LocalDateTime at) => (car.IsCentral, plaza.Clock) switch
    {
        (true, Clock.Eastern) => at.PlusHours(1),
        (false, Clock.Central) => at.PlusHours(-1),
        _ => at,
    };

    /// <summary>Days until a toll is posted: half at once, the rest within 15, a few as late as 79 (the New Jersey files).</summary>
    public LocalDate PostedAfter(LocalDateTime at) =>
        at.Date.PlusDays(dice.Chance(0.5) ? 0 : dice.Chance(0.8) ? dice.Number(1, 3) : dice.Chance(0.95) ? dice.Number(3, 16) : dice.Number(16, 80));

    /// <summary>A toll at one point, read by the car's tag or plate.</summary>
    public bool Toll(string situation, Car car, LocalDateTime at, Verdict verdict, Plaza? plaza = null)
    {
        if (!Take(car, at))
            return false;
        Lines.Add(Make(situation, car, at, verdict, plaza ?? Barrier(car)));
        return true;
    }

    /// <summary>Makes a toll line without planting it.</summary>
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

    /// <summary>The tag or the plate of the car at that time. Maryland's statements show tags only; on a day of which the fleet
    /// file cannot tell whose the tag is, the plate was read.</summary>
    private PlantedLine ReadBy(PlantedLine line, Car car, LocalDateTime at)
    {
        var tag = car.SpareTag.Length > 0 && at > car.SpareFrom.PlusDays(1) && at < car.SpareTo && dice.Chance(0.5) ? car.SpareTag : car.TagAt(at);
        var isByPlate = tag is null || (car.Home != Home.Maryland && dice.Chance(0.25));
        if (!isByPlate)
        {
            // Pennsylvania shows both where it knows both.
            return car.Home == Home.Pennsylvania && dice.Chance(0.2)
                ? line with { Tag = tag, Plate = car.Plate, State = car.State }
                : line with { Tag = tag };
        }

        return line with { Plate = car.Plate, State = car.State };
    }
}
