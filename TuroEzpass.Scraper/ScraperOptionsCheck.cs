using Cronos;
using Microsoft.Extensions.Options;

namespace TuroEzpass.Scraper;

/// <summary>Rejects invalid options before anything starts; each message names its key.</summary>
internal sealed class ScraperOptionsCheck : IValidateOptions<ScraperOptions>
{
    private const int MostAtOnce = 8;
    private static readonly TimeSpan MostJitter = TimeSpan.FromHours(6);
    private static readonly TimeSpan LeastRun = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostRun = TimeSpan.FromHours(6);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ScraperOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ScraperOptions options)
    {
        if (!Enum.IsDefined(options.Schedule))
            yield return $"Scraper:Schedule '{options.Schedule}' must be 'Internal' or 'External'.";
        if (!IsCron(options.Cron))
            yield return $"Scraper:Cron '{options.Cron}' must be a cron expression with five fields, such as '30 5 * * *' for 5:30 a.m. every day.";
        if (options.Zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _))
            yield return $"Scraper:Zone '{options.Zone}' must be a time zone of the tz database, such as America/New_York. Leave it out to use the machine's time zone.";
        if (options.Jitter < TimeSpan.Zero || options.Jitter > MostJitter)
            yield return $"Scraper:Jitter '{options.Jitter}' must be from 00:00:00 to 06:00:00.";
        if (options.RunTime < LeastRun || options.RunTime > MostRun)
            yield return $"Scraper:RunTime '{options.RunTime}' must be from 00:01:00 to 06:00:00.";
        if (options.Concurrency is < 1 or > MostAtOnce)
            yield return $"Scraper:Concurrency '{options.Concurrency}' must be from 1 to {MostAtOnce}.";
        if (options.Simulator.Length > 0 && !(Uri.TryCreate(options.Simulator, UriKind.Absolute, out var simulator) && simulator.Scheme is "http" or "https"))
            yield return $"Scraper:Simulator '{options.Simulator}' must be an address such as http://127.0.0.1:5183. Leave it out to use the real sites.";
        if (options.Definitions.Length > 0 && !Directory.Exists(options.Definitions))
            yield return $"Scraper:Definitions '{options.Definitions}' does not exist. Create the folder, or leave out the key.";
    }

    private static bool IsCron(string text)
    {
        try
        {
            CronExpression.Parse(text, CronFormat.Standard);
            return true;
        }
        catch (Exception fault) when (fault is CronFormatException or ArgumentNullException)
        {
            return false;
        }
    }
}
