using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>Checked against CloudWatch's Embedded Metric Format specification and its JSON schema.</summary>
public sealed class EmbeddedMetricsTests
{
    /// <summary>The names that the old system's dashboards and alarms use.</summary>
    private static readonly string[] Nine =
    [
        "AvgRecordsPerScrape", "FailedScrapes", "RecentScrapes24h", "RecentSuccessRate24h", "SuccessRate", "SuccessfulScrapes", "TotalRecords", "TotalScrapes", "UniqueUsers",
    ];

    private static readonly string[] Units = ["None", "Count", "Percent", "Seconds", "Milliseconds", "Bytes"];
    private static readonly Figures Some = new(Instant.FromUtc(2026, 4, 20, 12, 0), new RunCount(3, 1, 200), new RunCount(1, 0, 50), 2, new ClaimFigures(1, 2, 3, 4, 5));
    private static readonly Figures Nothing = new(Instant.FromUtc(2026, 4, 20, 12, 0), default, default, 0, new ClaimFigures(0, 0, 0, 0, 0));

    [Fact]
    public void The_nine_metrics_are_one_line_for_CloudWatch()
    {
        var line = Assert.Single(Lines(Some));
        using var json = JsonDocument.Parse(line);
        var names = Check(json.RootElement);

        Assert.Equal(Nine, names.Order(StringComparer.Ordinal));
        Assert.Equal(4, json.RootElement.GetProperty("TotalScrapes").GetDouble());
        Assert.Equal(75, json.RootElement.GetProperty("SuccessRate").GetDouble());
        Assert.Equal(50, json.RootElement.GetProperty("AvgRecordsPerScrape").GetDouble());
        Assert.Equal(100, json.RootElement.GetProperty("RecentSuccessRate24h").GetDouble());
    }

    [Fact]
    public void A_rate_without_runs_is_left_out_and_not_zero()
    {
        using var json = JsonDocument.Parse(Assert.Single(Lines(Nothing)));
        var names = Check(json.RootElement);

        Assert.Equal(Nine.Except(["AvgRecordsPerScrape", "RecentSuccessRate24h", "SuccessRate"]), names.Order(StringComparer.Ordinal));
        Assert.Equal(0, json.RootElement.GetProperty("RecentScrapes24h").GetDouble());
    }

    [Fact]
    public void Nothing_is_written_unless_the_configuration_says_so() => Assert.Empty(Lines(Some, isOn: false));

    [Fact]
    public void They_match_the_gauges()
    {
        using var json = JsonDocument.Parse(Assert.Single(Lines(Some)));
        var clock = new NodaTime.Testing.FakeClock(Some.At);
        var latest = new LatestFigures(clock);
        using var gauges = new FigureGauges(latest);
        latest.Publish(Some, Some.At + Duration.FromMinutes(1));
        var told = new Dictionary<string, double>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter == gauges.Meter) self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.All(Nine, name => Assert.Equal(told[name], json.RootElement.GetProperty(name).GetDouble()));
    }

    /// <summary>Validates a document against the schema.</summary>
    private static List<string> Check(JsonElement root)
    {
        var meta = root.GetProperty("_aws");
        Assert.Equal(["Timestamp", "CloudWatchMetrics"], meta.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Some.At.ToUnixTimeMilliseconds(), meta.GetProperty("Timestamp").GetInt64());
        var directive = Assert.Single(meta.GetProperty("CloudWatchMetrics").EnumerateArray());
        Assert.Equal(["Namespace", "Dimensions", "Metrics"], directive.EnumerateObject().Select(member => member.Name));
        Assert.Equal("TuroEZPass", directive.GetProperty("Namespace").GetString());
        // One set, which is empty: a metric without dimensions.
        Assert.Equal("[[]]", directive.GetProperty("Dimensions").GetRawText());
        var metrics = directive.GetProperty("Metrics").EnumerateArray().ToList();
        Assert.InRange(metrics.Count, 1, 100);
        Assert.All(metrics, metric =>
        {
            Assert.Contains(metric.GetProperty("Unit").GetString(), Units);
            Assert.Equal(JsonValueKind.Number, root.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind);
        });
        return [.. metrics.Select(metric => metric.GetProperty("Name").GetString()!)];
    }

    private static string[] Lines(Figures figures, bool isOn = true)
    {
        using var output = new StringWriter();
        new EmbeddedMetrics(Options.Create(new ReporterOptions { EmbeddedMetrics = isOn }), output).Write(figures);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
