using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.ServiceDefaults;

public sealed class FigureReporterTests : IAsyncDisposable
{
    private static readonly OwnerId Ann = OwnerId.Parse("ann");
    private static readonly OwnerId Ben = OwnerId.Parse("ben");
    private readonly LocalEngine engine = new();
    private readonly List<IDisposable> made = [];

    public FigureReporterTests() => engine.Clock.Reset(Instant.FromUtc(2026, 4, 20, 12, 0));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        made.ForEach(one => one.Dispose());
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task A_system_without_runs_reports_zeros_and_no_rates()
    {
        var figures = await ReportAsync(await ReporterAsync());

        Assert.Equal(0, figures["TotalScrapes"]);
        Assert.Equal(0, figures["RecentScrapes24h"]);
        Assert.Equal(0, figures["UniqueUsers"]);
        Assert.Equal(0, figures["CentsOwed"]);
        Assert.DoesNotContain("SuccessRate", figures.Keys);
        Assert.DoesNotContain("RecentSuccessRate24h", figures.Keys);
        Assert.DoesNotContain("AvgRecordsPerScrape", figures.Keys);
    }

    [Fact]
    public async Task The_nine_gauges_cover_the_runs_of_all_owners()
    {
        await EndedAsync(Ann, "2026-04-20T10:00:00Z", RunStatus.Succeeded, 100);
        await EndedAsync(Ann, "2026-04-19T11:00:00Z", RunStatus.Failed, 20);
        await EndedAsync(Ann, "2026-03-01T10:00:00Z", RunStatus.Succeeded, 30);
        await EndedAsync(Ben, "2026-01-05T23:59:59Z", RunStatus.Succeeded, 50);
        await EndedAsync(Ben, "2026-01-05T23:59:59Z", RunStatus.Running, 7);

        var figures = await ReportAsync(await ReporterAsync());

        Assert.Equal(4, figures["TotalScrapes"]);
        Assert.Equal(3, figures["SuccessfulScrapes"]);
        Assert.Equal(1, figures["FailedScrapes"]);
        Assert.Equal(75.0, figures["SuccessRate"]);
        Assert.Equal(2, figures["UniqueUsers"]);
        Assert.Equal(200, figures["TotalRecords"]);
        Assert.Equal(50.0, figures["AvgRecordsPerScrape"]);
        Assert.Equal(1, figures["RecentScrapes24h"]);
        Assert.Equal(100.0, figures["RecentSuccessRate24h"]);
    }

    [Fact]
    public async Task Past_days_are_summed_once_by_site_and_never_twice()
    {
        await EndedAsync(Ann, "2026-03-01T10:00:00Z", RunStatus.Succeeded, 30);
        await EndedAsync(Ben, "2026-03-01T11:00:00Z", RunStatus.Failed, 5);
        await EndedAsync(Ben, "2026-04-18T00:00:00Z", RunStatus.Succeeded, 1);
        var reporter = await ReporterAsync();
        await ReportAsync(reporter);
        var records = await engine.RecordsAsync();
        var totals = await new RunTotals(records).ReadAsync(Cancel);
        Assert.Equal(new RunCount(1, 1, 35), Assert.Single(totals).Value);
        Assert.Equal((new LocalDate(2026, 3, 1), "ezpassny"), Assert.Single(totals).Key);

        for (var day = 0; day < 5; day++)
        {
            engine.Clock.Advance(Duration.FromDays(1));
            Assert.Equal(3, (await ReportAsync(reporter))["TotalScrapes"]);
        }

        Assert.Equal(3, (await new RunTotals(records).ReadAsync(Cancel)).Values.Aggregate(default(RunCount), RunCount.Add).Ended);
        Assert.Equal(new LocalDate(2026, 4, 22), await new RunTotals(records).ClosedThroughAsync(Cancel));
        Assert.DoesNotContain("RecentSuccessRate24h", (await ReportAsync(reporter)).Keys);
        // Days that a crash left open are summed again, with the same result.
        await new RunTotals(records).CloseAsync(new LocalDate(2026, 2, 1), new Dictionary<(LocalDate, string), RunCount>(), Cancel);
        await reporter.EndAsync(Cancel);
        Assert.Equal(3, (await ReportAsync(await ReporterAsync()))["TotalScrapes"]);
    }

