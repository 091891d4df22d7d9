using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Whose tag or plate it is.</summary>
internal static class Identity
{
    private static readonly Verdict Unmapped = new(Outcome.Unmapped);
    private static readonly Verdict Unreadable = new(Outcome.Unreadable);

    public static IReadOnlyList<Situation> List { get; } =
    [
        new(0.5, ChangeoverDay),
        new(0.4, AroundAChangeover),
        new(0.7, UnknownTag),
        new(0.4, UnknownPlate),
        new(0.2, NoIdentifier),
        new(0.4, SpareTagLater),
        new(0.4, TagAndPlateDiffer),
        new(0.4, TwinPlate),
        new(0.3, TwinPlateWithoutState),
        new(0.4, Damaged),
    ];

    private static Line TollOf(Placing placing, string situation, Car car, DateTime at, Verdict verdict) =>
        placing.Make(situation, car, at, verdict, placing.Barrier(car));

    private static bool Add(Placing placing, Car car, DateTime at, Line line)
    {
        if (!placing.Take(car, at))
            return false;
        placing.Lines.Add(line);
        return true;
    }

    /// <summary>The fleet file names the day only, so the tag may be on either car.</summary>
    private static bool ChangeoverDay(Placing placing)
    {
        var car = placing.Dice.Of(placing.Fleet.Cars);
        if (car.SwapsWith is null || !car.SwapIsDay)
            return false;
        var at = car.SwapAt.Date.AddMinutes(placing.Dice.Number(180, 1260));
        return placing.Take(car.SwapsWith, at)
            && Add(placing, car, at, TollOf(placing, "day on which a tag changed cars", car, at, Verdict.Review) with { Tag = car.Tag, Plate = null, State = "" });
    }

    /// <summary>In the two days before and after it, the tag alone tells the car.</summary>
    private static bool AroundAChangeover(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.SwapsWith is not { } other)
            return false;
        var nearest = rental.Car.Rentals.Find(near => near.Status == "Completed" && near.CertainFrom < near.Car.SwapAt.AddDays(2) && near.CertainTo > near.Car.SwapAt.AddDays(-2));
        if (nearest is null || placing.Dice.Moment(nearest.CertainFrom, nearest.CertainTo) is not { } moment || WorldClock.IsNearClockChange(moment) || nearest.Car.TagAt(moment) is not { } tag)
            return false;
        return placing.Take(other, moment)
            && Add(placing, nearest.Car, moment, TollOf(placing, "near a tag's change of cars", nearest.Car, moment, Verdict.Of(nearest)) with { Tag = tag, Plate = null, State = "" });
    }

    private static bool UnknownTag(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at))
            return false;
        var tag = rental.Car.Tag[..5] + placing.Dice.Number(900_000, 999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Add(placing, rental.Car, at, TollOf(placing, "unknown tag", rental.Car, at, Unmapped) with { Tag = tag, Plate = null, State = "" });
    }

    private static bool UnknownPlate(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home == Home.Maryland)
            return false;
        return Add(placing, rental.Car, at, TollOf(placing, "unknown plate", rental.Car, at, Unmapped) with { Tag = null, Plate = $"Z{placing.Dice.Number(100_000, 999_999)}", State = "VT" });
    }

    private static bool NoIdentifier(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home != Home.NewJersey)
            return false;
        return Add(placing, rental.Car, at, TollOf(placing, "toll without tag or plate", rental.Car, at, Unmapped) with { Tag = null, Plate = null, State = "" });
    }

    /// <summary>A tag that the fleet file has on a car for some weeks only.</summary>
    private static bool SpareTagLater(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.SpareTag.Length == 0)
            return false;
        if (at > rental.Car.SpareFrom.AddDays(-2) && at < rental.Car.SpareTo.AddDays(3))
            return false;
        return Add(placing, rental.Car, at, TollOf(placing, "tag known at another time", rental.Car, at, Unmapped) with { Tag = rental.Car.SpareTag, Plate = null, State = "" });
    }

    private static bool TagAndPlateDiffer(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.Home != Home.Pennsylvania || rental.Car.TagAt(at) is not { } tag)
            return false;
        var other = placing.Dice.Of(placing.Fleet.Cars);
        if (other == rental.Car || other.HasNoTrips)
            return false;
        return Add(placing, rental.Car, at, TollOf(placing, "tag and plate differ", rental.Car, at, Verdict.Review) with { Tag = tag, Plate = other.Plate, State = other.State });
    }

    private static bool TwinPlate(Placing placing) => Twin(placing, "plate text of two states", hasState: true);

    private static bool TwinPlateWithoutState(Placing placing) => Twin(placing, "plate of two states without its state", hasState: false);

    private static bool Twin(Placing placing, string situation, bool hasState)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || !rental.Car.HasTwin || rental.Car.Home == Home.Maryland)
            return false;
        var car = rental.Car;
        return Add(placing, car, at, TollOf(placing, situation, car, at, hasState ? Verdict.Of(rental) : Verdict.Review) with { Tag = null, Plate = car.Plate, State = hasState ? car.State : "" });
    }

    private static bool Damaged(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at))
            return false;
        var damage = placing.Dice.Of([Damage.Tag, Damage.Date, Damage.Amount]);
        // What a destroyed amount was worth nobody knows.
        var line = TollOf(placing, $"damaged {damage}".ToLowerInvariant(), rental.Car, at, Unreadable) with { Damage = damage };
        return Add(placing, rental.Car, at, damage == Damage.Amount ? line with { Cents = 0 } : line);
    }
}
