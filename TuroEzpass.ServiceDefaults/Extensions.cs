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

/// <summary>Defaults for every service: telemetry, health checks, resilience and service discovery, in the form of Aspire's template.</summary>
public static class Extensions
{
    /// <summary>Returns 200 while the service is ready for requests, otherwise 503. The body is <c>Healthy</c>, <c>Degraded</c> while
    /// an optional dependency is not responding, or <c>Unhealthy</c>.</summary>
    public const string HealthPath = "/health";

    /// <summary>Returns 200 while the process responds at all.</summary>
    public const string AlivePath = "/alive";

    /// <summary>The header of both endpoints that contains the version.</summary>
    public const string VersionHeader = "TuroEzpass-Version";

    private const string LiveTag = "live";

    /// <summary>These log each request with its path and query, which contain reservations and search words; Polly logs a line for
    /// each call, even if it succeeds at once.</summary>
    private static readonly string[] WarningsOnly = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Polly"];

    /// <summary>Adds the defaults.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // A POST without a response may have taken effect: its sender decides whether to repeat it.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>Configures logs, metrics and traces; exported to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> if set. Exports contain no guests'
    /// data and no secrets: see <see cref="PrivateTraces"/> and <see cref="PrivateLogs"/>.</summary>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        foreach (var category in WarningsOnly)
            builder.Logging.AddFilter(category, LogLevel.Warning).AddFilter<OpenTelemetryLoggerProvider>(category, LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<OperatorConsole, ConsoleFormatterOptions>();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            // Without scopes: a request's scope contains its path. The trace ID connects its lines.
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

    /// <summary>Adds the check that the process responds at all.</summary>
    public static TBuilder AddDefaultHealthChecks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        return builder;
    }

    /// <summary>Maps <see cref="HealthPath"/> and <see cref="AlivePath"/>. Both respond to anyone, with one word and the
    /// version in <see cref="VersionHeader"/>; the log shows which check failed and why.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        Map(HealthPath, new HealthCheckOptions { ResponseWriter = WriteAsync });
        Map(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag), ResponseWriter = WriteAsync });
        return app;

        // Authentication, rate limits and redirects would only delay a health check.
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
