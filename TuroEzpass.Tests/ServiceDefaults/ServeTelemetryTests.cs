using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Serve;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Distributed;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>What the three hosts of <c>turoezpass serve</c> export from their one process.</summary>
public sealed class ServeTelemetryTests : IDisposable
{
    private static readonly string[] Hosts = ["api", "scraper", "web"];
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-serve-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_span_and_every_metric_is_exported_once_and_names_its_host()
    {
        await using var receiver = await Receiver.StartAsync();
        await using (var api = ApiHost.Build(["--urls", "http://127.0.0.1:0"], builder => Configure(builder.Configuration)))
        {
            await api.StartAsync(Cancel);
            var options = new ServeOptions(folder, "http://127.0.0.1:0", IsDemo: false, IsBehindProxy: false);
            await using var front = FrontHost.Build(options, api.Urls.Single(), Configure);
            await front.StartAsync(Cancel);
            await using var collectors = new CollectorHosts(options, Configure);
            await collectors.StartAsync(SetUp.FirstOwner, Cancel);

            using var client = new HttpClient { BaseAddress = new Uri(front.Urls.Single()) };
            using var page = await client.GetAsync("/set-up", Cancel);
            Assert.True(page.IsSuccessStatusCode);
            Activity.Current = null;
            await new ScrapeRequests(api.Services.GetRequiredService<IRecordStore>(), api.Services.GetRequiredService<IWorkQueue>(), SystemClock.Instance).AskEverybodyAsync(Cancel);
            await Eventually.IsAsync(
                () => Task.FromResult(
                    Hosts.All(host => Spans(receiver).Any(span => span.Service == host)) && Hosts.All(host => Metrics(receiver).Any(metric => metric.Service == host))
                    && Spans(receiver).Exists(span => span.Name == "scrape.ask") && Metrics(receiver).Exists(metric => metric.Name == "TotalScrapes")
                    && Metrics(receiver).Exists(metric => metric.Meter == "System.Runtime")),
                TimeSpan.FromMinutes(2),
                () => $"Only these came: {string.Join('\n', Spans(receiver).Select(span => $"{span.Service} {span.Name}").Concat(Metrics(receiver).Select(metric => $"{metric.Service} {metric.Name}").Distinct()))}");
            await collectors.StopAsync();
            await front.StopAsync(Cancel);
            await api.StopAsync(Cancel);
        }

        var spans = Spans(receiver);
        Assert.Equal(spans.Count, spans.DistinctBy(span => span.Id).Count());
        Assert.Equal(Hosts, spans.Select(span => span.Service).Distinct().Order());
        AssertOneTrace(spans);
        Assert.Contains(spans, span => span is { Service: "scraper", Name: "scrape.ask", Parent: "" });

        // Process metrics come from one host, host metrics from that host.
        Assert.All(Metrics(receiver).Where(metric => metric.Meter is "TuroEZPass" or "System.Runtime"), metric => Assert.Equal("api", metric.Service));
        Assert.Contains(Metrics(receiver), metric => metric is { Meter: "TuroEZPass", Name: "TotalScrapes" });
        Assert.Contains(Metrics(receiver), metric => metric is { Meter: "System.Runtime" });
        Assert.Equal(["api"], ServicesWith(receiver, "/api/sign-in"));
        Assert.Equal(["web"], ServicesWith(receiver, "set-up"));

        // Polly's line for each call, and HttpClient's lines.
        var lines = receiver.Messages("logs").SelectMany(Otlp.Lines).ToList();
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Category.StartsWith("Polly", StringComparison.Ordinal) || line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));

        void Configure(IConfigurationBuilder configuration) => configuration.AddInMemoryCollection(
        [
            new("Auth:Mode", "Local"), new("Storage:Engine", "Local"), new("Storage:DataFolder", folder), new("Logging:LogLevel:Default", "Information"),
            new("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            new("OTEL_METRIC_EXPORT_INTERVAL", "200"), new("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ]);
    }

    /// <summary>The page, the API's response within it, and the store's within that.</summary>
    private static void AssertOneTrace(List<Span> spans)
    {
        var page = Assert.Single(spans, span => span is { Service: "web", Name: "GET set-up" });
        var byId = spans.ToDictionary(span => span.Id);
        var stored = spans.First(span => span.Trace == page.Trace && span.Attributes.Contains(KeyValuePair.Create("db.system.name", "sqlite")));
        var above = new List<Span>();
        for (var span = stored; byId.TryGetValue(span.Parent, out var parent); span = parent)
            above.Add(parent);
        Assert.Equal("api", stored.Service);
        Assert.Contains(above, span => span is { Service: "api", Name: "GET /api/sign-in/" });
        Assert.Equal(page, above[^1]);
    }

    private static List<Span> Spans(Receiver receiver) => [.. receiver.Messages("traces").SelectMany(Span.Read)];

    private static List<(string Service, string Meter, string Name)> Metrics(Receiver receiver) => [.. receiver.Messages("metrics").SelectMany(Otlp.Metrics)];

    /// <summary>The services whose metrics of requests have a route with this text.</summary>
    private static IEnumerable<string> ServicesWith(Receiver receiver, string route) => receiver.Messages("metrics").SelectMany(Otlp.ByService)
        .Where(of => System.Text.Encoding.UTF8.GetString(of.Content).Contains(route, StringComparison.Ordinal)).Select(of => of.Service).Distinct();
}
