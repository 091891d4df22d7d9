using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TuroEzpass.Scraper.Schedule;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The parts of a run as services.</summary>
internal static class RunServices
{
    /// <summary>Adds what does runs, with its options. An <see cref="ICollectedIntake"/> that is there already stays.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScraperOptions>()
            .Configure(options => Bind(configuration, options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScraperOptions>, ScraperOptionsCheck>();
        services.TryAddSingleton<ICollectedIntake, LedgerIntake>();
        return services.AddSingleton<SignIns>().AddSingleton<RunProofs>().AddSingleton<FanOut>().AddSingleton<PortalRuns>()
            .AddSingleton<QueueState>().AddSingleton<RequestReceiver>().AddSingleton<DeadScrapes>();
    }

    /// <summary>Adds what works on its own: the worker, the list of portals, and the schedule where it is this service's.</summary>
    public static IServiceCollection AddRunWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<PortalPublisher>().AddHostedService<ScrapeWorker>();
        var options = new ScraperOptions();
        Bind(configuration, options);
        return options.Schedule == ScheduleBy.Internal ? services.AddHostedService<Scheduler>() : services;
    }

    private static void Bind(IConfiguration configuration, ScraperOptions options)
    {
        try
        {
            configuration.GetSection(ScraperOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            // The binder's text names the key: a misspelt one, or one whose value is not of its kind.
            throw new OptionsValidationException(ScraperOptions.Section, typeof(ScraperOptions), [$"The section 'Scraper' can't be read: {error.Message}"]);
        }
    }
}
