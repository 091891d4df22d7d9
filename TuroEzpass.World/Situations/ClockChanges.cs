using TuroEzpass.World.Cars;
using TuroEzpass.World.KnownTruth;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Situations;

/// <summary>The nights when the clock goes back (1:00 to 2:00 is repeated) or forward (2:00 to 3:00 is skipped).
/// Each verdict was worked out by hand from the instants that a local time may mean.</summary>
internal static class ClockChanges
{
    public static IReadOnlyList<ISituation> List { get; } = [new Situation(1.2, InTheNight), new Situation(0.8, EntryInTheNight)];

    private static bool InTheNight(Planting planting)
    {
        var night = planting.Dice.Of(planting.Fleet.Nights);
        if (night.Car.IsCentral)
            return false;
        var cases = night.Change.GoesBack ? WhenClocksGoBack(night) : WhenClocksGoForward(night);
        var (from, to, verdict) = planting.Dice.Of(cases);
        var minute = planting.Dice.Number(from, to);
        var second = planting.Dice.Number(0, 60);
        return planting.Toll($"clocks {(night.Change.GoesBack ? "back" : "forward")}, {night.Kind}", night.Car, night.Change.Sunday.PlusMinutes(minute).PlusSeconds(second), verdict);
    }

    /// <summary>Periods of the Sunday, in minutes after midnight local time, with the outcome of a toll in them.</summary>
    private static (int From, int To, Verdict Verdict)[] WhenClocksGoBack(Night night) => night.Kind switch
    {
        // Both readings of the ambiguous hour are inside the trip.
        NightKind.Spanned => [(0, 300, Verdict.Of(night.Trip!)), (60, 120, Verdict.Of(night.Trip!))],
        NightKind.Idle => [(0, 300, Verdict.Expense), (60, 120, Verdict.Expense)],
        // 19:30 + 6 h = the first 1:30. From 1:00 to 1:30 the second reading is after the period; from 1:30 both are.
        NightKind.EndedAt1930 => [(0, 60, Verdict.Review), (60, 90, Verdict.Review), (90, 120, Verdict.Expense), (120, 300, Verdict.Expense)],
        // 21:30 + 6 h = 2:30 by the new time.
        NightKind.EndedAt2130 => [(60, 150, Verdict.Review), (150, 300, Verdict.Expense)],
        NightKind.StartedAt0030 => [(0, 30, Verdict.Review), (30, 300, Verdict.Of(night.Trip!))],
        // The start itself is ambiguous.
        NightKind.StartedAt0130 => [(35, 60, Verdict.Review), (60, 120, Verdict.Review), (120, 300, Verdict.Of(night.Trip!))],
        NightKind.EndedAt0130 => [(0, 60, Verdict.Of(night.Trip!)), (60, 120, Verdict.Review), (120, 300, Verdict.Review)],
        _ => throw new InvalidOperationException(night.Kind.ToString()),
    };

    private static (int From, int To, Verdict Verdict)[] WhenClocksGoForward(Night night) => night.Kind switch
    {
        NightKind.Spanned => [(0, 120, Verdict.Of(night.Trip!)), (120, 180, Verdict.Review), (180, 400, Verdict.Of(night.Trip!))],
        NightKind.Idle => [(0, 120, Verdict.Expense), (120, 180, Verdict.Review), (180, 400, Verdict.Expense)],
        // 21:30 + 6 h = 4:30 by the new time.
        NightKind.EndedAt2130 => [(0, 120, Verdict.Review), (180, 270, Verdict.Review), (270, 400, Verdict.Expense)],
        // 3:30 less 60 min = 1:30 by the old time.
        NightKind.StartedAt0330 => [(0, 90, Verdict.Expense), (90, 120, Verdict.Review), (180, 210, Verdict.Review), (210, 400, Verdict.Of(night.Trip!))],
        NightKind.EndedAt0300 => [(0, 120, Verdict.Of(night.Trip!)), (120, 180, Verdict.Review), (180, 400, Verdict.Review)],
        // The start was skipped: certain once every reading of it has passed.
        NightKind.StartedAt0230 => [(120, 180, Verdict.Review), (210, 400, Verdict.Of(night.Trip!))],
        _ => throw new InvalidOperationException(night.Kind.ToString()),
    };

    /// <summary>An entry with a later local time than the exit: it was the day before, or in the same ambiguous hour.</summary>
    private static bool EntryInTheNight(Planting planting)
    {
        var night = planting.Dice.Of(planting.Fleet.Nights);
        if (night.Car.Home != Home.NewJersey || night.Car.IsCentral || !night.Change.GoesBack || planting.Plaza(night.Car, Ends.Both, Clock.Eastern) is not { } plaza)
            return false;
        var exit = planting.Dice.Number(62, 100);
        var sunday = night.Change.Sunday;
        switch (night.Kind)
        {
            case NightKind.Spanned when planting.Dice.Chance(0.5):
                return TwoEnds.Place(planting, "clocks back, entry before midnight", night.Car, sunday.PlusMinutes(-planting.Dice.Number(5, 50)), sunday.PlusMinutes(exit), Verdict.Of(night.Trip!), plaza);
            case NightKind.Spanned:
                return TwoEnds.Place(planting, "clocks back, entry later than exit", night.Car, sunday.PlusMinutes(exit + 15), sunday.PlusMinutes(exit), Verdict.Of(night.Trip!), plaza);
            case NightKind.StartedAt0030:
                // If the entry was the day before, it is outside the trip; if in the same night, inside. Both are considered.
                return TwoEnds.Place(planting, "clocks back, entry later than exit, trip just begun", night.Car, sunday.PlusMinutes(exit + 15), sunday.PlusMinutes(exit), Verdict.Review, plaza);
            case NightKind.Idle:
                return TwoEnds.Place(planting, "clocks back, entry later than exit, host drives", night.Car, sunday.PlusMinutes(exit + 15), sunday.PlusMinutes(exit), Verdict.Expense, plaza);
            default:
                return false;
        }
    }
}
