using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;
using TuroEzpass.Scraper.Schedule;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The parts of a run as services.</summary>
internal static class RunServices
{
    private static readonly HashSet<string> Known = new(
        typeof(ScraperOptions).GetProperties().Concat(typeof(CollectingOptions).GetProperties()).Select(property => property.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what does runs, with its options. An <see cref="ICollectedIntake"/> that is there already stays.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScraperOptions>()
            .Configure(options => Bind(configuration, options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScraperOptions>, ScraperOptionsCheck>();
        services.TryAddSingleton<ICollectedIntake, LedgerIntake>();
        services.TryAddSingleton<Func<IReadOnlyList<PortalListing>>>(provider => () => provider.GetRequiredService<PortalCatalog>().Listings);
        return services.AddSingleton<SignIns>().AddSingleton<RunProofs>().AddSingleton<FanOut>().AddSingleton<PortalRuns>()
            .AddSingleton<QueueState>().AddSingleton<RequestReceiver>().AddSingleton<DeadScrapes>();
    }

    /// <summary>Adds what works on its own: the worker, the list of portals, and the schedule where it is this service's.</summary>
    public static IServiceCollection AddRunWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<BrowserNotice>().AddHostedService<PortalPublisher>().AddHostedService<ScrapeWorker>();
        services.AddHealthChecks().AddCheck<BrowserHealthCheck>("browser", HealthStatus.Degraded).AddCheck<QueueHealthCheck>("queue", HealthStatus.Degraded);
        var options = new ScraperOptions();
        Bind(configuration, options);
        return options.Schedule == ScheduleBy.Internal ? services.AddHostedService<Scheduler>() : services;
    }

    private static void Bind(IConfiguration configuration, ScraperOptions options)
    {
        var section = configuration.GetSection(ScraperOptions.Section);
        // Two classes share the section, so neither can refuse what it does not know.
        if (section.GetChildren().FirstOrDefault(child => !Known.Contains(child.Key)) is { } unknown)
            throw new OptionsValidationException(ScraperOptions.Section, typeof(ScraperOptions), [$"There is no setting {unknown.Path}. Those that there are: {string.Join(", ", Known.Order(StringComparer.Ordinal))}."]);
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException error)
        {
            // The binder's text names the key whose value is not of its kind.
            throw new OptionsValidationException(ScraperOptions.Section, typeof(ScraperOptions), [$"The section '{ScraperOptions.Section}' can't be read: {error.Message}"]);
        }
    }
}
