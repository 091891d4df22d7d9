using NodaTime;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Alerts;

/// <summary>The weekly report.</summary>
public sealed class WeeklyReportTests : IAsyncLifetime
{
    private static readonly LocalDate Monday = new(2026, 3, 30);
    private AlertWorld world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await AlertWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("2026-04-05", "2026-03-23")]
    [InlineData("2026-04-06", "2026-03-30")]
    [InlineData("2026-04-12", "2026-03-30")]
    public void The_last_full_week_begins_on_a_Monday(string today, string first) =>
        Assert.Equal(NodaTime.Text.LocalDatePattern.Iso.Parse(first).Value, WeeklyReport.LastFullWeek(NodaTime.Text.LocalDatePattern.Iso.Parse(today).Value));

    [Fact]
    public async Task It_has_the_weeks_payments_the_amount_owed_and_the_collections()
    {
        await FillAsync();
        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 6, 16, 0));
        var report = await WeeklyReport.ReadAsync(world.Store, AlertWorld.Owner, Monday, world.Engine.Clock.GetCurrentInstant(), Cancel);
        Assert.Equal(
            "Your week from March 30 to April 5\nRecovered: $2.17 from 1 claim\nOwed, not approved yet: $2.17\nIn progress: $0.00\nAt risk: $2.17; 1 claim must be filed within 14 days.\nCollections: 1 complete, 1 incomplete", report.Text());
        Assert.Equal("2026-W14", report.Name);
        Assert.Equal(0, (await WeeklyReport.ReadAsync(world.Store, AlertWorld.Owner, Monday.PlusWeeks(1), world.Engine.Clock.GetCurrentInstant(), Cancel)).RecoveredClaims);
        var both = WeeklyReport.Empty(Monday).Plus(report).Plus(report);
        Assert.StartsWith("The week from March 30 to April 5\nAccounts: 2\nRecovered: $4.34 from 2 claims", both.Text(forOperators: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_sent_once_a_week_on_Monday_morning_to_subscribers()
    {
        await using var mail = await MailServer.StartAsync();
        await FillAsync();
        await new NoticeBook(world.Store).TryPutAsync(AlertWorld.Owner, new NoticeSettings { Off = ["ClaimsDue", "UnknownTag"], Email = "ann@example.com" }, 0, Cancel);
        string[] smtp = ["Notify:Smtp:Host=127.0.0.1", $"Notify:Smtp:Port={mail.Port}", "Notify:Smtp:Tls=None", "Notify:Smtp:From=tolls@example.com"];
        var (first, second) = (world.OwnersOf(await world.ReplicaAsync(smtp)), world.OwnersOf(await world.ReplicaAsync(smtp)));
        // Sunday; then Monday, 7:59 and 8:00 in New York.
        foreach (var at in new[] { Instant.FromUtc(2026, 4, 5, 16, 0), Instant.FromUtc(2026, 4, 6, 11, 59), Instant.FromUtc(2026, 4, 6, 12, 0), Instant.FromUtc(2026, 4, 6, 12, 5), Instant.FromUtc(2026, 4, 8, 12, 0) })
        {
            world.Engine.Clock.Reset(at);
            foreach (var replica in new[] { first, second })
                await replica.RoundAsync(_ => Task.FromResult(true), error => Assert.Fail(error.ToString()), Cancel);
        }

        var raws = new List<string> { (await mail.NextAsync()).Raw, (await mail.NextAsync()).Raw };
        Assert.Contains(raws, raw => raw.Contains("Subject: Your week from March 30 to April 5", StringComparison.Ordinal));
        // The report of the week before, which was still due on Sunday.
        Assert.Contains(raws, raw => raw.Contains("Subject: Your week from March 23 to March 29", StringComparison.Ordinal));
        Assert.Equal(2, (await world.AlertsAsync(AlertWorld.Owner)).Count(alert => alert.Rule == "owner-weekly-report"));
    }

    [Fact]
    public async Task Operators_get_one_summary_of_all_owners()
    {
        await FillAsync();
        world.Engine.Clock.Reset(Instant.FromUtc(2026, 4, 6, 12, 0));
        var operators = world.OperatorsOf(await world.ReplicaAsync());
        await world.RoundAsync(operators, Duration.Zero);
        await world.RoundAsync(operators, Duration.FromHours(1));
        var text = Assert.Single(world.Slack("/operators"), text => text.Contains("Weekly report, 2026-W14", StringComparison.Ordinal));
        Assert.Contains("Recovered: $2.17 from 1 claim", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", text, StringComparison.Ordinal);
    }

    /// <summary>Two trips; the claim of the first was paid on April 1. Two collections on that day.</summary>
    private async Task FillAsync()
    {
        var host = new LedgerHost(world.Store, await world.Engine.ProofsAsync(), world.Engine.Clock, "test", _ => true);
        var ledger = await OwnerLedger.OpenAsync(host, AlertWorld.Owner, Cancel);
        await ledger.ImportTripsAsync("trip_earnings_export_20260331.csv", LedgerSample.Text(
            [Rows.TripHeader, Rows.Trip("50000001", "2026-01-08 10:00", "2026-01-10 10:00", guest: "Zebulon Quimby"), Rows.Trip("50000002", "2026-01-12 10:00", "2026-01-14 10:00", guest: "Guest B")]), "host", Cancel);
        await ledger.ImportStatementAsync("nj.csv", LedgerSample.Text([Rows.NjHeader, Rows.Nj("2026-01-09 14:05:00"), Rows.Nj("2026-01-13 14:05:00")]), "host", cancellation: Cancel);
        var draft = ledger.State.Drafts(new(), new LocalDate(2026, 4, 1))[0];
        await ledger.ApproveClaimAsync(draft.Id, "host", cancellation: Cancel);
        await ledger.MoveClaimAsync(draft.Id, LedgerClaimState.Sent, null, "host", cancellation: Cancel);
        await ledger.MoveClaimAsync(draft.Id, LedgerClaimState.Paid, null, "host", cancellation: Cancel);
        var runs = new RunBook(world.Store, AlertWorld.Owner);
        await runs.TryAddAsync(OperationsSample.RunOf("r1", AlertWorld.Noon, RunStatus.Succeeded), Cancel);
        await runs.TryAddAsync(OperationsSample.RunOf("r2", AlertWorld.Noon, RunStatus.Failed), Cancel);
        await runs.TryAddAsync(OperationsSample.RunOf("r3", AlertWorld.Noon - Duration.FromDays(20), RunStatus.Failed), Cancel);
    }
}
