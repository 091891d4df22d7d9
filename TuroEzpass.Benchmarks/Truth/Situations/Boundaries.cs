namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>Where one trip ends and another starts, to the second.</summary>
internal static class Boundaries
{
    public static IReadOnlyList<Situation> List { get; } =
    [
        new(2.5, LateReturn),
        new(1.2, EarlyPickup),
        new(1.2, EdgeOfALoneTrip),
        new(1, BackToBack),
        new(1.5, Handover),
        new(1, ShortPause),
        new(0.6, Overlap),
        new(0.8, FacilityInAnotherZone),
        new(0.3, UnsureZone),
    ];

    private static bool LateReturn(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        var at = rental.End.AddSeconds(placing.Dice.Number(0, 6 * 3600));
        return placing.Toll("late return", rental.Car, at, Verdict.Review);
    }

    private static bool EarlyPickup(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        return placing.Toll("early pickup", rental.Car, rental.Start.AddSeconds(-placing.Dice.Number(1, 3601)), Verdict.Review);
    }

    private static bool EdgeOfALoneTrip(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        var (at, verdict) = placing.Dice.Of<(DateTime, Verdict)>(
        [
            (rental.Start, Verdict.Of(rental)), (rental.Start.AddSeconds(-1), Verdict.Review),
            (rental.End.AddSeconds(-1), Verdict.Of(rental)), (rental.End, Verdict.Review),
            (rental.End.AddHours(6).AddSeconds(-1), Verdict.Review), (rental.End.AddHours(6), Verdict.Expense),
            (rental.Start.AddHours(-1), Verdict.Review), (rental.Start.AddHours(-1).AddSeconds(-1), Verdict.Expense),
        ]);
        // Before its first trip and after its last, the trips file may not cover the car.
        if (verdict == Verdict.Expense && !rental.Car.Gaps.Any(gap => at >= gap.ClearFrom && at < gap.ClearTo))
            return false;
        return placing.Toll("edge of a trip", rental.Car, at, verdict);
    }

    private static Pair? APair(Placing placing, PairKind kind)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (placing.Dice.Of(placing.Fleet.Pairs) is { } pair && pair.Kind == kind)
                return pair;
        }

        return null;
    }

    private static bool BackToBack(Placing placing)
    {
        if (APair(placing, PairKind.BackToBack) is not { } pair)
            return false;
        var turn = pair.First.End;
        var (at, verdict) = placing.Dice.Of<(DateTime, Verdict)>(
        [
            (turn, Verdict.Review), (turn.AddSeconds(59), Verdict.Review), (turn.AddSeconds(placing.Dice.Number(0, 60)), Verdict.Review),
            (turn.AddSeconds(-1), Verdict.Of(pair.First)), (turn.AddSeconds(-placing.Dice.Number(60, 3600)), Verdict.Of(pair.First)),
            (turn.AddSeconds(60), Verdict.Of(pair.Second)), (turn.AddSeconds(placing.Dice.Number(120, 3600)), Verdict.Of(pair.Second)),
        ]);
        return placing.Toll("back to back", pair.First.Car, at, verdict);
    }

    private static bool Handover(Placing placing)
    {
        if (APair(placing, PairKind.Handover) is not { } pair)
            return false;
        var (end, start) = (pair.First.End, pair.Second.Start);
        var (at, verdict) = placing.Dice.Of<(DateTime?, Verdict)>(
        [
            (end.AddSeconds(-1), Verdict.Of(pair.First)), (placing.Dice.Moment(end, start), Verdict.Review),
            (placing.Dice.Moment(start, start.AddMinutes(30)), Verdict.Review), (start, Verdict.Review), (start.AddMinutes(30).AddSeconds(-1), Verdict.Review),
            (start.AddMinutes(30), Verdict.Of(pair.Second)), (start.AddMinutes(placing.Dice.Number(31, 120)), Verdict.Of(pair.Second)),
        ]);
        return placing.Toll("hand-over within 2 h", pair.First.Car, at!.Value, verdict);
    }

    /// <summary>The late-return band ends where the next trip starts, whose first minutes are certain.</summary>
    private static bool ShortPause(Placing placing)
    {
        if (APair(placing, PairKind.ShortPause) is not { } pair)
            return false;
        var (end, start) = (pair.First.End, pair.Second.Start);
        var (at, verdict) = placing.Dice.Of<(DateTime?, Verdict)>(
        [
            (placing.Dice.Moment(end, start), Verdict.Review), (start.AddSeconds(-1), Verdict.Review),
            (start, Verdict.Of(pair.Second)), (placing.Dice.Moment(start, start.AddMinutes(30)), Verdict.Of(pair.Second)),
        ]);
        return placing.Toll("pause of 2 to 6 h", pair.First.Car, at!.Value, verdict);
    }

    private static bool Overlap(Placing placing)
    {
        if (APair(placing, PairKind.Overlap) is not { } pair)
            return false;
        var (start, end) = (pair.Second.Start, pair.First.End);
        var (at, verdict) = placing.Dice.Of<(DateTime?, Verdict)>(
        [
            (placing.Dice.Moment(start, end), Verdict.Review), (start, Verdict.Review), (end.AddSeconds(-1), Verdict.Review),
            (start.AddSeconds(-1), Verdict.Of(pair.First)), (end, Verdict.Of(pair.Second)),
        ]);
        return placing.Toll("overlapping trips", pair.First.Car, at!.Value, verdict);
    }

    /// <summary>Near a boundary, read on the wrong clock the toll would be another's.</summary>
    private static bool FacilityInAnotherZone(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        if (rental.Car.IsCentral || placing.Plaza(rental.Car, Ends.Barrier, Clock.Central) is not { } plaza)
            return false;
        var (at, verdict) = placing.Dice.Of<(DateTime, Verdict)>(
        [
            (rental.Start.AddMinutes(placing.Dice.Number(0, 60)), Verdict.Of(rental)), (rental.End.AddMinutes(placing.Dice.Number(0, 60)), Verdict.Review),
            (rental.End.AddMinutes(-placing.Dice.Number(1, 60)), Verdict.Of(rental)), (rental.Start.AddHours(5), Verdict.Of(rental)),
        ]);
        return placing.KeepFree(rental.Car, at) && placing.Toll("facility in another zone", rental.Car, at, verdict, plaza);
    }

    /// <summary>The Indiana Toll Road's clock may be Eastern or Central: certain only where both agree.</summary>
    private static bool UnsureZone(Placing placing)
    {
        var rental = placing.Dice.Of(placing.Fleet.Lone);
        if (rental.Car.IsCentral || placing.Plaza(rental.Car, Ends.Both, Clock.Unsure) is not { } plaza)
            return false;
        var isNear = placing.Dice.Chance(0.5);
        var exit = isNear ? rental.End.AddMinutes(-placing.Dice.Number(1, 60)) : rental.Start.AddMinutes(placing.Dice.Number(200, 350));
        return placing.KeepFree(rental.Car, exit) && TwoEnds.Place(placing, "unsure zone", rental.Car, exit.AddMinutes(-placing.Dice.Number(30, 120)), exit, isNear ? Verdict.Review : Verdict.Of(rental), plaza);
    }
}
