using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Portals;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Scrape;

/// <summary>The collector's services for one command. They use the folder on the command line or the engine in the environment
/// (<c>Storage__Engine=Aws</c> …), and the environment's <c>Scraper__…</c> settings.</summary>
internal sealed class CollectorSession : IAsyncDisposable
{
    private readonly IHost host;

    private CollectorSession(IHost host, OwnerId owner) => (this.host, Owner) = (host, owner);

    /// <summary>The owner to collect for.</summary>
    public OwnerId Owner { get; }

    /// <summary>Whether all data is in a local folder.</summary>
    public bool IsLocal => Service<IOptions<StorageOptions>>().Value.Engine == StorageEngineName.Local;

    /// <summary>The known portals.</summary>
    public PortalCatalog Catalog => Service<PortalCatalog>();

    /// <summary>The owner's accounts.</summary>
    public AccountBook Accounts => new(Service<IRecordStore>(), Owner);

    /// <summary>Opens the session.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isLocal">Whether to ignore another engine in the environment.</param>
    /// <param name="configure">Adds services that take precedence over the usual ones.</param>
    public static async Task<CollectorSession> OpenAsync(ParseResult parsed, CancellationToken cancellation, bool isLocal = false, Action<IServiceCollection>? configure = null)
    {
        if (!OwnerId.TryParse(parsed.GetValue(LedgerSession.User), out var owner))
            throw new LedgerRefusedException($"'{parsed.GetValue(LedgerSession.User)}' is not a valid user id. Use 1 to 64 lowercase letters, digits, '-', '_' or '.'.");
        // Traces use this name, and the service has the same one.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = RunTelemetry.TraceSource, ContentRootPath = AppContext.BaseDirectory });
        if (isLocal || parsed.GetValue(LedgerSession.Data) is not null || Environment.GetEnvironmentVariable("Storage__Engine") is null)
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:Engine"] = nameof(StorageEngineName.Local),
                ["Storage:DataFolder"] = LedgerSession.FolderOf(parsed),
            });
        }

        builder.Logging.ClearProviders();
        if (builder.Configuration["Logging:LogLevel:Default"] is not null)
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.ConfigureOpenTelemetry();
        configure?.Invoke(builder.Services);
        builder.Services.AddTuroEzpassStorage(builder.Configuration);
        builder.Services.AddPortalCollector().AddRuns(builder.Configuration);
        var host = builder.Build();
        // No worker is registered: this starts only the telemetry export, if it is configured.
        await host.StartAsync(cancellation).ConfigureAwait(false);
        return new CollectorSession(host, owner);
    }

    /// <summary>Gets a service.</summary>
    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Gets a portal by its id.</summary>
    /// <exception cref="LedgerRefusedException">There is no such portal.</exception>
    public PortalListing Portal(string id) => Catalog.Listings.FirstOrDefault(portal => portal.Id == id)
        ?? throw new LedgerRefusedException($"There is no portal '{id}'. Known portals: {string.Join(", ", Catalog.Listings.Select(portal => portal.Id))}.");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync().ConfigureAwait(false);
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync().ConfigureAwait(false);
        else
            host.Dispose();
    }
}
