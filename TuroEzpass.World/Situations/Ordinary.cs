using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Situations;

/// <summary>The most common lines of a statement.</summary>
internal static class Ordinary
{
    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(52, InsideATrip),
        new Situation(4, InsideATripWithTwoEnds),
        new Situation(3, InsideATripUntimedEnd),
        new Situation(9, HostDrives),
    ];

    /// <summary>A time that is certainly a guest's, with room before and after.</summary>
    public static (GuestTrip GuestTrip, LocalDateTime At)? CertainMoment(Planting planting, int minutesBefore = 0, int minutesAfter = 0)
    {
        var trip = planting.Dice.Of(planting.Fleet.Certain);
        return planting.Dice.Moment(trip.CertainFrom.PlusMinutes(minutesBefore), trip.CertainTo.PlusMinutes(-minutesAfter)) is { } at && !WorldClock.IsNearClockChange(at)
            ? (trip, at)
            : null;
    }

    /// <summary>A time that is certainly the host's.</summary>
    public static (Gap Gap, LocalDateTime At)? HostMoment(Planting planting, int minutesBefore = 0, int minutesAfter = 0)
    {
        var gap = planting.Dice.Of(planting.Fleet.Gaps);
        return planting.Dice.Moment(gap.ClearFrom.PlusMinutes(minutesBefore), gap.ClearTo.PlusMinutes(-minutesAfter)) is { } at && !WorldClock.IsNearClockChange(at)
            ? (gap, at)
            : null;
    }

    private static bool InsideATrip(Planting planting) =>
        CertainMoment(planting) is var (trip, at) && planting.Toll("inside a trip", trip.Car, at, Verdict.Of(trip));

    private static bool InsideATripWithTwoEnds(Planting planting)
    {
        if (CertainMoment(planting, minutesBefore: 100) is not var (trip, at) || planting.Plaza(trip.Car, Ends.Both, Clock.Eastern) is not { } plaza || trip.Car.IsCentral)
            return false;
        return TwoEnds.Place(planting, "entry and exit inside a trip", trip.Car, at.PlusMinutes(-planting.Dice.Number(4, 95)), at, Verdict.Of(trip), plaza);
    }

    /// <summary>One time is missing, but no trip starts or ends within 2 h of the other.</summary>
    private static bool InsideATripUntimedEnd(Planting planting)
    {
        if (CertainMoment(planting, minutesBefore: 123, minutesAfter: 123) is not var (trip, at) || trip.Car.IsCentral)
            return false;
        var ends = trip.Car.Home == Home.Maryland ? Ends.ExitUntimed : Ends.EntryUntimed;
        // In an overlap, the other trip's start and end are boundaries too.
        return planting.Plaza(trip.Car, ends, Clock.Eastern) is { } plaza && !IsNearAnyBoundary(trip.Car, at)
            && TwoEnds.PlaceUntimed(planting, "inside a trip, one time not told", trip.Car, at, Verdict.Of(trip), plaza);
    }

    private static bool IsNearAnyBoundary(Car car, LocalDateTime at) => car.Trips.Any(trip =>
        Math.Abs(trip.Start.Until(at).TotalMinutes) < 123 || Math.Abs(trip.End.Until(at).TotalMinutes) < 123);

    private static bool HostDrives(Planting planting) =>
        HostMoment(planting) is var (gap, at) && planting.Toll("host drives between trips", gap.Car, at, Verdict.Expense);
}
