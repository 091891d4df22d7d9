using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Storage;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>The second process of the test that kills one: starts the waiting run, imports one of its two files, reports it, and hangs.</summary>
internal static class ScrapeChild
{
    public const string Verb = "scrape-child";

    public const string Taken = "one of two files is imported";

    public static CollectedFile[] Files =>
        [RunWorld.Tolls("a.csv", "2026-03-01 10:00:00", "2026-03-01 11:00:00"), RunWorld.Tolls("b.csv", "2026-03-02 10:00:00", "2026-03-02 11:00:00")];

    public static async Task<int> RunAsync(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Engine"] = "Local", ["Storage:DataFolder"] = folder }).Build();
        var collector = new ScriptedCollector();
        collector.Say(ScriptedCollector.Complete(Files));
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddTuroEzpassStorage(configuration)
            .AddSingleton<IPortalCollector>(collector)
            .AddSingleton<Func<IReadOnlyList<PortalListing>>>(() => RunWorld.Portals)
            .AddSingleton<ICollectedIntake>(provider => new HangingIntake(ActivatorUtilities.CreateInstance<LedgerIntake>(provider)))
            .AddRuns(configuration)
            .BuildServiceProvider();
        await services.GetRequiredService<RequestReceiver>().ReceiveAsync(Duration.FromSeconds(20), CancellationToken.None);
        return 1;
    }

    private sealed class HangingIntake(LedgerIntake ledger) : ICollectedIntake
    {
        public string? Destination => null;

        public Task<int> TakeInAsync(OwnerId owner, IReadOnlyList<CollectedFile> files, Instant since, Func<string, Task> taken, CancellationToken cancellation) =>
            ledger.TakeInAsync(owner, files, since, async sha256 =>
            {
                await taken(sha256);
                Console.WriteLine(Taken);
                await Task.Delay(Timeout.Infinite, cancellation);
            }, cancellation);
    }
}
