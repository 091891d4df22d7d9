using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Serve;

/// <summary>Starts the hosts in one process, prints their address, and stops them in turn.</summary>
internal sealed class Server(ServeOptions options)
{
    private readonly string? throwAway = options.IsDemo ? Directory.CreateTempSubdirectory("turoezpass-demo-").FullName : null;

    /// <summary>Serves until the process is asked to stop.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            BindingGuard.Check(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), options.IsBehindProxy);
            await UpgradeAsync(cancellation).ConfigureAwait(false);
            await using var api = ApiHost.Build(["--urls", "http://127.0.0.1:0"], builder => Configure(builder.Configuration));
            await api.StartAsync(cancellation).ConfigureAwait(false);
            await using var front = FrontHost.Build(options, AddressesOf(api).Single(), Configure);
            await front.StartAsync(cancellation).ConfigureAwait(false);
            await WelcomeAsync(api, AddressesOf(front).First(), cancellation).ConfigureAwait(false);
            using var stopped = CancellationTokenSource.CreateLinkedTokenSource(front.Lifetime.ApplicationStopping);
            await using var collectors = new CollectorHosts(options, Configure);
            // After the pages are ready: building a host blocks the thread that serves them.
            var collecting = Task.Run(() => collectors.StartAsync(SetUp.FirstOwner, stopped.Token), CancellationToken.None);
            var filling = options.IsDemo ? FillAsync(api.Services, stopped.Token) : Task.CompletedTask;
            await front.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
            // Unfinished work returns to its queue.
            await collecting.ConfigureAwait(false);
            await collectors.StopAsync().ConfigureAwait(false);
            await api.StopAsync(CancellationToken.None).ConfigureAwait(false);
            await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCodes.Done;
        }
        finally
        {
            if (throwAway is not null)
                Directory.Delete(throwAway, recursive: true);
        }
    }

    /// <summary>Runs before anything is served: pages read the stored data, which must be of this version.</summary>
    private async Task UpgradeAsync(CancellationToken cancellation)
    {
        if (options.Folder is not { } folder || options.IsDemo || !File.Exists(Path.Combine(folder, SqliteDatabase.FileName)))
            return;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Engine"] = "Local", ["Storage:DataFolder"] = folder }).Build();
        await using var services = new ServiceCollection().AddTuroEzpassStorage(configuration).BuildServiceProvider();
        await UpgradeCommand.EachAsync(services, dryRun: false, Console.WriteLine, cancellation).ConfigureAwait(false);
    }

    private void Configure(IConfigurationBuilder configuration)
    {
        var settings = new Dictionary<string, string?>();
        if (Environment.GetEnvironmentVariable("Auth__Mode") is null)
            settings["Auth:Mode"] = "Local";
        if (Environment.GetEnvironmentVariable("Logging__LogLevel__Default") is null)
            settings["Logging:LogLevel:Default"] = "Warning";
        if ((throwAway ?? options.Folder) is { } folder)
        {
            settings["Storage:Engine"] = "Local";
            settings["Storage:DataFolder"] = folder;
        }

        configuration.AddInMemoryCollection(settings);
    }

    private async Task WelcomeAsync(WebApplication api, string address, CancellationToken cancellation)
    {
        var setUp = api.Services.GetRequiredService<SetUp>();
        Console.WriteLine($"TuroEzpass is ready at {address} (press Ctrl+C to stop).");
        if (options.IsDemo && await setUp.PrepareDemoAsync(cancellation).ConfigureAwait(false) is { } demo)
            Console.WriteLine($"Sign in as {demo.UserName} with the password {demo.Password}");
        else
            await setUp.PrintLinkAsync(Console.Out, new Uri(address), cancellation).ConfigureAwait(false);
    }

    /// <summary>Fills the demo. Data that is already there can be viewed meanwhile.</summary>
    private static async Task FillAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;
        await DemoLedger.FillAsync(
            services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IProofStore>(), SetUp.FirstOwner, today,
            new ConsoleProgress(), cancellation).ConfigureAwait(false);
        // Filling the demo leaves garbage, and an idle process doesn't collect it on its own.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Console.WriteLine("The demo is ready. All data is invented and is deleted when you stop.");
    }

    private static ICollection<string> AddressesOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    private sealed class ConsoleProgress : IProgress<string>
    {
        public void Report(string value) => Console.WriteLine($"  {value}");
    }
}
