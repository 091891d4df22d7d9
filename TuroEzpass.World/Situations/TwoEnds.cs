using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.Situations;

/// <summary>Tolls with an entry and an exit.</summary>
internal static class TwoEnds
{
    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(1.2, Straddles),
        new Situation(0.4, FromOneTripIntoTheNext),
        new Situation(0.6, HostPassesBothEnds),
        new Situation(1, EntryBeforeMidnight),
        new Situation(0.4, EntryBeforeMidnightStraddles),
        new Situation(0.6, Placeholder),
        new Situation(1.2, UntimedNearABoundary),
        new Situation(0.3, HostUntimed),
        new Situation(0.2, HostUntimedBeforeATrip),
    ];

    /// <summary>Adds a toll with the times of both ends (in the car's local time).</summary>
    public static bool Place(Planting planting, string situation, Car car, LocalDateTime entry, LocalDateTime exit, Verdict verdict, Plaza plaza)
    {
        // A tag that changed cars between the two ends is a different case.
        if (car.TagAt(entry) != car.TagAt(exit) || !planting.Take(car, exit))
            return false;
        planting.Lines.Add(planting.Make(situation, car, exit, verdict, plaza) with
        {
            Entry = Planting.AtFacility(car, plaza, entry),
            EntryPlaza = EntryPlaza(planting, car.Home),
        });
        return true;
    }

    /// <summary>Adds a toll with an entry plaza and only one time.</summary>
    public static bool PlaceUntimed(Planting planting, string situation, Car car, LocalDateTime at, Verdict verdict, Plaza plaza)
    {
        if (!planting.Take(car, at))
            return false;
        planting.Lines.Add(planting.Make(situation, car, at, verdict, plaza) with { EntryPlaza = EntryPlaza(planting, car.Home) });
        return true;
    }

    private static string EntryPlaza(Planting planting, Home home) => home switch
    {
        Home.Pennsylvania => $"New Jersey Turnpike - {planting.Dice.Of(Plazas.Interchanges)}",
        Home.Maryland => "T 247",
        _ => planting.Dice.Of(Plazas.Interchanges),
    };

    private static (GuestTrip GuestTrip, Plaza Plaza)? ALoneTripWithTwoEnds(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        return !trip.Car.IsCentral && planting.Plaza(trip.Car, Ends.Both, Clock.Eastern) is { } plaza ? (trip, plaza) : null;
    }

    private static bool Straddles(Planting planting)
    {
        if (ALoneTripWithTwoEnds(planting) is not var (trip, plaza))
            return false;
        var boundary = planting.Dice.Chance(0.5) ? trip.Start : trip.End;
        // At least a minute away, because Pennsylvania shows no seconds.
        return Place(planting, "straddles a boundary", trip.Car, boundary.PlusMinutes(-planting.Dice.Number(1, 60)), boundary.PlusMinutes(planting.Dice.Number(1, 60)), Verdict.Review, plaza);
    }

    private static bool FromOneTripIntoTheNext(Planting planting)
    {
        var pair = planting.Dice.Of(planting.Fleet.Pairs);
        if (pair.Kind != PairKind.BackToBack || pair.First.Car.IsCentral || planting.Plaza(pair.First.Car, Ends.Both, Clock.Eastern) is not { } plaza)
            return false;
        var turn = pair.First.End;
        return Place(planting, "from one trip into the next", pair.First.Car, turn.PlusMinutes(-planting.Dice.Number(1, 40)), turn.PlusMinutes(planting.Dice.Number(2, 40)), Verdict.Review, plaza);
    }

    private static bool HostPassesBothEnds(Planting planting)
    {
        if (Ordinary.HostMoment(planting, minutesBefore: 90) is not var (gap, at) || gap.Car.IsCentral || planting.Plaza(gap.Car, Ends.Both, Clock.Eastern) is not { } plaza)
            return false;
        return Place(planting, "host drives, entry and exit", gap.Car, at.PlusMinutes(-planting.Dice.Number(5, 90)), at, Verdict.Expense, plaza);
    }

    /// <summary>New Jersey writes only the exit's date: an entry with a later time of day was the day before.</summary>
    private static bool EntryBeforeMidnight(Planting planting)
    {
        if (ALoneTripWithTwoEnds(planting) is not var (trip, plaza) || trip.Start.Until(trip.End) < TimeSpan.FromHours(26))
            return false;
        var midnight = trip.Start.Midnight().PlusDays(1);
        var (entry, exit) = (midnight.PlusMinutes(-planting.Dice.Number(5, 90)), midnight.PlusMinutes(planting.Dice.Number(1, 90)));
        return entry > trip.Start && exit < trip.End && Place(planting, "entry before midnight", trip.Car, entry, exit, Verdict.Of(trip), plaza);
    }

    /// <summary>The trip starts or ends between the entry before midnight and the exit after it.</summary>
    private static bool EntryBeforeMidnightStraddles(Planting planting)
    {
        if (ALoneTripWithTwoEnds(planting) is not var (trip, plaza))
            return false;
        var boundary = planting.Dice.Chance(0.5) ? trip.Start : trip.End;
        var (entry, exit) = (boundary.PlusMinutes(-planting.Dice.Number(1, 90)), boundary.PlusMinutes(planting.Dice.Number(1, 90)));
        return entry.Date < exit.Date && Place(planting, "entry before midnight straddles", trip.Car, entry, exit, Verdict.Review, plaza);
    }

    /// <summary>An entry at 00:00:00 without a plaza is only a placeholder, even if the trip started after midnight.</summary>
    private static bool Placeholder(Planting planting)
    {
        if (Ordinary.CertainMoment(planting) is not var (trip, at) || trip.Car.IsCentral || planting.Plaza(trip.Car, Ends.Placeholder, Clock.Eastern) is not { } plaza)
            return false;
        return planting.Toll("entry placeholder", trip.Car, at, Verdict.Of(trip), plaza);
    }

    private static bool UntimedNearABoundary(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        var isMaryland = trip.Car.Home == Home.Maryland;
        if (trip.Car.IsCentral || planting.Plaza(trip.Car, isMaryland ? Ends.ExitUntimed : Ends.EntryUntimed, Clock.Eastern) is not { } plaza)
            return false;
        var minutes = planting.Dice.Number(1, 119);
        var at = isMaryland ? trip.End.PlusMinutes(-minutes) : trip.Start.PlusMinutes(minutes);
        return PlaceUntimed(planting, "one time not told, near a boundary", trip.Car, at, Verdict.Review, plaza);
    }

    private static bool HostUntimed(Planting planting)
    {
        if (Ordinary.HostMoment(planting, minutesAfter: 65) is not var (gap, at) || gap.Car.IsCentral)
            return false;
        var ends = gap.Car.Home == Home.Maryland ? Ends.ExitUntimed : Ends.EntryUntimed;
        return planting.Plaza(gap.Car, ends, Clock.Eastern) is { } plaza && PlaceUntimed(planting, "host drives, one time not told", gap.Car, at, Verdict.Expense, plaza);
    }

    /// <summary>The exit is missing and may be in the trip that starts within 2 h.</summary>
    private static bool HostUntimedBeforeATrip(Planting planting)
    {
        var gap = planting.Dice.Of(planting.Fleet.Gaps);
        var at = gap.To.PlusMinutes(-planting.Dice.Number(62, 119));
        return gap.Car.Home == Home.Maryland && !WorldClock.IsNearClockChange(at) && planting.Plaza(gap.Car, Ends.ExitUntimed, Clock.Eastern) is { } plaza
            && PlaceUntimed(planting, "host drives, exit not told, a trip soon", gap.Car, at, Verdict.Review, plaza);
    }
}
