using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.PortalSimulator;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;
using TuroEzpass.Scraper.SigningIn;

namespace TuroEzpass.Tests.Scraper.Collecting;

/// <summary>The simulator on a free port and one browser, for all collection tests.</summary>
public sealed class SimulatedPortals : IAsyncLifetime
{
    public const string UserName = "planted.user@example.com";
    public const string Password = "planted pass word 7";
    public const string Code = "918273";

    /// <summary>The last day that has rows.</summary>
    public static readonly LocalDate Today = new(2026, 4, 20);

    private WebApplication? simulator;
    private HttpClient? client;

    public static PortalCredentials Credentials { get; } = new(UserName, Password);

    public PortalCatalog Catalog { get; private set; } = PortalCatalog.Load();

    public BrowserHost Browser { get; private set; } = null!;

    /// <summary>What was logged since the last <see cref="PlayAsync"/>.</summary>
    public ConcurrentQueue<string> Logged { get; } = [];

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Simulator:Today=2026-04-20", "--Simulator:SlowSeconds=0.5", "--Simulator:LoadingMilliseconds=60", "--Simulator:LongLoadingMilliseconds=900",
            "--Simulator:SessionPages=5", "--Simulator:HugeMegabytes=64", $"--Simulator:UserName={UserName}", $"--Simulator:Password={Password}", $"--Simulator:Code={Code}",
        ],
        builder => builder.Logging.ClearProviders());
        await simulator.StartAsync();
        Address = new Uri(simulator.Urls.First());
        client = new HttpClient { BaseAddress = Address };
        Catalog = PortalCatalog.Load(simulator: Address.ToString());
        Browser = new BrowserHost(Catalog, Options.Create(new ScraperOptions()), Options.Create(Timing()), new ListLogger<BrowserHost>(Logged));
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        client?.Dispose();
        if (simulator is not null)
            await simulator.DisposeAsync();
    }

    /// <summary>Short waits, so that a test takes a few seconds; long ones for slow machines.</summary>
    public static CollectingOptions Timing() => new()
    {
        SimulatorPause = TimeSpan.Zero,
        StillTime = TimeSpan.FromMilliseconds(150),
        EmptyTime = TimeSpan.FromSeconds(2.5),
        LookTime = TimeSpan.FromSeconds(1),
        RetryDelay = TimeSpan.FromMilliseconds(20),
        MostDownloadBytes = 8 * 1024 * 1024,
    };

    /// <summary>A collector with its own state.</summary>
    internal PortalCollector Collector(Action<CollectingOptions>? change = null, ScraperOptions? options = null, PortalCatalog? catalog = null, BrowserHost? browser = null)
    {
        Assert.SkipWhen(Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        var timing = Timing();
        change?.Invoke(timing);
        var wrapped = Options.Create(timing);
        return new PortalCollector(catalog ?? Catalog, browser ?? Browser, new SiteTries(wrapped), Options.Create(options ?? new ScraperOptions()), wrapped, new ListLogger<PortalCollector>(Logged));
    }

    /// <summary>The portals with a change in one definition, made like an operator would: with a file in a folder.</summary>
    public PortalCatalog CatalogWith(string portal, Func<string, string> change)
    {
        var folder = Directory.CreateTempSubdirectory("portals-");
        try
        {
            using var reader = new StreamReader(typeof(PortalCatalog).Assembly.GetManifestResourceStream($"portals/{portal}.yaml")!);
            File.WriteAllText(Path.Combine(folder.FullName, $"{portal}.yaml"), change(reader.ReadToEnd()));
            var catalog = PortalCatalog.Load(folder.FullName, Address.ToString());
            Assert.Empty(catalog.Refusals);
            return catalog;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Resets the simulator, and switches a portal's scenario.</summary>
    public async Task PlayAsync(string scenario, string portal)
    {
        Logged.Clear();
        (await client!.PostAsync(new Uri("/reset", UriKind.Relative), null)).EnsureSuccessStatusCode();
        (await client.PostAsync(new Uri($"/scenario/{scenario}?portal={portal}", UriKind.Relative), null)).EnsureSuccessStatusCode();
    }

    /// <summary>Switches without a reset.</summary>
    public async Task SwitchAsync(string scenario, string portal) =>
        (await client!.PostAsync(new Uri($"/scenario/{scenario}?portal={portal}", UriKind.Relative), null)).EnsureSuccessStatusCode();

    /// <summary>The simulator's counters: <c>signInTries</c>, <c>foreignRequests</c> …</summary>
    public async Task<int> SeenAsync(string portal, string what) =>
        (await client!.GetFromJsonAsync<JsonElement>(new Uri("/log", UriKind.Relative))).GetProperty(portal).GetProperty(what).GetInt32();

    /// <summary>A user who signs in by hand, including the code.</summary>
    internal PersonSignIn Person(string user = UserName) => new(Catalog, Options.Create(new ScraperOptions()), Options.Create(Timing()))
    {
        Person = async page =>
        {
            await page.GetByLabel("Email").FillAsync(user);
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
            if (user != UserName)
                return;
            await page.GetByLabel("Verification code").FillAsync(Code);
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        },
    };

    /// <summary>Runs an order, and keeps screenshots and progress.</summary>
    internal static async Task<(Collected Outcome, List<byte[]> Pictures, List<string> Told)> CollectAsync(
        PortalCollector collector, string portal, PortalCredentials? credentials, ReadOnlyMemory<byte> session = default, LocalDate? from = null, CancellationToken cancellation = default)
    {
        var pictures = new List<byte[]>();
        var told = new List<string>();
        var order = new CollectionOrder
        {
            Portal = portal,
            From = from ?? Today.PlusDays(-45),
            Through = Today,
            Credentials = credentials,
            Session = session,
            KeepPage = (picture, _) =>
            {
                pictures.Add(picture.ToArray());
                return Task.CompletedTask;
            },
            Progress = new Listed(told),
        };
        return (await collector.CollectAsync(order, cancellation), pictures, told);
    }

    /// <summary>Checks that no reported or stored text contains a secret.</summary>
    public void AssertNoSecret(Collected outcome, IEnumerable<string> told)
    {
        var cookies = Cookies(outcome.Session);
        var texts = told.Concat(Logged).Append(outcome.ToString()!).Concat(outcome switch
        {
            Collected.Failed failed => [failed.Message, failed.Selector ?? ""],
            Collected.Complete complete => [complete.Summary, .. complete.Files.Select(file => file.Name + file)],
            _ => Array.Empty<string>(),
        });
        foreach (var text in texts)
        {
            foreach (var secret in new[] { UserName, Password, Code }.Concat(cookies))
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    public static IReadOnlyList<string> Cookies(ReadOnlyMemory<byte> session)
    {
        if (session.IsEmpty)
            return [];
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(session.Span));
        return [.. json.RootElement.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetProperty("value").GetString()!)];
    }

    private sealed class Listed(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}

/// <summary>A log that keeps its lines.</summary>
public sealed class ListLogger<T>(ConcurrentQueue<string> lines) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{formatter(state, exception)} {exception}");
}

/// <summary>The tests that share the simulator and the browser.</summary>
[CollectionDefinition(Name)]
public sealed class SimulatedPortalTests : ICollectionFixture<SimulatedPortals>
{
    public const string Name = "Simulated portals";
}
