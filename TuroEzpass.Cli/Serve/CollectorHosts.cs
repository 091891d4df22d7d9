using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.PortalSimulator;
using TuroEzpass.Scraper;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.Cli.Serve;

/// <summary>The collector inside <c>serve</c>, with <c>--demo</c> also the simulator that it visits instead of the sites. They start once
/// the pages are there, and whatever keeps them from starting does not keep the pages from being served.</summary>
internal sealed class CollectorHosts(ServeOptions options, Action<IConfigurationBuilder> configure) : IAsyncDisposable
{
    /// <summary>The demo's own sign-in at the simulator.</summary>
    private const string UserName = "demo-driver";

    private const string Address = "http://127.0.0.1:0";
    private static readonly string[] DemoPortals = ["ezpassny", "ezpassnj", "paturnpike"];
    private WebApplication? simulator;
    private WebApplication? scraper;

    /// <summary>Starts them.</summary>
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
                // Whatever the environment says: the demo never visits a site.
                if (simulator is not null)
                    builder.Configuration.AddInMemoryCollection([new("Scraper:Simulator", simulator.Urls.Single()), new("Scraper:Schedule", nameof(ScheduleBy.Internal))]);
            });
            if (options.IsDemo)
                await StoreDemoSignInsAsync(scraper.Services, demoOwner, password, cancellation).ConfigureAwait(false);
            await scraper.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It is stopped before it had begun.
        }
        catch (Exception fault) when (fault is OptionsValidationException or StorageException or IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"turoezpass: nothing is collected from the sites: {fault.Message}").ConfigureAwait(false);
        }
    }

    /// <summary>Stops them; a run in hand is given back to the queue.</summary>
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
        .. DemoCar.All.Select((car, place) => KeyValuePair.Create($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Tags)}:{place}", (string?)car.Tag)),
        .. DemoCar.All.Select((car, place) => KeyValuePair.Create($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Plates)}:{place}", (string?)$"{car.State} {car.Plate}")),
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
