using System.Globalization;

namespace TuroEzpass.Benchmarks.Truth;

/// <summary>Invents a car's life: trips one after the other, with the pauses that make cases. Between two episodes the car
/// is free for 10 h or more, so that an episode's doubtful times never reach into another.</summary>
internal sealed class LifeBuilder(Fleet fleet, Dice dice)
{
    private int reservations;

    /// <summary>Gives a car its trips and gaps.</summary>
    public void Live(Car car)
    {
        var from = WorldClock.FirstDay.AddHours(8);
        foreach (var change in WorldClock.ClockChanges)
        {
            Fill(car, from, change.Sunday.AddHours(-60));
            LiveThrough(car, change);
            from = change.Sunday.AddHours(56);
        }

        Fill(car, from, WorldClock.TripsFile.AddDays(-6));
        EndLife(car);
        FindGaps(car);
        foreach (var gap in car.Gaps.Where(gap => gap.ClearTo - gap.ClearFrom > TimeSpan.FromHours(20) && dice.Chance(0.2)))
            CancelIn(gap);
    }

    private Rental Add(Car car, DateTime start, DateTime end, string status = "Completed", bool wasDriven = true, DateTime? olderEnd = null)
    {
        var rental = new Rental
        {
            Id = (50_000_000 + reservations++).ToString(CultureInfo.InvariantCulture),
            Car = car,
            Start = start,
            End = end,
            Status = status,
            WasDriven = wasDriven,
            OlderEnd = olderEnd,
            CertainFrom = start,
            CertainTo = end,
        };
        car.Rentals.Add(rental);
        if (status == "Completed")
            fleet.Certain.Add(rental);
        return rental;
    }

    private void Fill(Car car, DateTime from, DateTime to)
    {
        var now = from;
        while (true)
        {
            now = AtHalfHour(now.AddHours(dice.Chance(0.3) ? dice.Number(10, 14) : dice.Chance(0.7) ? dice.Number(14, 48) : dice.Number(48, 144)));
            var length = dice.Chance(0.1) ? dice.Number(8, 24) : dice.Chance(0.7) ? dice.Number(24, 72) : dice.Number(72, 168);
            // An episode lasts at most three lengths.
            if (now.AddHours(length * 3) > to)
                return;
            now = Episode(car, now, now.AddMinutes(length * 60 / 30 * 30));
        }
    }

    private static DateTime AtHalfHour(DateTime moment) => moment.Date.AddMinutes(Math.Ceiling(moment.TimeOfDay.TotalMinutes / 30) * 30);

    private DateTime Episode(Car car, DateTime start, DateTime end)
    {
        var length = end - start;
        switch (dice.Number(0, 100))
        {
            case < 12:
                return AddPair(car, PairKind.BackToBack, start, end, end);
            case < 22:
                return AddPair(car, PairKind.Handover, start, end, end.AddMinutes(dice.Of([15, 30, 45, 60, 90, 115])));
            case < 29:
                return AddPair(car, PairKind.ShortPause, start, end, end.AddMinutes(dice.Number(125, 355)));
            case < 32 when length > TimeSpan.FromHours(20):
                return AddPair(car, PairKind.Overlap, start, end, end.AddHours(-dice.Number(2, 10)));
            case < 35:
                var used = Add(car, start, end, dice.Of(["Guest cancellation", "Host cancellation"]));
                fleet.CancelledAfterUse.Add(used);
                return end;
            case < 40 when length > TimeSpan.FromHours(40):
                fleet.Extended.Add(Add(car, start, end, olderEnd: start + (length / 2)));
                return end;
            case < 45:
                var instead = Add(car, start, end);
                fleet.Replaced.Add((Add(car, start.AddHours(-1), end.AddHours(-2), "Guest cancellation", wasDriven: false), instead));
                return end;
            default:
                fleet.Lone.Add(Add(car, start, end));
                return end;
        }
    }

