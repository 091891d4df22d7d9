using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.World.Situations;

/// <summary>Trips that were canceled, changed, not started or still running, and days that no trips file covers.</summary>
internal static class OtherTrips
{
    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(0.6, CancelledAlone),
        new Situation(0.6, CancelledAndReplaced),
        new Situation(0.5, CancelledAfterUse),
        new Situation(0.6, Extended),
        new Situation(0.5, Running),
        new Situation(0.3, Booked),
        new Situation(0.4, NotCovered),
        new Situation(0.3, NoTrips),
        new Situation(0.5, WholeDay),
    ];

    /// <summary>A trip that was canceled before its start does not count.</summary>
    private static bool CancelledAlone(Planting planting)
    {
        if (planting.Fleet.CancelledAlone.Count == 0)
            return false;
        var trip = planting.Dice.Of(planting.Fleet.CancelledAlone);
        return planting.Dice.Moment(trip.Start, trip.End) is { } at && !WorldClock.IsNearClockChange(at)
            && planting.Toll("inside a cancelled trip", trip.Car, at, Verdict.Expense);
    }

    private static bool CancelledAndReplaced(Planting planting)
    {
        if (planting.Fleet.Replaced.Count == 0)
            return false;
        var (cancelled, instead) = planting.Dice.Of(planting.Fleet.Replaced);
        return planting.Dice.Moment(instead.Start, cancelled.End) is { } at && planting.Toll("inside a trip in a cancelled one's place", instead.Car, at, Verdict.Of(instead));
    }

    private static bool CancelledAfterUse(Planting planting)
    {
        if (planting.Fleet.CancelledAfterUse.Count == 0)
            return false;
        var trip = planting.Dice.Of(planting.Fleet.CancelledAfterUse);
        return planting.Dice.Moment(trip.Start, trip.End) is { } at && planting.Toll("cancelled after use", trip.Car, at, Verdict.Review);
    }

    /// <summary>Only the newer trips file has the later end.</summary>
    private static bool Extended(Planting planting)
    {
        if (planting.Fleet.Extended.Count == 0)
            return false;
        var trip = planting.Dice.Of(planting.Fleet.Extended);
        return planting.Dice.Moment(trip.FirstEnd!.Value, trip.End) is { } at && planting.Toll("extended trip", trip.Car, at, Verdict.Of(trip));
    }

    /// <summary>Certain up to the trips file's date. The day of the file itself is not tested.</summary>
    private static bool Running(Planting planting)
    {
        if (planting.Fleet.Running.Count == 0)
            return false;
        var trip = planting.Dice.Of(planting.Fleet.Running);
        var isLater = planting.Dice.Chance(0.5);
        var at = isLater ? planting.Dice.Moment(WorldClock.TripsFile.PlusDays(1), trip.End) : planting.Dice.Moment(trip.Start, WorldClock.TripsFile);
        return at is { } moment && planting.Toll(isLater ? "running trip, after the trips file" : "running trip", trip.Car, moment, isLater ? Verdict.Review : Verdict.Of(trip));
    }

    private static bool Booked(Planting planting)
    {
        if (planting.Fleet.Booked.Count == 0)
            return false;
        var trip = planting.Dice.Of(planting.Fleet.Booked);
        return planting.Dice.Moment(trip.Start, trip.End) is { } at && planting.Toll("booked trip", trip.Car, at, Verdict.Review);
    }

    private static bool NotCovered(Planting planting)
    {
        var car = planting.Dice.Of(planting.Fleet.Cars);
        var at = planting.Dice.Chance(0.5)
            ? planting.Dice.Moment(WorldClock.FirstDay.PlusDays(-30), WorldClock.FirstDay.PlusDays(-2))
            : planting.Dice.Moment(WorldClock.TripsFile.PlusDays(1), WorldClock.TripsFile.PlusDays(20));
        return planting.Toll("day not covered", car, at!.Value, Verdict.Review);
    }

    private static bool NoTrips(Planting planting)
    {
        var car = planting.Fleet.Cars[^planting.Dice.Number(1, 5)];
        return car.HasNoTrips && planting.Dice.Moment(WorldClock.FirstDay.PlusDays(5), WorldClock.TripsFile) is { } at && !WorldClock.IsNearClockChange(at)
            && planting.Toll("car in no trips file", car, at, Verdict.Review);
    }

    /// <summary>A date without a time: certain only if the whole day is.</summary>
    private static bool WholeDay(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        if (trip.Car.Home is not (Home.NewYork or Home.NewYorkSecondAccount))
            return false;
        var isFirstDay = planting.Dice.Chance(0.4);
        var day = isFirstDay ? trip.Start.Midnight() : trip.Start.Midnight().PlusDays(1);
        if (!isFirstDay && day.PlusDays(1) > trip.End)
            return false;
        // By plate on the day of a tag swap, so that only the time is uncertain.
        if (trip.Car.SwapsWith is not null && trip.Car.SwapAt.Date == day.Date)
            return false;
        if (isFirstDay && trip.Start.MinuteOfDay() < 2)
            return false;
        var verdict = isFirstDay ? Verdict.Review : Verdict.Of(trip);
        planting.Lines.Add(planting.Make("a date without a time", trip.Car, day.PlusHours(12), verdict, planting.Barrier(trip.Car)) with { At = day, IsDayOnly = true });
        return true;
    }
}
