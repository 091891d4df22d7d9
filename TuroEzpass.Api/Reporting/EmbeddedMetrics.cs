using System.Text.Json;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Api.Reporting;

/// <summary>Writes the nine metrics as one line of JSON in CloudWatch's Embedded Metric Format
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html): CloudWatch Logs
/// turns it into metrics without dimensions, in the namespace that the old system's alarms watch. Only if
/// <see cref="ReporterOptions.EmbeddedMetrics"/> is set.</summary>
/// <param name="options">Whether to write.</param>
/// <param name="output">Default: the process's output. The line must contain nothing else, so it is not a log message.</param>
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

    /// <summary>Writes a line. A metric without a value, such as a rate without runs, is left out.</summary>
    public void Write(Figures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (!options.Value.EmbeddedMetrics)
            return;
        // In a single write: other threads write to the console too.
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
                    // One empty set of dimensions; without any set, CloudWatch would create no metric.
                    new { Namespace = LedgerTelemetry.MeterName, Dimensions = new[] { Array.Empty<string>() }, Metrics = known.Select(metric => new { metric.Name, metric.Unit }) },
                },
            },
        };
        foreach (var metric in known)
            line[metric.Name] = metric.Value(figures)!.Value;
        return JsonSerializer.Serialize(line);
    }
}
