using System.Diagnostics;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api;

/// <summary>The spans of work that the API does without a request. What only looks for work, such as a poll of a queue, has none.</summary>
internal static class ApiTelemetry
{
    /// <summary>The name to listen to for traces.</summary>
    public const string TraceSource = "TuroEzpass.Api";

    private const string Import = "import";
    private static readonly ActivitySource Traces = new(TraceSource);

    /// <summary>Begins the span of an import; it continues the trace of the upload.</summary>
    /// <param name="traceParent">The upload's span, as the message has it.</param>
    public static Activity? BeginImport(string? traceParent) => Traces.StartActivity(
        Import, ActivityKind.Consumer, ActivityContext.TryParse(traceParent, null, isRemote: true, out var upload) ? upload : default);

    /// <summary>Notes that the import that is done here failed.</summary>
    public static void ImportFailed(Exception fault)
    {
        if (Activity.Current is { OperationName: Import } span)
            span.SetTag("error.type", fault.GetType().Name).SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Begins the span of sending alerts.</summary>
    public static Activity? BeginAlerts(AlertChannel channel, int count) =>
        Traces.StartActivity("alerts.send", ActivityKind.Producer)?.SetTag("alerts.channel", channel.ToString()).SetTag("alerts.count", count);
}
