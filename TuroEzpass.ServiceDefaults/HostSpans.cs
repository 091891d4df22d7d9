using System.Diagnostics;
using OpenTelemetry;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Exports the traces that began in its own host: with a request, or with work of the host's own source. Activity sources
/// belong to the whole process, so each of several hosts in one process hears the spans of all. A trace that begins with anything
/// else is not exported: it is a call that no work caused, such as the poll of an empty queue or the renewal of a lease.</summary>
/// <param name="exporter">Where the spans go.</param>
/// <param name="batch">How they are batched.</param>
/// <param name="work">The name of the host's own source.</param>
/// <param name="requests">The source of the host's requests.</param>
internal sealed class HostSpans(BaseExporter<Activity> exporter, BatchExportProcessorOptions<Activity> batch, string work, ActivitySource? requests)
    : BatchActivityExportProcessor(exporter, batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize)
{
    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var first = data;
        while (first.Parent is { } parent)
            first = parent;
        if (first.Source.Name == work || ReferenceEquals(first.Source, requests))
            base.OnEnd(data);
    }
}
