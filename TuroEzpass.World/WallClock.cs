using NodaTime;

namespace TuroEzpass.World;

/// <summary>Calculates with wall-clock times.</summary>
internal static class WallClock
{
    /// <summary>The difference between two readings of a clock.</summary>
    public static TimeSpan Until(this LocalDateTime from, LocalDateTime to) => to.ToDateTimeUnspecified() - from.ToDateTimeUnspecified();

    /// <summary>A reading plus a time.</summary>
    public static LocalDateTime Plus(this LocalDateTime from, TimeSpan time) => from.PlusTicks(time.Ticks);

    /// <summary>The start of the day.</summary>
    public static LocalDateTime Midnight(this LocalDateTime moment) => moment.Date.AtMidnight();

    /// <summary>Minutes since midnight.</summary>
    public static int MinuteOfDay(this LocalDateTime moment) => (moment.Hour * 60) + moment.Minute;
}
