using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Turo;

namespace TuroEzpass.World.KnownTruth;

/// <summary>Invents a car's history: consecutive trips with the pauses that create cases. Between two episodes the car
/// is free for 10 h or more, so that an episode's uncertain times never reach into another.</summary>
internal sealed class LifeBuilder(Fleet fleet, Dice dice)
{
    private int reservations;

    /// <summary>Gives a car its trips and gaps.</summary>
    public void Live(Car car)
    {
        var from = WorldClock.FirstDay.PlusHours(8);
        foreach (var change in WorldClock.ClockChanges)
        {
            Fill(car, from, change.Sunday.PlusHours(-60));
            LiveThrough(car, change);
            from = change.Sunday.PlusHours(56);
        }

        Fill(car, from, WorldClock.TripsFile.PlusDays(-6));
        EndLife(car);
        FindGaps(car);
        foreach (var gap in car.Gaps.Where(gap => gap.ClearFrom.Until(gap.ClearTo) > TimeSpan.FromHours(20) && dice.Chance(0.2)))
            CancelIn(gap);
    }

    private GuestTrip Add(Car car, LocalDateTime start, LocalDateTime end, TripStanding? cancelled = null, bool wasDriven = true, LocalDateTime? firstEnd = null)
    {
        var trip = new GuestTrip
        {
            Id = (50_000_000 + reservations++).ToString(CultureInfo.InvariantCulture),
            Car = car,
            Start = start,
            End = end,
            Guest = string.Create(CultureInfo.InvariantCulture, $"Guest {50_000_000 + reservations - 1}"),
            Cancelled = cancelled,
            // Known from the booked start.
            CancelledAt = start,
            WasDriven = wasDriven,
            FirstEnd = firstEnd,
            ExtendedAt = firstEnd is null ? null : WorldClock.TripsFile,
            CertainFrom = start,
            CertainTo = end,
        };
        car.Trips.Add(trip);
        if (cancelled is null && end <= WorldClock.TripsFile)
            fleet.Certain.Add(trip);
        return trip;
    }

    private void Fill(Car car, LocalDateTime from, LocalDateTime to)
    {
        var now = from;
        while (true)
        {
            now = AtHalfHour(now.PlusHours(dice.Chance(0.3) ? dice.Number(10, 14) : dice.Chance(0.7) ? dice.Number(14, 48) : dice.Number(48, 144)));
            var length = dice.Chance(0.1) ? dice.Number(8, 24) : dice.Chance(0.7) ? dice.Number(24, 72) : dice.Number(72, 168);
            // An episode lasts at most three trip lengths.
            if (now.PlusHours(length * 3) > to)
                return;
            now = Episode(car, now, now.PlusMinutes(length * 60 / 30 * 30));
        }
    }

    private static LocalDateTime AtHalfHour(LocalDateTime moment) => moment.Midnight().PlusMinutes((moment.MinuteOfDay() + 29) / 30 * 30);

    private LocalDateTime Episode(Car car, LocalDateTime start, LocalDateTime end)
    {
        var length = start.Until(end);
        switch (dice.Number(0, 100))
        {
            case < 12:
                return AddPair(car, PairKind.BackToBack, start, end, end);
            case < 22:
                return AddPair(car, PairKind.Handover, start, end, end.PlusMinutes(dice.Of([15, 30, 45, 60, 90, 115])));
            case < 29:
                return AddPair(car, PairKind.ShortPause, start, end, end.PlusMinutes(dice.Number(125, 355)));
            case < 32 when length > TimeSpan.FromHours(20):
                return AddPair(car, PairKind.Overlap, start, end, end.PlusHours(-dice.Number(2, 10)));
            case < 35:
                var used = Add(car, start, end, dice.Of([TripStanding.GuestCancelled, TripStanding.HostCancelled]));
                fleet.CancelledAfterUse.Add(used);
                return end;
            case < 40 when length > TimeSpan.FromHours(40):
                fleet.Extended.Add(Add(car, start, end, firstEnd: start.Plus(length / 2)));
                return end;
            case < 45:
                var instead = Add(car, start, end);
                fleet.Replaced.Add((Add(car, start.PlusHours(-1), end.PlusHours(-2), TripStanding.GuestCancelled, wasDriven: false), instead));
                return end;
            default:
                fleet.Lone.Add(Add(car, start, end));
                return end;
        }
    }

    private LocalDateTime AddPair(Car car, PairKind kind, LocalDateTime start, LocalDateTime end, LocalDateTime nextStart)
    {
        var first = Add(car, start, end);
        var second = Add(car, nextStart, nextStart.Plus(start.Until(end)));
        // Times that the rules leave uncertain do not count: the shared minute, the first half hour of a handover, the overlap.
        second.CertainFrom = kind switch
        {
            PairKind.BackToBack => nextStart.PlusMinutes(1),
            PairKind.Handover => nextStart.PlusMinutes(30),
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
        var (friday, monday) = (sunday.PlusHours(-37), sunday.PlusHours(40));
        GuestTrip? trip = kind switch
        {
            NightKind.Spanned => Add(car, friday, monday),
            NightKind.EndedAt1930 => Add(car, friday, sunday.PlusMinutes(-270)),
            NightKind.EndedAt2130 => Add(car, friday, sunday.PlusMinutes(-150)),
            NightKind.StartedAt0030 => Add(car, sunday.PlusMinutes(30), monday),
            NightKind.StartedAt0130 => Add(car, sunday.PlusMinutes(90), monday),
            NightKind.EndedAt0130 => Add(car, friday, sunday.PlusMinutes(90)),
            NightKind.StartedAt0330 => Add(car, sunday.PlusMinutes(210), monday),
            NightKind.EndedAt0300 => Add(car, friday, sunday.PlusHours(3)),
            NightKind.StartedAt0230 => Add(car, sunday.PlusMinutes(150), monday),
            _ => null,
        };
        fleet.Nights.Add(new Night(car, change, kind, trip));
    }

    private void EndLife(Car car)
    {
        var today = WorldClock.TripsFile;
        if (dice.Chance(0.4))
            fleet.Running.Add(Add(car, today.PlusHours(-dice.Number(30, 90)), today.PlusHours(dice.Number(60, 140))));
        else if (dice.Chance(0.6))
            fleet.Booked.Add(Add(car, today.PlusHours(dice.Number(40, 60)), today.PlusHours(dice.Number(90, 140)), wasDriven: false));
    }

    private void FindGaps(Car car)
    {
        LocalDateTime? end = null;
        foreach (var trip in car.Trips.Where(trip => !trip.IsCancelled || trip.WasDriven).OrderBy(trip => trip.Start))
        {
            if (end is { } from && from.Until(trip.Start) >= TimeSpan.FromHours(9) && trip.Start < WorldClock.TripsFile)
                car.Gaps.Add(new Gap(car, from, trip.Start));
            end = end is null || trip.End > end ? trip.End : end;
        }

        fleet.Gaps.AddRange(car.Gaps);
    }

    private void CancelIn(Gap gap)
    {
        var trip = Add(gap.Car, gap.ClearFrom.PlusHours(2), gap.ClearTo.PlusHours(-2), dice.Of([TripStanding.GuestCancelled, TripStanding.HostCancelled]), wasDriven: false);
        fleet.CancelledAlone.Add(trip);
    }
}
