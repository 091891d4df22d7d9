using NodaTime;

namespace TuroEzpass.World.KnownTruth;

/// <summary>A night when the clocks in the United States change, by its Sunday.</summary>
/// <param name="Sunday">The start of the Sunday.</param>
/// <param name="GoesBack">Whether 1:00 to 2:00 is repeated; otherwise 2:00 to 3:00 is skipped.</param>
internal sealed record ClockChange(LocalDateTime Sunday, bool GoesBack);

/// <summary>The days of the fleets with known truth. All times are local times of the car or the facility.</summary>
internal static class WorldClock
{
    /// <summary>No trip starts earlier.</summary>
    public static readonly LocalDateTime FirstDay = new(2024, 9, 10, 0, 0);

    /// <summary>The day on which the host downloaded the earlier trips file.</summary>
    public static readonly LocalDateTime OlderTripsFile = new(2025, 12, 31, 0, 0);

    /// <summary>The day on which the host downloaded the trips file.</summary>
    public static readonly LocalDateTime TripsFile = new(2026, 4, 10, 0, 0);

    /// <summary>The nights when the clocks change.</summary>
    public static readonly IReadOnlyList<ClockChange> ClockChanges =
    [
        new(new(2024, 11, 3, 0, 0), true), new(new(2025, 3, 9, 0, 0), false), new(new(2025, 11, 2, 0, 0), true), new(new(2026, 3, 8, 0, 0), false),
    ];

    /// <summary>Whether wall-clock arithmetic would be wrong because of a nearby clock change; only the situations for
    /// these nights add tolls there.</summary>
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
