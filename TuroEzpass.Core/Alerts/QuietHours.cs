using NodaTime;

namespace TuroEzpass.Core.Alerts;

/// <summary>The hours of a day in which no one is disturbed, in the recipient's time zone.</summary>
/// <param name="From">When they start.</param>
/// <param name="To">When they end, on the next day if earlier than the start; the same time means no quiet hours.</param>
public readonly record struct QuietHours(LocalTime From, LocalTime To)
{
    /// <summary>From 22 to 7.</summary>
    public static QuietHours Usual { get; } = new(new LocalTime(22, 0), new LocalTime(7, 0));

    /// <summary>No quiet hours.</summary>
    public static QuietHours None { get; }

    /// <summary>The next time at which a message may be sent: now, or when the quiet hours end.</summary>
    public Instant NextLoud(Instant now, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = now.InZone(zone);
        var time = local.TimeOfDay;
        var isQuiet = From < To ? time >= From && time < To : From > To && (time >= From || time < To);
        if (!isQuiet)
            return now;
        var day = time < To ? local.Date : local.Date.PlusDays(1);
        // An hour that the clock skips or repeats must not lose a message.
        return zone.AtLeniently(day + To).ToInstant();
    }
}
