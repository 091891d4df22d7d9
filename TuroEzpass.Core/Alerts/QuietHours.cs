using NodaTime;

namespace TuroEzpass.Core.Alerts;

/// <summary>The hours of a day in which nobody is disturbed, in the zone of who would be.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end, on the next day where that is earlier; the same time means none.</param>
public readonly record struct QuietHours(LocalTime From, LocalTime To)
{
    /// <summary>From 22 to 7.</summary>
    public static QuietHours Usual { get; } = new(new LocalTime(22, 0), new LocalTime(7, 0));

    /// <summary>None.</summary>
    public static QuietHours None { get; }

    /// <summary>When somebody may be disturbed: now, or when the quiet hours end.</summary>
    public Instant NextLoud(Instant now, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = now.InZone(zone);
        var time = local.TimeOfDay;
        var isQuiet = From < To ? time >= From && time < To : From > To && (time >= From || time < To);
        if (!isQuiet)
            return now;
        var day = time < To ? local.Date : local.Date.PlusDays(1);
        // An hour that the clock skips, or has twice, must not lose a message.
        return zone.AtLeniently(day + To).ToInstant();
    }
}
