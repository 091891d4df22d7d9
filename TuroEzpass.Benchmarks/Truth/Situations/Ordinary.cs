namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>What most lines of a statement are.</summary>
internal static class Ordinary
{
    public static IReadOnlyList<Situation> List { get; } =
    [
        new(52, InsideATrip),
        new(4, InsideATripWithTwoEnds),
        new(3, InsideATripUntimedEnd),
        new(9, HostDrives),
    ];

    /// <summary>A time that is certainly a guest's, with room before and after.</summary>
    public static (Rental Rental, DateTime At)? CertainMoment(Placing placing, int minutesBefore = 0, int minutesAfter = 0)
    {
        var rental = placing.Dice.Of(placing.Fleet.Certain);
        return placing.Dice.Moment(rental.CertainFrom.AddMinutes(minutesBefore), rental.CertainTo.AddMinutes(-minutesAfter)) is { } at && !WorldClock.IsNearClockChange(at)
            ? (rental, at)
            : null;
    }

    /// <summary>A time that is certainly the host's.</summary>
    public static (Gap Gap, DateTime At)? HostMoment(Placing placing, int minutesBefore = 0, int minutesAfter = 0)
    {
        var gap = placing.Dice.Of(placing.Fleet.Gaps);
        return placing.Dice.Moment(gap.ClearFrom.AddMinutes(minutesBefore), gap.ClearTo.AddMinutes(-minutesAfter)) is { } at && !WorldClock.IsNearClockChange(at)
            ? (gap, at)
            : null;
    }

    private static bool InsideATrip(Placing placing) =>
        CertainMoment(placing) is var (rental, at) && placing.Toll("inside a trip", rental.Car, at, Verdict.Of(rental));

    private static bool InsideATripWithTwoEnds(Placing placing)
    {
        if (CertainMoment(placing, minutesBefore: 100) is not var (rental, at) || placing.Plaza(rental.Car, Ends.Both, Clock.Eastern) is not { } plaza || rental.Car.IsCentral)
            return false;
        return TwoEnds.Place(placing, "entry and exit inside a trip", rental.Car, at.AddMinutes(-placing.Dice.Number(4, 95)), at, Verdict.Of(rental), plaza);
    }

    /// <summary>One time is not told, but no trip starts or ends within 2 h of it.</summary>
    private static bool InsideATripUntimedEnd(Placing placing)
    {
        if (CertainMoment(placing, minutesBefore: 123, minutesAfter: 123) is not var (rental, at) || rental.Car.IsCentral)
            return false;
        var ends = rental.Car.Home == Home.Maryland ? Ends.ExitUntimed : Ends.EntryUntimed;
        // In an overlap the other trip's start and end are boundaries too.
        return placing.Plaza(rental.Car, ends, Clock.Eastern) is { } plaza && !IsNearAnyBoundary(rental.Car, at)
            && TwoEnds.PlaceUntimed(placing, "inside a trip, one time not told", rental.Car, at, Verdict.Of(rental), plaza);
    }

    private static bool IsNearAnyBoundary(Car car, DateTime at) => car.Rentals.Any(rental =>
        Math.Abs((rental.Start - at).TotalMinutes) < 123 || Math.Abs((rental.End - at).TotalMinutes) < 123);

    private static bool HostDrives(Placing placing) =>
        HostMoment(placing) is var (gap, at) && placing.Toll("host drives between trips", gap.Car, at, Verdict.Expense);
}
