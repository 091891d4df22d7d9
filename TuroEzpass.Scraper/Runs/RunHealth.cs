using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Scraper.Browsing;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Whether there is a browser. Without one nothing is collected, but requests get an explanation.</summary>
internal sealed class BrowserHealthCheck(BrowserHost browser) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(browser.Missing is { } remedy ? HealthCheckResult.Degraded(remedy) : HealthCheckResult.Healthy());
}

/// <summary>Whether the queue responded to the worker's last request. The worker polls constantly, so the check sends no request of its own.</summary>
internal sealed class QueueHealthCheck(QueueState queue) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(queue.IsWell ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The queue of collection requests is not responding."));
}

/// <summary>Logs once, at the start, how to get a browser if there is none.</summary>
internal sealed partial class BrowserNotice(BrowserHost browser, ILogger<BrowserNotice> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (browser.Missing is { } remedy)
            NoBrowser(logger, remedy);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing can be collected here yet. {Remedy}")]
    private static partial void NoBrowser(ILogger logger, string remedy);
}
