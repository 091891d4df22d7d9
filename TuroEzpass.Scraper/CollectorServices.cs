using Microsoft.Extensions.Options;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;
using TuroEzpass.Scraper.SigningIn;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper;

/// <summary>Registers the collector.</summary>
public static class CollectorServices
{
    /// <summary>Adds the portals (<see cref="PortalCatalog"/>), the browser (<see cref="BrowserHost"/>), the collector
    /// (<see cref="IPortalCollector"/>) and the interactive sign-in (<see cref="PersonSignIn"/>), as configured in the section <c>Scraper</c>.</summary>
    public static IServiceCollection AddPortalCollector(this IServiceCollection services)
    {
        services.AddOptions<ScraperOptions>().BindConfiguration(ScraperOptions.Section);
        services.AddOptions<CollectingOptions>().BindConfiguration(ScraperOptions.Section);
        services.AddSingleton(provider => Load(provider));
        services.AddSingleton<BrowserHost>();
        services.AddSingleton<SiteTries>();
        services.AddSingleton<IPortalCollector, PortalCollector>();
        services.AddSingleton<PersonSignIn>();
        return services;
    }

    private static PortalCatalog Load(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ScraperOptions>>().Value;
        var data = provider.GetService<IOptions<StorageOptions>>()?.Value.DataFolder;
        var folder = options.Definitions.Length > 0 ? options.Definitions : data is { Length: > 0 } ? Path.Combine(data, "portals") : null;
        var catalog = PortalCatalog.Load(folder, options.Simulator);
        var log = provider.GetRequiredService<ILogger<PortalCatalog>>();
        foreach (var refusal in catalog.Refusals)
            PortalCatalog.Refuse(log, refusal);
        return catalog;
    }
}
