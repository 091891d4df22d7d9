using Cronos;
using Microsoft.Extensions.Options;

namespace TuroEzpass.Scraper;

/// <summary>Refuses what can't work before anything is started; each sentence names its key.</summary>
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
            yield return $"Scraper:Schedule '{options.Schedule}' is neither 'Internal' nor 'External'.";
        if (!IsCron(options.Cron))
            yield return $"Scraper:Cron '{options.Cron}' is no cron expression of five fields; write '30 5 * * *' for half past five each day.";
        if (options.Zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _))
            yield return $"Scraper:Zone '{options.Zone}' is no time zone of the tz database; write one like America/New_York, or leave it out for the machine's own.";
        if (options.Jitter < TimeSpan.Zero || options.Jitter > MostJitter)
            yield return $"Scraper:Jitter takes a time from 00:00:00 to 06:00:00, not {options.Jitter}.";
        if (options.RunTime < LeastRun || options.RunTime > MostRun)
            yield return $"Scraper:RunTime takes a time from 00:01:00 to 06:00:00, not {options.RunTime}.";
        if (options.Concurrency is < 1 or > MostAtOnce)
            yield return $"Scraper:Concurrency is a number from 1 to {MostAtOnce}, not {options.Concurrency}.";
        if (options.Simulator.Length > 0 && !(Uri.TryCreate(options.Simulator, UriKind.Absolute, out var simulator) && simulator.Scheme is "http" or "https"))
            yield return $"Scraper:Simulator '{options.Simulator}' is no address; write one like http://127.0.0.1:5183, or leave it out.";
        if (options.Definitions.Length > 0 && !Directory.Exists(options.Definitions))
            yield return $"Scraper:Definitions '{options.Definitions}' is no folder that exists; create it, or leave the key out.";
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
