using System.Globalization;
using System.Net.Http.Json;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.Contracts;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>The API's throughput and latency, compared with an empty endpoint in the same run.</summary>
internal static class LoadChecks
{
    private const int MoreTolls = 50_000;
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int Rate = 200;
    private const string Page = "/api/tolls?limit=50";

    /// <summary>Runs the measurements.</summary>
    public static async Task<IReadOnlyList<Check>> RunAsync()
    {
        using var world = new LoadWorld();
        await world.FillAsync();
        using var api = await world.StartAsync();
        using var empty = await Service.StartAsync(ChildProcess.EmptyApi, "/empty");
        using var client = await world.SignInAsync(api);
        using var yardstick = new HttpClient { BaseAddress = empty.Address };
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        return
        [
            Throughput(api, empty, token, Page, "a page of 50 of"),
            Throughput(api, empty, token, "/api/claims", "claims of"),
            await LatencyAsync("quiet", client, yardstick, Task.Delay(TimeSpan.FromSeconds(15))),
            await LatencyAsync($"while {MoreTolls.ToString("#,0", CultureInfo.InvariantCulture)} rows are imported", client, yardstick, ImportAsync(client)),
        ];
    }

    private static Check Throughput(Service api, Service empty, string token, string path, string what)
    {
        var asked = new Uri(api.Address, path);
        var nothing = new Uri(empty.Address, "/empty");
        // The first round warms up.
        var rounds = Enumerable.Range(0, Rounds + 1)
            .Select(_ => (Asked: Wrk.RequestsPerSecond(asked, token, Seconds), Nothing: Wrk.RequestsPerSecond(nothing, null, Seconds))).Skip(1).ToList();
        var (rate, most) = (Median(rounds.Select(round => round.Asked)), Median(rounds.Select(round => round.Nothing)));
        return Check.AtMost(
            $"requests to an empty endpoint / to {path}", most / rate, 4,
            string.Create(CultureInfo.InvariantCulture, $"{most:#,0} per second against {rate:#,0}: medians of {Rounds} interleaved rounds of {Seconds} s by wrk with 32 connections; {what} {LoadWorld.Tolls:#,0} tolls, signed in."));
    }

    private static async Task<Check> LatencyAsync(string when, HttpClient client, HttpClient yardstick, Task until)
    {
        var times = await ConstantRate.P99Async(Rate, until, (client, Page), (yardstick, "/empty"));
        await until;
        return Check.AtMost(
            $"99th percentile of {Page} / of an empty endpoint, {when}", times[0] / times[1], 5,
            string.Create(CultureInfo.InvariantCulture, $"{times[0].TotalMilliseconds:0.00} ms against {times[1].TotalMilliseconds:0.00} ms: {Rate} requests per second to each at the same time, each measured from when it was due."));
    }

    private static async Task ImportAsync(HttpClient client)
    {
        var fleet = BulkFleet.Make(MoreTolls, LoadWorld.Tolls / 10);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(fleet.Statement.Bytes), "file", "Transaction_Report_400000001_20260601_101500.csv" } };
        using var answer = await client.PostAsync(new Uri("/api/imports", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        while (true)
        {
            await Task.Delay(100);
            var import = await client.GetFromJsonAsync<Import>(answer.Headers.Location);
            if (import!.Status == ImportStatus.Done)
                return;
            if (import.Status == ImportStatus.Failed)
                throw new InvalidOperationException($"The import failed: {import.Error}");
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
