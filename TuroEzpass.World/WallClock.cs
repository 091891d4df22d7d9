using NodaTime;

namespace TuroEzpass.World;

/// <summary>Reckoning with times as a clock on the wall shows them.</summary>
internal static class WallClock
{
    /// <summary>The time between two readings of one clock.</summary>
    public static TimeSpan Until(this LocalDateTime from, LocalDateTime to) => to.ToDateTimeUnspecified() - from.ToDateTimeUnspecified();

    /// <summary>The reading after a time.</summary>
    public static LocalDateTime Plus(this LocalDateTime from, TimeSpan time) => from.PlusTicks(time.Ticks);

    /// <summary>The midnight that began the day.</summary>
    public static LocalDateTime Midnight(this LocalDateTime moment) => moment.Date.AtMidnight();

    /// <summary>Minutes since midnight.</summary>
    public static int MinuteOfDay(this LocalDateTime moment) => (moment.Hour * 60) + moment.Minute;
}
