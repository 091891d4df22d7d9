using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.PortalSimulator;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Benchmarks.Scrape;

/// <summary>The simulated New York site with 5,000 rows, and a collector that reads its table with ten rows per page.</summary>
internal sealed class ScrapeWorld : IAsyncDisposable
{
    /// <summary>The number of rows on all pages.</summary>
    public const int Rows = 5_000;

    /// <summary>The number of rows on a page.</summary>
    public const int PageRows = 10;

    private const string UserName = "driver";
    private const string Password = "correct horse";
    private readonly WebApplication simulator;
    private readonly DirectoryInfo definitions = Directory.CreateTempSubdirectory("portals-");

    private ScrapeWorld(WebApplication simulator)
    {
        this.simulator = simulator;
        Address = new Uri(simulator.Urls.First());
        using var reader = new StreamReader(typeof(PortalCatalog).Assembly.GetManifestResourceStream("portals/ezpassny.yaml")!);
        var yaml = reader.ReadToEnd();
        var (export, table) = (yaml.IndexOf("  export:", StringComparison.Ordinal), yaml.IndexOf("  table:", StringComparison.Ordinal));
        File.WriteAllText(
            Path.Combine(definitions.FullName, "ezpassny.yaml"),
            yaml.Remove(export, table - export).Replace("days: 31", "days: 366", StringComparison.Ordinal).Replace("option: '100'", "option: '10'", StringComparison.Ordinal));
        Tables = PortalCatalog.Load(definitions.FullName, Address.ToString());
        Exports = PortalCatalog.Load(simulator: Address.ToString());
        Browser = new BrowserHost(Exports, Options.Create(new ScraperOptions()), Options.Create(Timing), NullLogger<BrowserHost>.Instance);
    }

    /// <summary>The last day that has rows.</summary>
    public static LocalDate Today { get; } = new(2026, 4, 20);

    /// <summary>The sign-in.</summary>
    public static PortalCredentials Credentials { get; } = new(UserName, Password);

    /// <summary>The simulator's address.</summary>
    public Uri Address { get; }

    /// <summary>The portals, with New York's export removed.</summary>
    public PortalCatalog Tables { get; }

    /// <summary>The unchanged portals.</summary>
    public PortalCatalog Exports { get; }

    /// <summary>The browser.</summary>
    public BrowserHost Browser { get; }

    private static CollectingOptions Timing { get; } = new() { SimulatorPause = TimeSpan.Zero };

    /// <summary>Starts the simulator.</summary>
    public static async Task<ScrapeWorld> StartAsync()
    {
        var simulator = SimulatorHost.Build(
            ["--urls", "http://127.0.0.1:0", "--Simulator:Today=2026-04-20", $"--Simulator:Rows={Rows}", "--Simulator:LoadingMilliseconds=0", $"--Simulator:UserName={UserName}", $"--Simulator:Password={Password}"],
            builder => builder.Logging.ClearProviders());
        await simulator.StartAsync();
        return new ScrapeWorld(simulator);
    }

    /// <summary>Runs a collection.</summary>
    /// <returns>Rows, screenshots and the session.</returns>
    public async Task<(int Rows, int Pictures, ReadOnlyMemory<byte> Session)> CollectAsync(PortalCatalog catalog, LocalDate from, ReadOnlyMemory<byte> session)
    {
        var timing = Options.Create(Timing);
        var collector = new PortalCollector(catalog, Browser, new SiteTries(timing), Options.Create(new ScraperOptions()), timing, NullLogger<PortalCollector>.Instance);
        var pictures = 0;
        var collected = await collector.CollectAsync(new CollectionOrder
        {
            Portal = "ezpassny",
            From = from,
            Through = Today,
            Credentials = Credentials,
            Session = session,
            KeepPage = (_, _) => Task.FromResult(pictures++),
        });
        return collected is Collected.Complete complete
            ? (complete.Rows, pictures, complete.Session)
            : throw new InvalidOperationException(((Collected.Failed)collected).Message);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await simulator.DisposeAsync();
        definitions.Delete(recursive: true);
    }
}
