using System.Diagnostics;
using System.Globalization;
using TuroEzpass.Benchmarks.Checks;

namespace TuroEzpass.Benchmarks.Scrape;

/// <summary>The cost of the collector compared with a bare Playwright loop over the same pages in the same run, and a check for memory leaks.</summary>
internal static class ScrapeChecks
{
    private const int Rounds = 2;
    private const int Runs = 50;
    private const int Warm = 5;
    private const int Few = 10;
    private const int Days = 130;

    /// <summary>Runs the measurements.</summary>
    public static async Task<IReadOnlyList<Check>> RunAsync()
    {
        await using var world = await ScrapeWorld.StartAsync();
        if (world.Browser.Missing is { } missing)
            return [new Check("collector / bare Playwright loop", "not measured", "1.30", false, missing)];
        return [await PagesAsync(world), .. await MemoryAsync(world)];
    }

    private static async Task<Check> PagesAsync(ScrapeWorld world)
    {
        var (works, yardsticks) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            yardsticks.Add(await TimeAsync(() => BareLoop.RunAsync(world.Address)));
            works.Add(await TimeAsync(async () =>
            {
                var (rows, pictures, _) = await world.CollectAsync(world.Tables, ScrapeWorld.Today.PlusDays(-Days), default);
                return (rows, pictures);
            }));
        }

        var (work, yardstick) = (works.Min(), yardsticks.Min());
        return Check.AtMost(
            "collector / bare Playwright loop", work / yardstick, 1.3,
            string.Create(CultureInfo.InvariantCulture, $"{work.TotalSeconds:0.0} s against {yardstick.TotalSeconds:0.0} s: the better of {Rounds} interleaved rounds over {ScrapeWorld.Rows / ScrapeWorld.PageRows} pages of {ScrapeWorld.PageRows} rows, including sign-in and start of the page, with a full-page screenshot of every page in both."));
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task<(int Rows, int Pictures)>> work)
    {
        var watch = Stopwatch.StartNew();
        var (rows, pictures) = await work();
        if (rows != ScrapeWorld.Rows || pictures != ScrapeWorld.Rows / ScrapeWorld.PageRows)
            throw new InvalidOperationException($"Read {rows} rows and {pictures} screenshots.");
        return watch.Elapsed;
    }

    private static async Task<IReadOnlyList<Check>> MemoryAsync(ScrapeWorld world)
    {
        var (heaps, sets) = (new List<double>(), new List<double>());
        ReadOnlyMemory<byte> session = default;
        for (var run = -Warm; run < Runs; run++)
        {
            (_, _, session) = await world.CollectAsync(world.Exports, ScrapeWorld.Today.PlusDays(-Few), session);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            if (run < 0)
                continue;
            using var process = Process.GetCurrentProcess();
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true));
            sets.Add(process.WorkingSet64);
        }

        return [Flat("managed heap", heaps), Flat("working set", sets)];
    }

    private static Check Flat(string what, List<double> bytes)
    {
        var (first, last) = (bytes.Take(Few).Average(), bytes.TakeLast(Few).Average());
        return Check.AtMost(
            $"{what} of the last {Few} of {Runs} collections / of the first {Few}", last / first, 1.1,
            string.Create(CultureInfo.InvariantCulture, $"{last / 1e6:0.0} MB against {first / 1e6:0.0} MB, after full garbage collections; the .NET process, including the simulator and without the browser."));
    }
}
