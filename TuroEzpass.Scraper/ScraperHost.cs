using TuroEzpass.Scraper.Runs;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper;

/// <summary>Builds the collector, for the service's own <c>Program.cs</c> and for <c>turoezpass serve</c>.</summary>
public static class ScraperHost
{
    /// <summary>Builds the collector without starting it.</summary>
    /// <param name="args">The command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for programs that host the collector.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.Scraper" });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.Services.AddTuroEzpassStorage(builder.Configuration);
        builder.Services.AddPortalCollector().AddRuns(builder.Configuration).AddRunWorkers(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapRunNow();
        return app;
    }
}
