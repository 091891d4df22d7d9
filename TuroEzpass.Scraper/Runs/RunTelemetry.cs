using System.Diagnostics;
using System.Diagnostics.Metrics;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>What operators see of runs: ids, counts, times and kinds only; never what a site showed or who signs in there.</summary>
internal static class RunTelemetry
{
    /// <summary>The name to listen to for traces.</summary>
    public const string TraceSource = "TuroEzpass.Scraper";

    /// <summary>The name of a run's span, and of its tag with the run's id.</summary>
    private const string RunSpan = "scrape.run";

    /// <summary>The tag of a run that was complete.</summary>
    private const string Complete = "Complete";

    private static readonly ActivitySource Traces = new(TraceSource);
    private static readonly Meter Meter = new(LedgerTelemetry.MeterName);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("ScrapeRuns", "{run}", "Runs that ended, by portal and by how they ended");
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>("ScrapeDuration", "s", "How long a run took, by portal and by how it ended");
    private static readonly Counter<long> Pages = Meter.CreateCounter<long>("ScrapePages", "{page}", "Pages that were kept as proof, by portal");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("ScrapeRows", "{row}", "Rows that were read, by portal");

    /// <summary>The span of the run that is done here.</summary>
    public static Activity? Current => Activity.Current is { OperationName: RunSpan } span ? span : null;

    /// <summary>Begins the span of what a message asks for. The run of one site takes minutes: it is a trace of its own with a link to
    /// the span that asked. What only asks for more runs continues the trace.</summary>
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

    /// <summary>A step of a run as a span.</summary>
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

    /// <summary>Notes how a run ended.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="run">The run.</param>
    /// <param name="portal">Its portal, as far as that is known: a word of a request would be a tag without bounds.</param>
    /// <param name="time">How long this attempt took.</param>
    public static void Ended(Activity? span, Run run, PortalListing? portal, TimeSpan time)
    {
        var how = run.Reason?.ToString() ?? Complete;
        var where = portal?.Id ?? (run.Source == ScrapeRequest.EverySource ? ScrapeRequest.EverySource : "unknown");
        // A request for every site collects nothing: the runs that it became count.
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
