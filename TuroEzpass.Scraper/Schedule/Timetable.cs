using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cronos;
using NodaTime;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>The times of scheduled collections: a cron expression in a time zone, plus a random delay. When a clock moves forward,
/// a skipped time is replaced by the next minute that exists; when it moves back, a repeated time counts once.</summary>
internal sealed class Timetable
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(8);
    private readonly CronExpression cron;
    private readonly TimeZoneInfo zone;
    private readonly TimeSpan jitter;

    private Timetable(CronExpression cron, TimeZoneInfo zone, TimeSpan jitter) => (this.cron, this.zone, this.jitter) = (cron, zone, jitter);

    /// <summary>Creates the timetable from validated options.</summary>
    /// <exception cref="CronFormatException">The expression is not valid.</exception>
    /// <exception cref="TimeZoneNotFoundException">The time zone is not known.</exception>
    public static Timetable Of(ScraperOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Timetable(
            CronExpression.Parse(options.Cron, CronFormat.Standard),
            options.Zone.Length == 0 ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(options.Zone),
            options.Jitter);
    }

    /// <summary>The last scheduled time that has passed; null if there was none within eight days. If several were missed, only the
    /// last one counts: one collection reads all of their days.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="seed">The random seed; shared by all processes of a system, so that they agree.</param>
    public Instant? LastDue(Instant now, string seed)
    {
        var until = now.ToDateTimeUtc();
        return cron.GetOccurrences(until - LookBack, until, zone, fromInclusive: false, toInclusive: true)
            .Select(Instant.FromDateTimeUtc).LastOrDefault(at => at + Later(at, seed) <= now) is var due && due != default ? due : null;
    }

    /// <summary>The random delay of a scheduled time.</summary>
    private Duration Later(Instant at, string seed)
    {
        var chance = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {at.ToUnixTimeSeconds()}")));
        return Duration.FromTimeSpan(jitter) * (BitConverter.ToUInt32(chance) / (double)uint.MaxValue);
    }
}
