namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Trips that were cancelled, moved, not yet begun or still running, and days that no trips file covers.</summary>
internal static class OtherTrips
{
    public static IReadOnlyList<Situation> List { get; } =
    [
        new(0.6, CancelledAlone),
        new(0.6, CancelledAndReplaced),
        new(0.5, CancelledAfterUse),
        new(0.6, Extended),
        new(0.5, Running),
        new(0.3, Booked),
        new(0.4, NotCovered),
        new(0.3, NoTrips),
        new(0.5, WholeDay),
    ];

    /// <summary>A trip cancelled before it began does not exist.</summary>
    private static bool CancelledAlone(Placing placing)
    {
        if (placing.Fleet.CancelledAlone.Count == 0)
            return false;
        var rental = placing.Dice.Of(placing.Fleet.CancelledAlone);
        return placing.Dice.Moment(rental.Start, rental.End) is { } at && !WorldClock.IsNearClockChange(at)
            && placing.Toll("inside a cancelled trip", rental.Car, at, Verdict.Expense);
    }

    private static bool CancelledAndReplaced(Placing placing)
    {
        if (placing.Fleet.Replaced.Count == 0)
            return false;
        var (cancelled, instead) = placing.Dice.Of(placing.Fleet.Replaced);
        return placing.Dice.Moment(instead.Start, cancelled.End) is { } at && placing.Toll("inside a trip in a cancelled one's place", instead.Car, at, Verdict.Of(instead));
    }

    private static bool CancelledAfterUse(Placing placing)
    {
        if (placing.Fleet.CancelledAfterUse.Count == 0)
            return false;
        var rental = placing.Dice.Of(placing.Fleet.CancelledAfterUse);
        return placing.Dice.Moment(rental.Start, rental.End) is { } at && placing.Toll("cancelled after use", rental.Car, at, Verdict.Review);
    }

    /// <summary>Only the newer trips file has the later end.</summary>
    private static bool Extended(Placing placing)
    {
        if (placing.Fleet.Extended.Count == 0)
            return false;
        var rental = placing.Dice.Of(placing.Fleet.Extended);
        return placing.Dice.Moment(rental.OlderEnd!.Value, rental.End) is { } at && placing.Toll("extended trip", rental.Car, at, Verdict.Of(rental));
    }

    /// <summary>Certain up to the trips file's date. The very day of the file is not asked.</summary>
    private static bool Running(Placing placing)
    {
        if (placing.Fleet.Running.Count == 0)
            return false;
        var rental = placing.Dice.Of(placing.Fleet.Running);
        var isLater = placing.Dice.Chance(0.5);
        var at = isLater ? placing.Dice.Moment(WorldClock.TripsFile.AddDays(1), rental.End) : placing.Dice.Moment(rental.Start, WorldClock.TripsFile);
        return at is { } moment && placing.Toll(isLater ? "running trip, after the trips file" : "running trip", rental.Car, moment, isLater ? Verdict.Review : Verdict.Of(rental));
    }

    private static bool Booked(Placing placing)
    {
        if (placing.Fleet.Booked.Count == 0)
            return false;
        var rental = placing.Dice.Of(placing.Fleet.Booked);
        return placing.Dice.Moment(rental.Start, rental.End) is { } at && placing.Toll("booked trip", rental.Car, at, Verdict.Review);
    }

    private static bool NotCovered(Placing placing)
    {
        var car = placing.Dice.Of(placing.Fleet.Cars);
        var at = placing.Dice.Chance(0.5)
            ? placing.Dice.Moment(WorldClock.FirstDay.AddDays(-30), WorldClock.FirstDay.AddDays(-2))
            : placing.Dice.Moment(WorldClock.TripsFile.AddDays(1), WorldClock.TripsFile.AddDays(20));
        return placing.Toll("day not covered", car, at!.Value, Verdict.Review);
    }

    private static bool NoTrips(Placing placing)
    {
        var car = placing.Fleet.Cars[^placing.Dice.Number(1, 5)];
        return car.HasNoTrips && placing.Dice.Moment(WorldClock.FirstDay.AddDays(5), WorldClock.TripsFile) is { } at && !WorldClock.IsNearClockChange(at)
            && placing.Toll("car in no trips file", car, at, Verdict.Review);
    }

    /// <summary>A date without a time: certain only where the whole day is.</summary>
    private static bool WholeDay(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        if (rental.Car.Home is not (Home.NewYork or Home.NewYorkSecondAccount))
            return false;
        var isFirstDay = placing.Dice.Chance(0.4);
        var day = isFirstDay ? rental.Start.Date : rental.Start.Date.AddDays(1);
        if (!isFirstDay && day.AddDays(1) > rental.End)
            return false;
        // By plate on the day on which tags are swapped, so that only the time is in doubt.
        if (rental.Car.SwapsWith is not null && rental.Car.SwapAt.Date == day)
            return false;
        if (isFirstDay && rental.Start.TimeOfDay < TimeSpan.FromMinutes(2))
            return false;
        var verdict = isFirstDay ? Verdict.Review : Verdict.Of(rental);
        placing.Lines.Add(placing.Make("a date without a time", rental.Car, day.AddHours(12), verdict, placing.Barrier(rental.Car)) with { At = day, IsDayOnly = true });
        return true;
    }
}
