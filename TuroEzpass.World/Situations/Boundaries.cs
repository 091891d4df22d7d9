using NodaTime;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Situations;

/// <summary>Tolls at the boundaries of trips, to the second.</summary>
internal static class Boundaries
{
    public static IReadOnlyList<ISituation> List { get; } =
    [
        new Situation(2.5, LateReturn),
        new Situation(1.2, EarlyPickup),
        new Situation(1.2, EdgeOfALoneTrip),
        new Situation(1, BackToBack),
        new Situation(1.5, Handover),
        new Situation(1, ShortPause),
        new Situation(0.6, Overlap),
        new Situation(0.8, FacilityInAnotherZone),
        new Situation(0.3, UnsureZone),
    ];

    private static bool LateReturn(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        var at = trip.End.PlusSeconds(planting.Dice.Number(0, 6 * 3600));
        return planting.Toll("late return", trip.Car, at, Verdict.Review);
    }

    private static bool EarlyPickup(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        return planting.Toll("early pickup", trip.Car, trip.Start.PlusSeconds(-planting.Dice.Number(1, 3601)), Verdict.Review);
    }

    private static bool EdgeOfALoneTrip(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        var (at, verdict) = planting.Dice.Of<(LocalDateTime, Verdict)>(
        [
            (trip.Start, Verdict.Of(trip)), (trip.Start.PlusSeconds(-1), Verdict.Review),
            (trip.End.PlusSeconds(-1), Verdict.Of(trip)), (trip.End, Verdict.Review),
            (trip.End.PlusHours(6).PlusSeconds(-1), Verdict.Review), (trip.End.PlusHours(6), Verdict.Expense),
            (trip.Start.PlusHours(-1), Verdict.Review), (trip.Start.PlusHours(-1).PlusSeconds(-1), Verdict.Expense),
        ]);
        // The trips file may not cover the car before its first trip and after its last.
        if (verdict == Verdict.Expense && !trip.Car.Gaps.Any(gap => at >= gap.ClearFrom && at < gap.ClearTo))
            return false;
        return planting.Toll("edge of a trip", trip.Car, at, verdict);
    }

    private static Pair? APair(Planting planting, PairKind kind)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (planting.Dice.Of(planting.Fleet.Pairs) is { } pair && pair.Kind == kind)
                return pair;
        }

        return null;
    }

    private static bool BackToBack(Planting planting)
    {
        if (APair(planting, PairKind.BackToBack) is not { } pair)
            return false;
        var turn = pair.First.End;
        var (at, verdict) = planting.Dice.Of<(LocalDateTime, Verdict)>(
        [
            (turn, Verdict.Review), (turn.PlusSeconds(59), Verdict.Review), (turn.PlusSeconds(planting.Dice.Number(0, 60)), Verdict.Review),
            (turn.PlusSeconds(-1), Verdict.Of(pair.First)), (turn.PlusSeconds(-planting.Dice.Number(60, 3600)), Verdict.Of(pair.First)),
            (turn.PlusSeconds(60), Verdict.Of(pair.Second)), (turn.PlusSeconds(planting.Dice.Number(120, 3600)), Verdict.Of(pair.Second)),
        ]);
        return planting.Toll("back to back", pair.First.Car, at, verdict);
    }

    private static bool Handover(Planting planting)
    {
        if (APair(planting, PairKind.Handover) is not { } pair)
            return false;
        var (end, start) = (pair.First.End, pair.Second.Start);
        var (at, verdict) = planting.Dice.Of<(LocalDateTime?, Verdict)>(
        [
            (end.PlusSeconds(-1), Verdict.Of(pair.First)), (planting.Dice.Moment(end, start), Verdict.Review),
            (planting.Dice.Moment(start, start.PlusMinutes(30)), Verdict.Review), (start, Verdict.Review), (start.PlusMinutes(30).PlusSeconds(-1), Verdict.Review),
            (start.PlusMinutes(30), Verdict.Of(pair.Second)), (start.PlusMinutes(planting.Dice.Number(31, 120)), Verdict.Of(pair.Second)),
        ]);
        return planting.Toll("hand-over within 2 h", pair.First.Car, at!.Value, verdict);
    }

    /// <summary>The late-return period ends when the next trip starts, whose first minutes are certain.</summary>
    private static bool ShortPause(Planting planting)
    {
        if (APair(planting, PairKind.ShortPause) is not { } pair)
            return false;
        var (end, start) = (pair.First.End, pair.Second.Start);
        var (at, verdict) = planting.Dice.Of<(LocalDateTime?, Verdict)>(
        [
            (planting.Dice.Moment(end, start), Verdict.Review), (start.PlusSeconds(-1), Verdict.Review),
            (start, Verdict.Of(pair.Second)), (planting.Dice.Moment(start, start.PlusMinutes(30)), Verdict.Of(pair.Second)),
        ]);
        return planting.Toll("pause of 2 to 6 h", pair.First.Car, at!.Value, verdict);
    }

    private static bool Overlap(Planting planting)
    {
        if (APair(planting, PairKind.Overlap) is not { } pair)
            return false;
        var (start, end) = (pair.Second.Start, pair.First.End);
        var (at, verdict) = planting.Dice.Of<(LocalDateTime?, Verdict)>(
        [
            (planting.Dice.Moment(start, end), Verdict.Review), (start, Verdict.Review), (end.PlusSeconds(-1), Verdict.Review),
            (start.PlusSeconds(-1), Verdict.Of(pair.First)), (end, Verdict.Of(pair.Second)),
        ]);
        return planting.Toll("overlapping trips", pair.First.Car, at!.Value, verdict);
    }

    /// <summary>Near a boundary, a toll read in the wrong time zone would belong to someone else.</summary>
    private static bool FacilityInAnotherZone(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        if (trip.Car.IsCentral || planting.Plaza(trip.Car, Ends.Barrier, Clock.Central) is not { } plaza)
            return false;
        var (at, verdict) = planting.Dice.Of<(LocalDateTime, Verdict)>(
        [
            (trip.Start.PlusMinutes(planting.Dice.Number(0, 60)), Verdict.Of(trip)), (trip.End.PlusMinutes(planting.Dice.Number(0, 60)), Verdict.Review),
            (trip.End.PlusMinutes(-planting.Dice.Number(1, 60)), Verdict.Of(trip)), (trip.Start.PlusHours(5), Verdict.Of(trip)),
        ]);
        return planting.KeepFree(trip.Car, at) && planting.Toll("facility in another zone", trip.Car, at, verdict, plaza);
    }

    /// <summary>The Indiana Toll Road's clock may be Eastern or Central: a toll is certain only if both agree.</summary>
    private static bool UnsureZone(Planting planting)
    {
        var trip = planting.Dice.Of(planting.Fleet.Lone);
        if (trip.Car.IsCentral || planting.Plaza(trip.Car, Ends.Both, Clock.Unsure) is not { } plaza)
            return false;
        var isNear = planting.Dice.Chance(0.5);
        var exit = isNear ? trip.End.PlusMinutes(-planting.Dice.Number(1, 60)) : trip.Start.PlusMinutes(planting.Dice.Number(200, 350));
        return planting.KeepFree(trip.Car, exit) && TwoEnds.Place(planting, "unsure zone", trip.Car, exit.PlusMinutes(-planting.Dice.Number(30, 120)), exit, isNear ? Verdict.Review : Verdict.Of(trip), plaza);
    }
}
