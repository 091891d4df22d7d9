using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Statements;

namespace TuroEzpass.World.Situations;

/// <summary>Tolls for which the car is the question.</summary>
internal static class Identity
{
    private static readonly Verdict Unmapped = new(Answer.Unmapped);
    private static readonly Verdict Unreadable = new(Answer.Unreadable);

    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(0.5, ChangeoverDay),
        new Situation(0.4, AroundAChangeover),
        new Situation(0.7, UnknownTag),
        new Situation(0.4, UnknownPlate),
        new Situation(0.2, NoIdentifier),
        new Situation(0.4, SpareTagLater),
        new Situation(0.4, TagAndPlateDiffer),
        new Situation(0.4, TwinPlate),
        new Situation(0.3, TwinPlateWithoutState),
        new Situation(0.4, Damaged),
    ];

    private static PlantedLine TollOf(Planting planting, string situation, Car car, LocalDateTime at, Verdict verdict) =>
        planting.Make(situation, car, at, verdict, planting.Barrier(car));

    private static bool Add(Planting planting, Car car, LocalDateTime at, PlantedLine line)
    {
        if (!planting.Take(car, at))
            return false;
        planting.Lines.Add(line);
        return true;
    }

    /// <summary>The fleet file shows only the day of the change, so the tag may be on either car.</summary>
    private static bool ChangeoverDay(Planting planting)
    {
        var car = planting.Dice.Of(planting.Fleet.Cars);
        if (car.SwapsWith is null || !car.SwapIsDay)
            return false;
        var at = car.SwapAt.Midnight().PlusMinutes(planting.Dice.Number(180, 1260));
        return planting.Take(car.SwapsWith, at)
            && Add(planting, car, at, TollOf(planting, "day on which a tag changed cars", car, at, Verdict.Review) with { Tag = car.Tag, Plate = null, State = "" });
    }

    /// <summary>In the two days before and after the change, the tag alone identifies the car.</summary>
    private static bool AroundAChangeover(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.SwapsWith is not { } other)
            return false;
        var nearest = trip.Car.Trips.Find(near => !near.IsCancelled && near.End <= WorldClock.TripsFile && near.CertainFrom < near.Car.SwapAt.PlusDays(2) && near.CertainTo > near.Car.SwapAt.PlusDays(-2));
        if (nearest is null || planting.Dice.Moment(nearest.CertainFrom, nearest.CertainTo) is not { } moment || WorldClock.IsNearClockChange(moment) || nearest.Car.TagAt(moment) is not { } tag)
            return false;
        return planting.Take(other, moment)
            && Add(planting, nearest.Car, moment, TollOf(planting, "near a tag's change of cars", nearest.Car, moment, Verdict.Of(nearest)) with { Tag = tag, Plate = null, State = "" });
    }

    private static bool UnknownTag(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at))
            return false;
        var tag = trip.Car.Tag[..5] + planting.Dice.Number(900_000, 999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Add(planting, trip.Car, at, TollOf(planting, "unknown tag", trip.Car, at, Unmapped) with { Driver = Driver.Stranger, Tag = tag, Plate = null, State = "" });
    }

    private static bool UnknownPlate(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home == Home.Maryland)
            return false;
        return Add(planting, trip.Car, at, TollOf(planting, "unknown plate", trip.Car, at, Unmapped) with { Driver = Driver.Stranger, Tag = null, Plate = $"Z{planting.Dice.Number(100_000, 999_999)}", State = "VT" });
    }

    private static bool NoIdentifier(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home != Home.NewJersey)
            return false;
        return Add(planting, trip.Car, at, TollOf(planting, "toll without tag or plate", trip.Car, at, Unmapped) with { Tag = null, Plate = null, State = "" });
    }

    /// <summary>A tag that the fleet file assigns to a car only for a few weeks.</summary>
    private static bool SpareTagLater(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.SpareTag.Length == 0)
            return false;
        if (at > trip.Car.SpareFrom.PlusDays(-2) && at < trip.Car.SpareTo.PlusDays(3))
            return false;
        return Add(planting, trip.Car, at, TollOf(planting, "tag known at another time", trip.Car, at, Unmapped) with { Tag = trip.Car.SpareTag, Plate = null, State = "" });
    }

    private static bool TagAndPlateDiffer(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.Home != Home.Pennsylvania || trip.Car.TagAt(at) is not { } tag)
            return false;
        var other = planting.Dice.Of(planting.Fleet.Cars);
        if (other == trip.Car || other.HasNoTrips)
            return false;
        return Add(planting, trip.Car, at, TollOf(planting, "tag and plate differ", trip.Car, at, Verdict.Review) with { Tag = tag, Plate = other.Plate, State = other.State });
    }

    private static bool TwinPlate(Planting planting) => Twin(planting, "plate text of two states", hasState: true);

    private static bool TwinPlateWithoutState(Planting planting) => Twin(planting, "plate of two states without its state", hasState: false);

    private static bool Twin(Planting planting, string situation, bool hasState)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || !trip.Car.HasTwin || trip.Car.Home == Home.Maryland)
            return false;
        var car = trip.Car;
        return Add(planting, car, at, TollOf(planting, situation, car, at, hasState ? Verdict.Of(trip) : Verdict.Review) with { Tag = null, Plate = car.Plate, State = hasState ? car.State : "" });
    }

    private static bool Damaged(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at))
            return false;
        var what = planting.Dice.Of(["tag", "date", "amount"]);
        var line = TollOf(planting, $"damaged {what}", trip.Car, at, Unreadable);
        return Add(planting, trip.Car, at, what switch
        {
            "tag" => line with { IdentifierText = SpreadsheetDamage.Tag },
            "date" => line with { DateText = SpreadsheetDamage.Date },
            // The true value of a damaged amount is not known.
            _ => line with { AmountText = SpreadsheetDamage.Amount, Cents = 0 },
        });
    }
}
