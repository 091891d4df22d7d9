using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cronos;
using NodaTime;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>When the scheduled collections are: a cron expression in a zone, each a little later by chance. Where a clock is put forward
/// the time that is left out comes with the next minute that there is, and where it is put back it comes once.</summary>
internal sealed class Timetable
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(8);
    private readonly CronExpression cron;
    private readonly TimeZoneInfo zone;
    private readonly TimeSpan jitter;

    private Timetable(CronExpression cron, TimeZoneInfo zone, TimeSpan jitter) => (this.cron, this.zone, this.jitter) = (cron, zone, jitter);

    /// <summary>The timetable of checked options.</summary>
    /// <exception cref="CronFormatException">The expression is none.</exception>
    /// <exception cref="TimeZoneNotFoundException">The zone is none.</exception>
    public static Timetable Of(ScraperOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Timetable(
            CronExpression.Parse(options.Cron, CronFormat.Standard),
            options.Zone.Length == 0 ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(options.Zone),
            options.Jitter);
    }

    /// <summary>The last time of the timetable that has come; null when none has within eight days. Of several that were missed it is the
    /// last: one collection reads all of their days.</summary>
    /// <param name="now">Now.</param>
    /// <param name="seed">Chance: the same for all processes of a system, so that they agree.</param>
    public Instant? LastDue(Instant now, string seed)
    {
        var until = now.ToDateTimeUtc();
        return cron.GetOccurrences(until - LookBack, until, zone, fromInclusive: false, toInclusive: true)
            .Select(Instant.FromDateTimeUtc).LastOrDefault(at => at + Later(at, seed) <= now) is var due && due != default ? due : null;
    }

    /// <summary>How much later than its time it begins.</summary>
    private Duration Later(Instant at, string seed)
    {
        var chance = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {at.ToUnixTimeSeconds()}")));
        return Duration.FromTimeSpan(jitter) * (BitConverter.ToUInt32(chance) / (double)uint.MaxValue);
    }
}
