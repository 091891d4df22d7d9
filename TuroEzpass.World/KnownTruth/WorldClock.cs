using NodaTime;

namespace TuroEzpass.World.KnownTruth;

/// <summary>A night in which the clocks of the United States change, by its Sunday.</summary>
/// <param name="Sunday">Midnight that starts the Sunday.</param>
/// <param name="GoesBack">Whether 1:00 to 2:00 comes twice; else 2:00 to 3:00 is skipped.</param>
internal sealed record ClockChange(LocalDateTime Sunday, bool GoesBack);

/// <summary>The days of the fleets of known truth. All times are wall-clock times of the car or of the facility.</summary>
internal static class WorldClock
{
    /// <summary>No trip starts earlier.</summary>
    public static readonly LocalDateTime FirstDay = new(2024, 9, 10, 0, 0);

    /// <summary>The day on which the host downloaded an earlier trips file.</summary>
    public static readonly LocalDateTime OlderTripsFile = new(2025, 12, 31, 0, 0);

    /// <summary>The day on which the host downloaded the trips file.</summary>
    public static readonly LocalDateTime TripsFile = new(2026, 4, 10, 0, 0);

    /// <summary>The nights in which the clocks change, from the calendar.</summary>
    public static readonly IReadOnlyList<ClockChange> ClockChanges =
    [
        new(new(2024, 11, 3, 0, 0), true), new(new(2025, 3, 9, 0, 0), false), new(new(2025, 11, 2, 0, 0), true), new(new(2026, 3, 8, 0, 0), false),
    ];

    /// <summary>Whether a clock changes so near that wall-clock arithmetic would not hold; only the situations made for
    /// these nights plant tolls there.</summary>
    public static bool IsNearClockChange(LocalDateTime moment)
    {
        foreach (var change in ClockChanges)
        {
            if (moment > change.Sunday.PlusHours(-28) && moment < change.Sunday.PlusHours(32))
                return true;
        }

        return false;
    }
}
