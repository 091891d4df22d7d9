using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TuroEzpass.ServiceDefaults;

/// <summary>What every service has: telemetry, health, resilience and service discovery, in the shape of Aspire's template.</summary>
public static class Extensions
{
    /// <summary>Answers 200 while the service is ready for requests, else 503. The word is <c>Healthy</c>, or <c>Degraded</c> while
    /// something does not answer that it can do without for a while, or <c>Unhealthy</c>.</summary>
    public const string HealthPath = "/health";

    /// <summary>Answers 200 while the process answers at all.</summary>
    public const string AlivePath = "/alive";

    /// <summary>The header of both that tells the version.</summary>
    public const string VersionHeader = "TuroEzpass-Version";

    private const string LiveTag = "live";

    /// <summary>These log each request with its path and query, where reservations and searched words stand; Polly logs a line for
    /// each call, also for those that succeed at once.</summary>
    private static readonly string[] WarningsOnly = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Polly"];

    /// <summary>Adds them.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // A POST without an answer may have taken effect: whoever sent it decides whether to send it again.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>Logs, metrics and traces; exported where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says. What is exported holds no guests'
    /// data and no secrets: see <see cref="PrivateTraces"/> and <see cref="PrivateLogs"/>.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        foreach (var category in WarningsOnly)
            builder.Logging.AddFilter(category, LogLevel.Warning).AddFilter<OpenTelemetryLoggerProvider>(category, LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<OperatorConsole, ConsoleFormatterOptions>();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            // Without scopes: those of a request hold its path. The trace's id ties its lines together.
            logging.IncludeFormattedMessage = true;
            logging.AddProcessor(new PrivateLogs());
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Telemetry.Describe(resource, builder))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("TuroEZPass"))
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName, "TuroEzpass.Core", "TuroEzpass.Storage")
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsHealth(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddProcessor(new PrivateTraces()));
        Telemetry.AddExport(builder);
        return builder;
    }

    /// <summary>The check that says that the process answers at all.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>Maps <see cref="HealthPath"/> and <see cref="AlivePath"/>. Both answer anybody, with one word and the
    /// version as <see cref="VersionHeader"/>: which check failed and why stands in the log.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        Map(HealthPath, new HealthCheckOptions { ResponseWriter = WriteAsync });
        Map(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag), ResponseWriter = WriteAsync });
        return app;

        // A probe asks at once what signs in, limits rates or redirects could only hold up.
        void Map(string path, HealthCheckOptions options) => app.MapHealthChecks(path, options).AllowAnonymous().DisableHttpMetrics().ShortCircuit();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        context.Response.Headers[VersionHeader] = BuildVersion.Current;
        return context.Response.WriteAsync(report.Status.ToString());
    }

    private static bool IsHealth(PathString path) => path.StartsWithSegments(HealthPath) || path.StartsWithSegments(AlivePath);
}
