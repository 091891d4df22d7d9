using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Controls what a host exports, so that several hosts in one process export every span and metric only once.</summary>
public static class Telemetry
{
    /// <summary>The key in a builder's properties that marks that another host exports the process's own metrics.</summary>
    private static readonly object Shares = new();

    /// <summary>Declares that another host of this process exports the metrics that belong to no host: those of the runtime and of
    /// shared code.</summary>
    public static TBuilder ShareProcess<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Properties[Shares] = true;
        return builder;
    }

    /// <summary>Names the service after its host (<c>TuroEzpass.Api</c> is <c>api</c>); the <c>OTEL_</c> variables take precedence.</summary>
    internal static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var name = builder.Environment.ApplicationName;
        resource.Clear()
            .AddService(name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant(), serviceVersion: BuildVersion.Current)
            .AddTelemetrySdk().AddEnvironmentVariableDetector();
    }

    /// <summary>Exports logs, metrics and traces if an endpoint is configured. Otherwise requests and work only get trace IDs for the
    /// logs.</summary>
    internal static void AddExport(IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry();
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.WithTracing(tracing => tracing.SetSampler(new AlwaysOffSampler()));
            return;
        }

        var source = builder.Environment.ApplicationName;
        var exportsProcess = !builder.Properties.ContainsKey(Shares);
        builder.Logging.AddOpenTelemetry(logging => logging.AddOtlpExporter());
        telemetry.WithTracing(tracing => tracing.AddProcessor(services =>
        {
            var options = services.GetRequiredService<IOptionsMonitor<OtlpExporterOptions>>().CurrentValue;
            // The host's own instance: the name is the same in every host.
            return new HostSpans(new OtlpTraceExporter(options), options.BatchExportProcessorOptions, source, services.GetService<ActivitySource>());
        }));
        telemetry.WithMetrics(metrics =>
        {
            ((IDeferredMeterProviderBuilder)metrics).Configure((services, views) =>
            {
                var own = services.GetRequiredService<IMeterFactory>();
                views.AddView(instrument => instrument.Meter.Scope is IMeterFactory scope
                    ? ReferenceEquals(scope, own) ? null : MetricStreamConfiguration.Drop
                    : exportsProcess ? null : MetricStreamConfiguration.Drop);
            });
            metrics.AddOtlpExporter();
        });
    }
}
