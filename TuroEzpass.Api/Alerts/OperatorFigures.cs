using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Reads the metrics for operators' rules, as far as this process can measure them.</summary>
internal sealed class OperatorFigures(IServiceProvider services, RequestMeter requests, HealthCheckService health, IConfiguration configuration, IClock clock)
{
    private static readonly Duration Stale = Duration.FromMinutes(10);

    /// <summary>Whether CloudWatch evaluates the rules that both could evaluate.</summary>
    public bool IsOnAws => configuration.GetValue<StorageEngineName?>($"{StorageOptions.Section}:{nameof(StorageOptions.Engine)}") == StorageEngineName.Aws;

    /// <summary>Whether this process can measure a rule's metric.</summary>
    public static bool Knows(AlertTrigger.OfMetric metric) => metric.Name is
        "RecentScrapes24h" or "RecentSuccessRate24h" or "HTTPCode_Target_5XX_Count" or "TargetResponseTime" or "ApproximateNumberOfMessagesVisible" or "UnhealthyParts" or "DiskFreePercent";

    /// <summary>A metric's current value; null if it has none.</summary>
    /// <returns>Also whether it is watched: before the first collection, a lack of runs is not a problem.</returns>
    public async Task<(double? Value, bool IsWatched)> ReadAsync(AlertTrigger.OfMetric metric, CancellationToken cancellation)
    {
        if (metric.Namespace != "TuroEZPass")
            return (await ValueAsync(metric, cancellation), true);
        var figures = await FiguresAsync(cancellation);
        return (metric.Name == "RecentScrapes24h" ? figures?.Ended : figures?.SuccessPercent, figures is not { Users: 0 });
    }

    private async Task<double?> ValueAsync(AlertTrigger.OfMetric metric, CancellationToken cancellation)
    {
        var minutes = Math.Max(1, metric.Seconds / 60);
        return metric.Name switch
        {
            "HTTPCode_Target_5XX_Count" => requests.Errors(minutes),
            "TargetResponseTime" => requests.Percentile(int.Parse(metric.Statistic.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), minutes),
            "ApproximateNumberOfMessagesVisible" => (await services.GetRequiredService<IWorkQueue>().ListDeadAsync(metric.Of == "imports-dead" ? WorkKind.Imports : WorkKind.Scrapes, 1, cancellation)).Count,
            "UnhealthyParts" => (await health.CheckHealthAsync(cancellation)).Entries.Count(part => part.Value.Status == HealthStatus.Unhealthy),
            "DiskFreePercent" => DiskFree(),
            _ => null,
        };
    }

    private Task<(long Ended, double? SuccessPercent, int Users)?> FiguresAsync(CancellationToken cancellation) =>
        new FigureMark(services.GetRequiredService<IRecordStore>()).ReadAsync(clock.GetCurrentInstant() - Stale, cancellation);

    private double? DiskFree()
    {
        if (configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.DataFolder)}"] is not { Length: > 0 } folder)
            return null;
        try
        {
            var disk = new DriveInfo(Path.GetFullPath(folder));
            return disk.TotalSize > 0 ? 100.0 * disk.AvailableFreeSpace / disk.TotalSize : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some network drives do not report their free space.
            return null;
        }
    }
}
