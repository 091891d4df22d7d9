using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Testing;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>The collector's runs on SQLite and files in a folder, with scripted sites.</summary>
internal sealed class RunWorld : IAsyncDisposable
{
    public const string Ny = "ezpassny";
    public const string Nj = "ezpassnj";

    public static readonly PortalListing[] Portals =
    [
        new(Nj, "E-ZPass New Jersey", "www.ezpassnj.com", PortalKind.Tolls, false, "A test's.", false),
        new(Ny, "E-ZPass New York", "www.e-zpassny.com", PortalKind.Tolls, false, "A test's.", false),
        new("turo", "Turo", "turo.com", PortalKind.Trips, true, "A test's.", false),
    ];

    private readonly LocalEngine engine;
    private readonly ServiceProvider services;

    private RunWorld(LocalEngine engine, ServiceProvider services, ScriptedCollector collector) => (this.engine, this.services, Collector) = (engine, services, collector);

    public static OwnerId Owner { get; } = OwnerId.Parse("host");

    public ScriptedCollector Collector { get; }

    public FakeClock Clock => engine.Clock;

    public string Folder => engine.Folder;

    public IRecordStore Records => Service<IRecordStore>();

    public IWorkQueue Queue => Service<IWorkQueue>();

    public IProofStore Proofs => Service<IProofStore>();

    public ICredentialStore Credentials => Service<ICredentialStore>();

    public AccountBook Accounts => new(Records, Owner);

    public RunBook Book => new(Records, Owner);

    public RequestReceiver Receiver => Service<RequestReceiver>();

    public ScrapeRequests Requests => new(Records, Queue, Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts at noon of a day in New York.</summary>
    public static async Task<RunWorld> NewAsync(LocalDate? today = null, Action<IServiceCollection>? configure = null)
    {
        var engine = new LocalEngine();
        engine.Clock.Reset((today ?? new LocalDate(2026, 3, 10)).At(new LocalTime(12, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb["America/New_York"]).ToInstant());
        var collector = new ScriptedCollector();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug))
            .AddSingleton<IClock>(engine.Clock)
            .AddSingleton(await engine.RecordsAsync()).AddSingleton(await engine.QueueAsync()).AddSingleton(await engine.ProofsAsync()).AddSingleton(await engine.CredentialsAsync())
            .AddSingleton<IPortalCollector>(collector)
            .AddSingleton<Func<IReadOnlyList<PortalListing>>>(() => Portals)
            .AddRuns(new ConfigurationBuilder().Build());
        configure?.Invoke(services);
        return new RunWorld(engine, services.BuildServiceProvider(), collector);
    }

    /// <summary>Options that a test needs and that can't be configured.</summary>
    public static Action<IServiceCollection> With(ScraperOptions options) => services => services.AddSingleton(Options.Create(options));

    public T Service<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<PortalAccount> EnableAsync(string portal, OwnerId? owner = null) =>
        new AccountBook(Records, owner ?? Owner).ChangeAsync(portal, account => account with { IsEnabled = true }, Cancel);

    public Task SignInAsync(string portal, string name = "driver@example.org", string password = "correct horse") =>
        Credentials.SaveCredentialsAsync(Owner, portal, new PortalCredentials(name, password), Cancel);

    /// <summary>Requests a run and processes the queue.</summary>
    /// <returns>The run at its end.</returns>
    public async Task<Run> RunAsync(string source = Nj)
    {
        var asked = await Requests.AskAsync(Owner, source, Day(Clock.GetCurrentInstant()), cancellation: Cancel);
        await DrainAsync();
        return await GetAsync(asked);
    }

    public async Task<Run> GetAsync(Run run) => (await Book.GetAsync(run.ScrapeDate, run.Id, Cancel))!.Value.Run;

    /// <summary>Processes the waiting messages.</summary>
    /// <returns>The number of messages.</returns>
    public async Task<int> DrainAsync()
    {
        var count = 0;
        while (await Receiver.ReceiveAsync(Duration.Zero, Cancel) is not null)
            count++;
        return count;
    }

    public Task<string> SendAsync(string body) => Queue.SendAsync(WorkKind.Scrapes, body, cancellation: Cancel);

    public async Task<IReadOnlyList<Run>> RunsAsync(OwnerId? owner = null) => (await new RunBook(Records, owner ?? Owner).ListAsync(1000, cancellation: Cancel)).Runs;

    public async Task<LedgerState> LedgerAsync() =>
        (await OwnerLedger.OpenAsync(new LedgerHost(Records, Proofs, Clock, "test", _ => true), Owner, Cancel)).State;

    /// <summary>New Jersey's file with tolls at local times.</summary>
    public static CollectedFile Tolls(string name, params string[] at) =>
        new(name, LedgerWorld.Lines(Rows.NjHeader, at.Select(time => Rows.Nj(time))), PortalKind.Tolls);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await engine.DisposeAsync();
    }

    private static string Day(Instant at) => NodaTime.Text.LocalDatePattern.Iso.Format(at.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date);
}