    private DateTime AddPair(Car car, PairKind kind, DateTime start, DateTime end, DateTime nextStart)
    {
        var first = Add(car, start, end);
        var second = Add(car, nextStart, nextStart + (end - start));
        // What the rules leave in doubt is not certain: the shared minute, the first half hour of a hand-over, the overlap.
        second.CertainFrom = kind switch
        {
            PairKind.BackToBack => nextStart.AddMinutes(1),
            PairKind.Handover => nextStart.AddMinutes(30),
            PairKind.Overlap => end,
            _ => nextStart,
        };
        first.CertainTo = kind == PairKind.Overlap ? nextStart : end;
        fleet.Pairs.Add(new Pair(kind, first, second));
        return second.End;
    }

    private void LiveThrough(Car car, ClockChange change)
    {
        var sunday = change.Sunday;
        var kinds = car.IsCentral ? [NightKind.Spanned]
            : change.GoesBack
            ? [NightKind.Spanned, NightKind.Spanned, NightKind.Idle, NightKind.EndedAt1930, NightKind.EndedAt2130, NightKind.StartedAt0030, NightKind.StartedAt0130, NightKind.EndedAt0130]
            : (NightKind[])[NightKind.Spanned, NightKind.Spanned, NightKind.Idle, NightKind.EndedAt2130, NightKind.StartedAt0330, NightKind.EndedAt0300, NightKind.StartedAt0230];
        var kind = dice.Of(kinds);
        var (friday, monday) = (sunday.AddHours(-37), sunday.AddHours(40));
        Rental? rental = kind switch
        {
            NightKind.Spanned => Add(car, friday, monday),
            NightKind.EndedAt1930 => Add(car, friday, sunday.AddHours(-4.5)),
            NightKind.EndedAt2130 => Add(car, friday, sunday.AddHours(-2.5)),
            NightKind.StartedAt0030 => Add(car, sunday.AddMinutes(30), monday),
            NightKind.StartedAt0130 => Add(car, sunday.AddMinutes(90), monday),
            NightKind.EndedAt0130 => Add(car, friday, sunday.AddMinutes(90)),
            NightKind.StartedAt0330 => Add(car, sunday.AddMinutes(210), monday),
            NightKind.EndedAt0300 => Add(car, friday, sunday.AddHours(3)),
            NightKind.StartedAt0230 => Add(car, sunday.AddMinutes(150), monday),
            _ => null,
        };
        fleet.Nights.Add(new Night(car, change, kind, rental));
    }

    private void EndLife(Car car)
    {
        var today = WorldClock.TripsFile;
        if (dice.Chance(0.4))
            fleet.Running.Add(Add(car, today.AddHours(-dice.Number(30, 90)), today.AddHours(dice.Number(60, 140)), "In-progress"));
        else if (dice.Chance(0.6))
            fleet.Booked.Add(Add(car, today.AddHours(dice.Number(40, 60)), today.AddHours(dice.Number(90, 140)), "Booked", wasDriven: false));
    }

    private void FindGaps(Car car)
    {
        DateTime? end = null;
        foreach (var rental in car.Rentals.Where(rental => !rental.IsCancelled || rental.WasDriven).OrderBy(rental => rental.Start))
        {
            if (end is { } from && rental.Start - from >= TimeSpan.FromHours(9) && rental.Start < WorldClock.TripsFile)
                car.Gaps.Add(new Gap(car, from, rental.Start));
            end = end is null || rental.End > end ? rental.End : end;
        }

        fleet.Gaps.AddRange(car.Gaps);
    }

    private void CancelIn(Gap gap)
    {
        var rental = Add(gap.Car, gap.ClearFrom.AddHours(2), gap.ClearTo.AddHours(-2), dice.Of(["Guest cancellation", "Host cancellation"]), wasDriven: false);
        fleet.CancelledAlone.Add(rental);
    }
}
