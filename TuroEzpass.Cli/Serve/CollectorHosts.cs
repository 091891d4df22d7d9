using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.PortalSimulator;
using TuroEzpass.Scraper;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Cli.Serve;

/// <summary>The collector inside <c>serve</c>; with <c>--demo</c> also the simulator that it visits instead of the sites. They start after
/// the pages are ready. If they can't start, the pages are served anyway.</summary>
internal sealed class CollectorHosts(ServeOptions options, Action<IConfigurationBuilder> configure) : IAsyncDisposable
{
    /// <summary>The demo's sign-in at the simulator.</summary>
    private const string UserName = "demo-driver";

    private const string Address = "http://127.0.0.1:0";
    private static readonly string[] DemoPortals = ["ezpassny", "ezpassnj", "paturnpike"];
    private WebApplication? simulator;
    private WebApplication? scraper;

    /// <summary>Starts the collector, and the simulator for the demo.</summary>
    public async Task StartAsync(OwnerId demoOwner, CancellationToken cancellation)
    {
        try
        {
            var password = Guid.NewGuid().ToString("N");
            if (options.IsDemo)
            {
                simulator = SimulatorHost.Build(["--urls", Address], builder => builder.Configuration.AddInMemoryCollection(DemoSettings(password)));
                await simulator.StartAsync(cancellation).ConfigureAwait(false);
            }

            scraper = ScraperHost.Build(["--urls", Address], builder =>
            {
                configure(builder.Configuration);
                builder.ShareProcess();
                // Set regardless of the environment: the demo never visits a real site.
                if (simulator is not null)
                    builder.Configuration.AddInMemoryCollection([new("Scraper:Simulator", simulator.Urls.Single()), new("Scraper:Schedule", nameof(ScheduleBy.Internal))]);
            });
            if (options.IsDemo)
                await StoreDemoSignInsAsync(scraper.Services, demoOwner, password, cancellation).ConfigureAwait(false);
            await scraper.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped during startup.
        }
        catch (Exception fault) when (fault is OptionsValidationException or StorageException or IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"turoezpass: collector not started: {fault.Message}").ConfigureAwait(false);
        }
    }

    /// <summary>Stops them; an unfinished run returns to the queue.</summary>
    public async Task StopAsync()
    {
        foreach (var host in new[] { scraper, simulator })
        {
            if (host is not null)
                await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { scraper, simulator })
        {
            if (host is not null)
                await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> DemoSettings(string password) =>
    [
        new($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.UserName)}", UserName),
        new($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Password)}", password),
        new("Logging:LogLevel:Default", "Warning"),
        .. DemoCars.Of(default).Select((car, place) => KeyValuePair.Create($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Tags)}:{place}", (string?)car.Tag)),
        .. DemoCars.Of(default).Select((car, place) => KeyValuePair.Create($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Plates)}:{place}", (string?)$"{car.State} {car.Plate}")),
    ];

    private static async Task StoreDemoSignInsAsync(IServiceProvider services, OwnerId owner, string password, CancellationToken cancellation)
    {
        var accounts = new AccountBook(services.GetRequiredService<IRecordStore>(), owner);
        foreach (var portal in DemoPortals)
        {
            await services.GetRequiredService<ICredentialStore>().SaveCredentialsAsync(owner, portal, new PortalCredentials(UserName, password), cancellation).ConfigureAwait(false);
            await accounts.ChangeAsync(portal, account => account with { IsEnabled = true }, cancellation).ConfigureAwait(false);
        }
    }
}
