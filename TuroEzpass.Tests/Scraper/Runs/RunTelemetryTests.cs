using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>What operators see of runs, and what they never see.</summary>
public sealed class RunTelemetryTests
{
    private const string UserName = "planted.user@example.org";
    private const string Password = "planted-correct-horse";
    private const string Cookie = "planted-session-cookie";
    private const string Guest = "planted-guest";
    private static readonly string[] Planted = [UserName, Password, Cookie, Guest];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_one_trace_with_counts_and_a_link_to_the_request_that_asked()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(RunTelemetry.TraceSource, LedgerTelemetry.TraceSource, nameof(RunTelemetryTests)).AddProcessor(new Kept(spans)).Build();
        using var source = new ActivitySource(nameof(RunTelemetryTests));
        await using var world = await RunWorld.NewAsync();
        world.Collector.Answer = async (order, cancellation) =>
        {
            await order.KeepPage(new byte[] { 1 }, cancellation);
            return ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00", "2026-03-02 10:00:00"));
        };
        Run asked;
        ActivityContext asker;
        using (var request = source.StartActivity("request")!)
        {
            asker = request.Context;
            asked = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        }

        Activity.Current = null;
        await world.DrainAsync();

        var span = Assert.Single(spans, span => span.OperationName == "scrape.run" && Equals(span.GetTagItem("scrape.run"), asked.Id));
        Assert.Equal(span.TraceId.ToHexString(), (await world.GetAsync(asked)).TraceId);
        Assert.NotEqual(asker.TraceId, span.TraceId);
        Assert.Equal((asker.TraceId, asker.SpanId), (Assert.Single(span.Links).Context.TraceId, span.Links.Single().Context.SpanId));
        Assert.Equal((RunWorld.Nj, "Complete", 1, 1, 2, 2), (span.GetTagItem("scrape.portal"), span.GetTagItem("scrape.reason"), span.GetTagItem("scrape.attempt"), span.GetTagItem("scrape.pages"), span.GetTagItem("scrape.rows"), span.GetTagItem("scrape.new")));
        var steps = spans.Where(step => step.ParentSpanId == span.SpanId).Select(step => step.OperationName).ToList();
        Assert.Equal(["scrape.collect", "scrape.import"], steps.Order());
        Assert.Contains(spans, step => step.OperationName == "ledger.import" && step.TraceId == span.TraceId);
    }

    [Fact]
    public async Task Run_now_is_one_trace_to_the_requests_of_each_site_whose_runs_link_to_it_and_lines_have_their_trace_id()
    {
        var spans = new ConcurrentQueue<Activity>();
        var logs = new List<LogRecord>();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(RunTelemetry.TraceSource, nameof(RunTelemetryTests)).AddProcessor(new Kept(spans)).Build();
        using var source = new ActivitySource(nameof(RunTelemetryTests));
        await using var world = await RunWorld.NewAsync(configure: services => services.AddLogging(logging => logging.AddOpenTelemetry(telemetry =>
        {
            telemetry.IncludeFormattedMessage = true;
            telemetry.AddInMemoryExporter(logs);
        })));
        await new OwnerDirectory(world.Records).AddAsync(RunWorld.Owner, Cancel);
        await world.EnableAsync(RunWorld.Nj);
        ActivityTraceId trace;
        using (var request = source.StartActivity("POST /run-now")!)
        {
            trace = request.TraceId;
            await world.Requests.AskEverybodyAsync(Cancel);
        }

        Activity.Current = null;
        await world.DrainAsync();

        Assert.Contains(spans, span => span.OperationName == "scrape.ask" && span.TraceId == trace);
        var run = Assert.Single(await world.RunsAsync(), run => run.Source == RunWorld.Nj);
        var span = Assert.Single(spans, span => span.OperationName == "scrape.run" && Equals(span.GetTagItem("scrape.run"), run.Id));
        Assert.Equal((trace, default), (Assert.Single(span.Links).Context.TraceId, span.ParentSpanId));
        var lines = logs.Where(line => line.FormattedMessage!.Contains(run.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.Equal(span.TraceId, line.TraceId));
    }

    [Fact]
    public async Task Nothing_of_a_sign_in_a_session_or_a_guest_is_in_logs_traces_figures_or_the_run()
    {
        var spans = new ConcurrentQueue<Activity>();
        var logs = new List<LogRecord>();
        var metrics = new List<MetricSnapshot>();
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(RunTelemetry.TraceSource, LedgerTelemetry.TraceSource).AddProcessor(new PrivateTraces()).AddProcessor(new Kept(spans)).Build();
        using var meters = Sdk.CreateMeterProviderBuilder().AddMeter(LedgerTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        await using var world = await RunWorld.NewAsync(configure: services => services.AddLogging(logging => logging.AddOpenTelemetry(telemetry =>
        {
            telemetry.IncludeFormattedMessage = true;
            telemetry.AddProcessor(new PrivateLogs()).AddInMemoryExporter(logs);
        })));
        await world.SignInAsync(RunWorld.Nj, UserName, Password);
        await world.Credentials.SaveSessionAsync(RunWorld.Owner, RunWorld.Nj, System.Text.Encoding.UTF8.GetBytes(Cookie), Cancel);
        var runs = new List<Run>();
        foreach (var answer in new Func<Collected>[]
        {
            () => ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00")),
            () => ScriptedCollector.Failed(RunReason.LayoutChanged, $"The site greets {UserName} and repeats {Password}"),
            () => ScriptedCollector.Complete(new CollectedFile("b.csv", System.Text.Encoding.UTF8.GetBytes($"{Guest},{UserName}\n1,2\n"), PortalKind.Tolls)),
            () => throw new InvalidOperationException($"{UserName} {Password} {Cookie}", new FormatException(Guest)),
        })
        {
            world.Collector.Answer = (_, _) => Task.FromResult(answer());
            runs.Add(await world.RunAsync());
            world.Clock.Advance(Duration.FromMinutes(5));
        }

        await world.SendAsync($$"""{"detail":{"userId":"{{UserName}} {{Password}}"} }""");
        await world.DrainAsync();
        meters.ForceFlush();

        string[] all =
        [
            .. runs.Select(run => $"{run.Error} {run.Summary}"),
            .. logs.Select(log => $"{log.FormattedMessage} {log.Exception} {string.Join(' ', log.Attributes?.Select(each => each.Value) ?? [])}"),
            .. spans.Select(span => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Select(tag => tag.Value))} {string.Join(' ', span.Events.SelectMany(each => each.Tags).Select(tag => tag.Value))}"),
            .. metrics.SelectMany(metric => metric.MetricPoints).SelectMany(TagsOf),
        ];
        foreach (var planted in Planted.Where(planted => planted != UserName))
            Assert.DoesNotContain(all, text => text.Contains(planted, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(all, text => text.Contains("planted.user@", StringComparison.OrdinalIgnoreCase));
        // What operators need has arrived.
        Assert.Equal([RunReason.LayoutChanged, RunReason.LayoutChanged, RunReason.CannotRun], runs.Skip(1).Select(run => run.Reason!.Value));
        Assert.Contains(logs, log => log.FormattedMessage!.Contains(runs[0].Id, StringComparison.Ordinal) && log.FormattedMessage.Contains("of host", StringComparison.Ordinal));
        Assert.Contains(logs, log => log.FormattedMessage!.Contains(nameof(InvalidOperationException), StringComparison.Ordinal));
        foreach (var name in new[] { "ScrapeRuns", "ScrapeDuration", "ScrapePages", "ScrapeRows" })
            Assert.Contains(metrics, metric => metric.Name == name);
        Assert.Contains(spans, span => Equals(span.GetTagItem("scrape.reason"), nameof(RunReason.CannotRun)));
    }

    private static IEnumerable<string> TagsOf(MetricPoint point)
    {
        var tags = new List<string>();
        foreach (var tag in point.Tags)
            tags.Add($"{tag.Value}");
        return tags;
    }

    private sealed class Kept(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }
}
