using System.Diagnostics;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api;

/// <summary>Spans for work that does not belong to a request. Polling a queue gets no span.</summary>
internal static class ApiTelemetry
{
    /// <summary>The name of the activity source.</summary>
    public const string TraceSource = "TuroEzpass.Api";

    private const string Import = "import";
    private static readonly ActivitySource Traces = new(TraceSource);

    /// <summary>Starts the span of an import; it continues the trace of the upload.</summary>
    /// <param name="traceParent">The upload's span, from the message.</param>
    public static Activity? BeginImport(string? traceParent) => Traces.StartActivity(
        Import, ActivityKind.Consumer, ActivityContext.TryParse(traceParent, null, isRemote: true, out var upload) ? upload : default);

    /// <summary>Marks the current import's span as failed.</summary>
    public static void ImportFailed(Exception fault)
    {
        if (Activity.Current is { OperationName: Import } span)
            span.SetTag("error.type", fault.GetType().Name).SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Starts the span of sending alerts.</summary>
    public static Activity? BeginAlerts(AlertChannel channel, int count) =>
        Traces.StartActivity("alerts.send", ActivityKind.Producer)?.SetTag("alerts.channel", channel.ToString()).SetTag("alerts.count", count);
}
