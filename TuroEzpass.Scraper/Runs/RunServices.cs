using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;
using TuroEzpass.Scraper.Schedule;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Registers the components of a run.</summary>
internal static class RunServices
{
    private static readonly HashSet<string> Known = new(
        typeof(ScraperOptions).GetProperties().Concat(typeof(CollectingOptions).GetProperties()).Select(property => property.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds what is needed for runs, with its options. Keeps an <see cref="ICollectedIntake"/> that is already registered.</summary>
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

    /// <summary>Adds the background services: the worker, the list of portals, and the schedule if this service has it.</summary>
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
        // Two classes share the section, so neither alone can reject unknown keys.
        if (section.GetChildren().FirstOrDefault(child => !Known.Contains(child.Key)) is { } unknown)
            throw new OptionsValidationException(ScraperOptions.Section, typeof(ScraperOptions), [$"{unknown.Path} is not a known setting. The settings are {string.Join(", ", Known.Order(StringComparer.Ordinal))}."]);
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException error)
        {
            // The binder's message names the key whose value has the wrong type.
            throw new OptionsValidationException(ScraperOptions.Section, typeof(ScraperOptions), [$"The section '{ScraperOptions.Section}' can't be read: {error.Message}"]);
        }
    }
}
