namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Tolls with an entry and an exit.</summary>
internal static class TwoEnds
{
    public static IReadOnlyList<Situation> List { get; } =
    [
        new(1.2, Straddles),
        new(0.4, FromOneTripIntoTheNext),
        new(0.6, HostPassesBothEnds),
        new(1, EntryBeforeMidnight),
        new(0.4, EntryBeforeMidnightStraddles),
        new(0.6, Placeholder),
        new(1.2, UntimedNearABoundary),
        new(0.3, HostUntimed),
        new(0.2, HostUntimedBeforeATrip),
    ];

    /// <summary>Places a toll with the times of both ends (on the car's clock).</summary>
    public static bool Place(Placing placing, string situation, Car car, DateTime entry, DateTime exit, Verdict verdict, Plaza plaza)
    {
        // A tag that changed cars between the two ends is another case.
        if (car.TagAt(entry) != car.TagAt(exit) || !placing.Take(car, exit))
            return false;
        placing.Lines.Add(placing.Make(situation, car, exit, verdict, plaza) with
        {
            Entry = Placing.AtFacility(car, plaza, entry),
            EntryPlaza = EntryPlaza(placing, car.Home),
        });
        return true;
    }

    /// <summary>Places a toll with an entry plaza and one time.</summary>
    public static bool PlaceUntimed(Placing placing, string situation, Car car, DateTime at, Verdict verdict, Plaza plaza)
    {
        if (!placing.Take(car, at))
            return false;
        placing.Lines.Add(placing.Make(situation, car, at, verdict, plaza) with { EntryPlaza = EntryPlaza(placing, car.Home) });
        return true;
    }

    private static string EntryPlaza(Placing placing, Home home) => home switch
    {
        Home.Pennsylvania => $"New Jersey Turnpike - {placing.Dice.Of(Plazas.Interchanges)}",
        Home.Maryland => "T 247",
        _ => placing.Dice.Of(Plazas.Interchanges),
    };

    private static (Rental Rental, Plaza Plaza)? ALoneTripWithTwoEnds(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        return !rental.Car.IsCentral && placing.Plaza(rental.Car, Ends.Both, Clock.Eastern) is { } plaza ? (rental, plaza) : null;
    }

    private static bool Straddles(Placing placing)
    {
        if (ALoneTripWithTwoEnds(placing) is not var (rental, plaza))
            return false;
        var boundary = placing.Dice.Chance(0.5) ? rental.Start : rental.End;
        // A minute away at least: Pennsylvania tells no seconds.
        return Place(placing, "straddles a boundary", rental.Car, boundary.AddMinutes(-placing.Dice.Number(1, 60)), boundary.AddMinutes(placing.Dice.Number(1, 60)), Verdict.Review, plaza);
    }

    private static bool FromOneTripIntoTheNext(Placing placing)
    {
        var pair = placing.Dice.Of(placing.Fleet.Pairs);
        if (pair.Kind != PairKind.BackToBack || pair.First.Car.IsCentral || placing.Plaza(pair.First.Car, Ends.Both, Clock.Eastern) is not { } plaza)
            return false;
        var turn = pair.First.End;
        return Place(placing, "from one trip into the next", pair.First.Car, turn.AddMinutes(-placing.Dice.Number(1, 40)), turn.AddMinutes(placing.Dice.Number(2, 40)), Verdict.Review, plaza);
    }

    private static bool HostPassesBothEnds(Placing placing)
    {
        if (Ordinary.HostMoment(placing, minutesBefore: 90) is not var (gap, at) || gap.Car.IsCentral || placing.Plaza(gap.Car, Ends.Both, Clock.Eastern) is not { } plaza)
            return false;
        return Place(placing, "host drives, entry and exit", gap.Car, at.AddMinutes(-placing.Dice.Number(5, 90)), at, Verdict.Expense, plaza);
    }

    /// <summary>New Jersey writes one date, the exit's: an entry later on the clock was the day before.</summary>
    private static bool EntryBeforeMidnight(Placing placing)
    {
        if (ALoneTripWithTwoEnds(placing) is not var (rental, plaza) || rental.End - rental.Start < TimeSpan.FromHours(26))
            return false;
        var midnight = rental.Start.Date.AddDays(1);
        var (entry, exit) = (midnight.AddMinutes(-placing.Dice.Number(5, 90)), midnight.AddMinutes(placing.Dice.Number(1, 90)));
        return entry > rental.Start && exit < rental.End && Place(placing, "entry before midnight", rental.Car, entry, exit, Verdict.Of(rental), plaza);
    }

    /// <summary>The trip starts or ends between the entry before midnight and the exit after it.</summary>
    private static bool EntryBeforeMidnightStraddles(Placing placing)
    {
        if (ALoneTripWithTwoEnds(placing) is not var (rental, plaza))
            return false;
        var boundary = placing.Dice.Chance(0.5) ? rental.Start : rental.End;
        var (entry, exit) = (boundary.AddMinutes(-placing.Dice.Number(1, 90)), boundary.AddMinutes(placing.Dice.Number(1, 90)));
        return entry.Date < exit.Date && Place(placing, "entry before midnight straddles", rental.Car, entry, exit, Verdict.Review, plaza);
    }

    /// <summary>An entry at 00:00:00 without a plaza is none, also when the trip began after midnight.</summary>
    private static bool Placeholder(Placing placing)
    {
        if (Ordinary.CertainMoment(placing) is not var (rental, at) || rental.Car.IsCentral || placing.Plaza(rental.Car, Ends.Placeholder, Clock.Eastern) is not { } plaza)
            return false;
        return placing.Toll("entry placeholder", rental.Car, at, Verdict.Of(rental), plaza);
    }

    private static bool UntimedNearABoundary(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        var isMaryland = rental.Car.Home == Home.Maryland;
        if (rental.Car.IsCentral || placing.Plaza(rental.Car, isMaryland ? Ends.ExitUntimed : Ends.EntryUntimed, Clock.Eastern) is not { } plaza)
            return false;
        var minutes = placing.Dice.Number(1, 119);
        var at = isMaryland ? rental.End.AddMinutes(-minutes) : rental.Start.AddMinutes(minutes);
        return PlaceUntimed(placing, "one time not told, near a boundary", rental.Car, at, Verdict.Review, plaza);
    }

    private static bool HostUntimed(Placing placing)
    {
        if (Ordinary.HostMoment(placing, minutesAfter: 65) is not var (gap, at) || gap.Car.IsCentral)
            return false;
        var ends = gap.Car.Home == Home.Maryland ? Ends.ExitUntimed : Ends.EntryUntimed;
        return placing.Plaza(gap.Car, ends, Clock.Eastern) is { } plaza && PlaceUntimed(placing, "host drives, one time not told", gap.Car, at, Verdict.Expense, plaza);
    }

    /// <summary>The exit is not told and may be in the trip that starts within 2 h.</summary>
    private static bool HostUntimedBeforeATrip(Placing placing)
    {
        var gap = placing.Dice.Of(placing.Fleet.Gaps);
        var at = gap.To.AddMinutes(-placing.Dice.Number(62, 119));
        return gap.Car.Home == Home.Maryland && !WorldClock.IsNearClockChange(at) && placing.Plaza(gap.Car, Ends.ExitUntimed, Clock.Eastern) is { } plaza
            && PlaceUntimed(placing, "host drives, exit not told, a trip soon", gap.Car, at, Verdict.Review, plaza);
    }
}