    [Fact]
    public async Task A_run_for_a_day_long_past_counts_when_it_ends()
    {
        var reporter = await ReporterAsync();
        Assert.Equal(0, (await ReportAsync(reporter))["TotalScrapes"]);

        await EndedAsync(Ann, "2026-04-20T11:59:00Z", RunStatus.Succeeded, 30, scrapeDate: "2025-06-01");

        var figures = await ReportAsync(reporter);
        Assert.Equal(1, figures["TotalScrapes"]);
        Assert.Equal(1, figures["RecentScrapes24h"]);
    }

    [Fact]
    public async Task Of_two_reporters_on_one_store_one_emits_and_the_other_follows_when_it_ends_or_dies()
    {
        await EndedAsync(Ann, "2026-04-20T10:00:00Z", RunStatus.Succeeded, 100);
        var first = await ReporterAsync();
        var second = await ReporterAsync();
        Assert.Equal(14, (await ReportAsync(first)).Count);
        Assert.Empty(await ReportAsync(second));

        // It releases the lease.
        await first.EndAsync(Cancel);
        Assert.Equal(14, (await ReportAsync(second)).Count);
        Assert.Empty(await ReportAsync(first));

        // It hangs: its gauges stop with its lease, and the other reporter takes over.
        engine.Clock.Advance(Duration.FromMinutes(4));
        Assert.Empty(Measure(second));
        Assert.Equal(14, (await ReportAsync(first)).Count);
        Assert.Empty(await ReportAsync(second));
    }

    [Fact]
    public async Task Cents_owed_claimed_paid_and_at_risk_follow_the_claims_of_all_owners()
    {
        var world = await LedgerWorld.NewAsync(engine);
        world.Clock.Reset(Instant.FromUtc(2026, 2, 1, 12, 0));
        await world.TripsAsync(20, Rows.Trip(LedgerWorld.Trip1, "2025-11-11 10:00", "2025-11-13 10:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-12 14:00:00", "($2.00)"), Rows.Nj("2025-11-21 14:00:00", "($3.00)"));
        engine.Clock.Reset(Instant.FromUtc(2026, 2, 1, 12, 0));
        var reporter = await ReporterAsync();

        // The first must be filed by February 11, the second by February 20.
        Assert.Equal((500L, 0L, 0L, 200L, 1L), Claims(await ReportAsync(reporter)));

        await world.ApproveAsync("50000001-1");
        Assert.Equal((300L, 200L, 0L, 200L, 1L), Claims(await ReportAsync(reporter)));

        await world.MoveAsync("50000001-1", LedgerClaimState.Sent);
        Assert.Equal((300L, 200L, 0L, 0L, 0L), Claims(await ReportAsync(reporter)));

        await world.MoveAsync("50000001-1", LedgerClaimState.Paid);
        engine.Clock.Reset(Instant.FromUtc(2026, 2, 20, 12, 0));
        Assert.Equal((300L, 0L, 200L, 300L, 1L), Claims(await ReportAsync(reporter)));

        engine.Clock.Reset(Instant.FromUtc(2026, 2, 21, 12, 0));
        Assert.Equal((300L, 0L, 200L, 0L, 0L), Claims(await ReportAsync(reporter)));
    }

