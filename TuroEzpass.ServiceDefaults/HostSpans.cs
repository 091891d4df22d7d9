using System.Diagnostics;
using OpenTelemetry;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Exports the traces that started in their own host: with a request, or with work of the host's own source. Activity sources
/// are shared by the whole process, so each of several hosts in a process receives all spans. A trace that starts with anything
/// else is not exported: no work caused it, for example polling an empty queue or renewing a lease.</summary>
/// <param name="exporter">Exports the spans.</param>
/// <param name="batch">The batching options.</param>
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
