using System.Diagnostics.Metrics;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Api.Reporting;

/// <summary>Publishes the metrics as gauges of the meter <c>TuroEZPass</c>; nine have the names that the old system's alarms use. A gauge
/// without a value publishes nothing: no rate without runs, and nothing at all from a process that does not report.</summary>
public sealed class FigureGauges : IDisposable
{
    private readonly LatestFigures latest;

    /// <summary>Creates the gauges.</summary>
    public FigureGauges(LatestFigures latest)
    {
        this.latest = latest;
        Count("TotalScrapes", "{run}", "Runs that ended in the last 400 days", figures => figures.Runs.Ended);
        Count("SuccessfulScrapes", "{run}", "Complete runs", figures => figures.Runs.Succeeded);
        Count("FailedScrapes", "{run}", "Failed runs", figures => figures.Runs.Failed);
        Rate("SuccessRate", "%", "Percentage of complete runs", figures => figures.Runs.SuccessPercent);
        Count("UniqueUsers", "{owner}", "Owners with at least one ended run", figures => figures.Users);
        Count("TotalRecords", "{row}", "Rows that the runs read", figures => figures.Runs.Records);
        Rate("AvgRecordsPerScrape", "{row}", "Rows per run", figures => figures.Runs.RecordsEach);
        Count("RecentScrapes24h", "{run}", "Runs that ended in the last 24 hours", figures => figures.Runs24h.Ended);
        Rate("RecentSuccessRate24h", "%", "Percentage of complete runs in the last 24 hours", figures => figures.Runs24h.SuccessPercent);
        Count("CentsOwed", "{cent}", "Owed by guests and not approved yet", figures => figures.Claims.Owed);
        Count("CentsClaimed", "{cent}", "Approved or filed and still open", figures => figures.Claims.Claimed);
        Count("CentsPaid", "{cent}", "Paid", figures => figures.Claims.Paid);
        Count("CentsAtRisk", "{cent}", "Not filed, with 14 days or fewer left", figures => figures.Claims.AtRisk);
        Count("ClaimsDue", "{claim}", "Claims not filed, with 14 days or fewer left", figures => figures.Claims.Due);
    }

    /// <summary>The meter, which distinguishes several hosts in one process.</summary>
    internal Meter Meter { get; } = new(LedgerTelemetry.MeterName);

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();

    private void Count(string name, string unit, string description, Func<Figures, long> value) => Meter.CreateObservableGauge<long>(
        name, () => latest.Current is { } figures ? [new Measurement<long>(value(figures))] : [], unit, description);

    private void Rate(string name, string unit, string description, Func<Figures, double?> value) => Meter.CreateObservableGauge<double>(
        name, () => latest.Current is { } figures && value(figures) is { } rate ? [new Measurement<double>(rate)] : [], unit, description);
}