    [Fact]
    public async Task A_store_that_fails_ends_neither_the_reporter_nor_the_lease()
    {
        var records = await engine.RecordsAsync();
        var broken = true;
        var reporter = Reporter(() => broken ? throw new StorageException("The disk is gone", "test", "None") : records);

        Assert.Empty(await ReportAsync(reporter));
        broken = false;
        Assert.NotEmpty(await ReportAsync(reporter));
        broken = true;
        Assert.NotEmpty(await ReportAsync(reporter));
    }

    [Fact]
    public async Task A_round_costs_two_small_reads_an_owner_however_much_there_is()
    {
        for (var owner = 0; owner < 20; owner++)
        {
            for (var month = 1; month <= 3; month++)
                await EndedAsync(OwnerId.Parse($"owner-{owner}"), $"2026-{month:00}-01T10:00:00Z", RunStatus.Succeeded, 10);
        }

        var records = new CountingStore(await engine.RecordsAsync());
        var reporter = Reporter(() => records);
        Assert.Equal(60, (await ReportAsync(reporter))["TotalScrapes"]);
        var first = records.Reads;

        Assert.Equal(60, (await ReportAsync(reporter))["TotalScrapes"]);

        Assert.Equal(1 + (2 * 20), records.Reads - first);
    }

    private static (long Owed, long Claimed, long Paid, long AtRisk, long Due) Claims(Dictionary<string, double> figures) =>
        ((long)figures["CentsOwed"], (long)figures["CentsClaimed"], (long)figures["CentsPaid"], (long)figures["CentsAtRisk"], (long)figures["ClaimsDue"]);

    private static async Task<Dictionary<string, double>> ReportAsync(FigureReporter reporter)
    {
        await reporter.RoundAsync(Cancel);
        return Measure(reporter);
    }

    private static Dictionary<string, double> Measure(FigureReporter reporter)
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == reporter.Gauges.Meter)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Add(instrument.Name, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private async Task<FigureReporter> ReporterAsync()
    {
        var records = await engine.RecordsAsync();
        return Reporter(() => records);
    }

    private FigureReporter Reporter(Func<IRecordStore> store)
    {
        var services = new ServiceCollection().AddTransient(_ => store()).BuildServiceProvider();
        var latest = new LatestFigures(engine.Clock);
        var gauges = new FigureGauges(latest);
        var reporter = new FigureReporter(services, engine.Clock, latest, gauges, Options.Create(new ReporterOptions()), NullLogger<FigureReporter>.Instance);
        made.AddRange([reporter, gauges, services]);
        return reporter;
    }

    private async Task EndedAsync(OwnerId owner, string at, RunStatus status, int records, string? scrapeDate = null)
    {
        var book = new RunBook(await engine.RecordsAsync(), owner);
        var asked = new Run { Id = Guid.NewGuid().ToString("N"), ScrapeDate = scrapeDate ?? at[..10], Source = "ezpassny", Status = RunStatus.Queued, CreatedAt = Earlier(at) };
        Assert.True(await book.TryAddAsync(asked, Cancel));
        var (run, version) = (await book.GetAsync(asked.ScrapeDate, asked.Id, Cancel))!.Value;
        Assert.True(await book.TryUpdateAsync(run with { Status = status, EndedAt = status == RunStatus.Running ? null : at, TotalRecords = records }, version, Cancel));
    }

    private static string Earlier(string at) => InstantPattern.General.Format(InstantPattern.General.Parse(at).Value - Duration.FromMinutes(10));

    /// <summary>A store that counts its reads.</summary>
    private sealed class CountingStore(IRecordStore store) : IRecordStore
    {
        public int Reads { get; private set; }

        public int WritesUnderWay => store.WritesUnderWay;

        public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
        {
            Reads++;
            return store.GetAsync(key, cancellation);
        }

        public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default)
        {
            Reads++;
            return store.QueryAsync(query, cancellation);
        }

        public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default) => store.PutAsync(item, expected, cancellation);

        public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default) => store.DeleteAsync(key, expectedVersion, cancellation);

        public Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default) => store.PutBatchAsync(items, cancellation);
    }
}
