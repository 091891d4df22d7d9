using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Scraper.Runs;
using TuroEzpass.Tests.Storage;
using Xunit.Runner.InProc.SystemConsole;

namespace TuroEzpass.Tests;

/// <summary>The entry point of the test program: as the test runner, or as a second process that a test started.</summary>
public static class TestEntry
{
    public static async Task<int> Main(string[] args) =>
        args is [SqliteChild.Verb, var folder, var rounds] ? await SqliteChild.CountAsync(folder, int.Parse(rounds, null))
        : args is [SqliteChild.StoreVerb, var data] ? await SqliteChild.StoreAsync(data)
        : args is [AwsChild.Verb, var table, var bucket] ? await AwsChild.RunAsync(table, bucket)
        : args is [ScrapeChild.Verb, var shared] ? await ScrapeChild.RunAsync(shared)
        : args is [LedgerChild.Verb, var place, var seed, var steps] ? await LedgerChild.RunAsync(place, int.Parse(seed, null), int.Parse(steps, null))
        : await ConsoleRunner.Run(args);
}
