using System.Diagnostics;
using System.Diagnostics.Metrics;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Telemetry of runs: only IDs, counts, times and kinds; never what a site showed or who signs in there.</summary>
internal static class RunTelemetry
{
    /// <summary>The name of the activity source.</summary>
    public const string TraceSource = "TuroEzpass.Scraper";

    /// <summary>The name of a run's span, and of the tag with the run's ID.</summary>
    private const string RunSpan = "scrape.run";

    /// <summary>The tag's value for a complete run.</summary>
    private const string Complete = "Complete";

    private static readonly ActivitySource Traces = new(TraceSource);
    private static readonly Meter Meter = new(LedgerTelemetry.MeterName);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("ScrapeRuns", "{run}", "Ended runs, by portal and result");
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>("ScrapeDuration", "s", "Duration of runs, by portal and result");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("ScrapePages", "{page}", "Pages stored as proof, by portal");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("ScrapeRows", "{row}", "Rows read, by portal");

    /// <summary>The span of the current run.</summary>
    public static Activity? Current => Activity.Current is { OperationName: RunSpan } span ? span : null;

    /// <summary>Starts the span for a message. A run of one site takes minutes, so it gets its own trace with a link to
    /// the requesting span. A message that only requests more runs continues the trace.</summary>
    public static Activity? Begin(ScrapeMessage message)
    {
        var asker = ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var context) ? context : default;
        return message switch
        {
            ScrapeMessage.OfRun { IsForEverySource: false } run => Traces.StartActivity(
                ActivityKind.Consumer, parentContext: default, links: asker == default ? null : [new ActivityLink(asker)], name: RunSpan)?.SetTag(RunSpan, run.RunId),
            ScrapeMessage.OfRun run => Traces.StartActivity(RunSpan, ActivityKind.Consumer, asker)?.SetTag(RunSpan, run.RunId),
            ScrapeMessage.Refused => null,
            _ => Traces.StartActivity("scrape.ask", ActivityKind.Consumer, asker),
        };
    }

    /// <summary>Runs a step of a run in its own span.</summary>
    public static async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        using var span = Traces.StartActivity(name);
        try
        {
            return await step();
        }
        catch (Exception error)
        {
            span?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    /// <summary>Records the result of a run.</summary>
    /// <param name="span">The run's span.</param>
    /// <param name="run">The run.</param>
    /// <param name="portal">The portal, if known: text from a request could create unlimited tag values.</param>
    /// <param name="time">The duration of this attempt.</param>
    public static void Ended(Activity? span, Run run, PortalListing? portal, TimeSpan time)
    {
        var how = run.Reason?.ToString() ?? Complete;
        var where = portal?.Id ?? (run.Source == ScrapeRequest.EverySource ? ScrapeRequest.EverySource : "unknown");
        // A request for all sites collects nothing; only the runs that it creates count.
        if (run.Source != ScrapeRequest.EverySource)
            Count(run, where, how, time);
        span?.SetTag("scrape.portal", where).SetTag("scrape.reason", how).SetTag("scrape.attempt", run.Attempts)
            .SetTag("scrape.pages", run.Pages.Count).SetTag("scrape.rows", run.TotalRecords).SetTag("scrape.new", run.NewRecords);
        if (run.Status == RunStatus.Failed)
            span?.SetTag("error.type", how).SetStatus(ActivityStatusCode.Error);
    }

    private static void Count(Run run, string where, string how, TimeSpan time)
    {
        var tags = new TagList { { "portal", where }, { "reason", how } };
        Runs.Add(1, tags);
        Times.Record(time.TotalSeconds, tags);
        var portal = new KeyValuePair<string, object?>("portal", where);
        Pages.Add(run.Pages.Count, portal);
        Rows.Add(run.TotalRecords, portal);
    }
}
