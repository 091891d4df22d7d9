using System.Text.Json;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Api.Reporting;

/// <summary>Writes the nine figures as one line of JSON in CloudWatch's Embedded Metric Format
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html): CloudWatch Logs
/// makes metrics of it, without dimensions, in the namespace that the old system's alarms watch. Only where
/// <see cref="ReporterOptions.EmbeddedMetrics"/> says so.</summary>
/// <param name="options">Whether.</param>
/// <param name="output">Where to; the process's output unless told. The line must stand there alone, so it is no log message.</param>
public sealed class EmbeddedMetrics(IOptions<ReporterOptions> options, TextWriter? output = null)
{
    private static readonly (string Name, string Unit, Func<Figures, double?> Value)[] Metrics =
    [
        ("TotalScrapes", "Count", figures => figures.Runs.Ended),
        ("SuccessfulScrapes", "Count", figures => figures.Runs.Succeeded),
        ("FailedScrapes", "Count", figures => figures.Runs.Failed),
        ("SuccessRate", "Percent", figures => figures.Runs.SuccessPercent),
        ("UniqueUsers", "Count", figures => figures.Users),
        ("TotalRecords", "Count", figures => figures.Runs.Records),
        ("AvgRecordsPerScrape", "None", figures => figures.Runs.RecordsEach),
        ("RecentScrapes24h", "Count", figures => figures.Runs24h.Ended),
        ("RecentSuccessRate24h", "Percent", figures => figures.Runs24h.SuccessPercent),
    ];

    /// <summary>Writes a line. A figure that is not known, such as a rate without runs, is left out.</summary>
    public void Write(Figures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (!options.Value.EmbeddedMetrics)
            return;
        // In one piece: the console's own lines come from other threads.
        (output ?? Console.Out).Write($"{Line(figures)}\n");
    }

    private static string Line(Figures figures)
    {
        var known = Metrics.Where(metric => metric.Value(figures) is not null).ToList();
        var line = new Dictionary<string, object>
        {
            ["_aws"] = new
            {
                Timestamp = figures.At.ToUnixTimeMilliseconds(),
                CloudWatchMetrics = new[]
                {
                    // One set of no dimensions; no set at all would make no metric.
                    new { Namespace = LedgerTelemetry.MeterName, Dimensions = new[] { Array.Empty<string>() }, Metrics = known.Select(metric => new { metric.Name, metric.Unit }) },
                },
            },
        };
        foreach (var metric in known)
            line[metric.Name] = metric.Value(figures)!.Value;
        return JsonSerializer.Serialize(line);
    }
}
