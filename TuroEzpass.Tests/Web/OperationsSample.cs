using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Web;

/// <summary>Data for the pages of runs, settings and operators: runs in every state with a screenshot, a guest whose name is due for erasure, a request
/// that failed too often; with texts that would be code if a page did not escape them.</summary>
internal static class OperationsSample
{
    public const string Probe = "<img src=x onerror=alert(1)>";
    public const string OldTrip = "40000001";

    /// <summary>An image of one pixel.</summary>
    public static byte[] Pixel { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task FillOperationsAsync(this WebWorld world)
    {
        var (records, now) = (world.Api.Service<IRecordStore>(), world.Api.Clock.GetCurrentInstant());
        var book = new RunBook(records, SetUp.FirstOwner);
        var (shot, page) = (await StoreAsync(world, SetUp.FirstOwner), await StoreAsync(world, SetUp.FirstOwner, ProofKind.Proof));
        await new AccountBook(records, SetUp.FirstOwner).ChangeAsync("turo", account => account with { IsEnabled = true, CompleteThrough = "2026-03-30", LastRunAt = "2026-03-31T10:00:00Z", LastReason = RunReason.NeedsSignIn }, Cancel);
        for (var day = 1; day <= 24; day++)
        {
            var end = now - Duration.FromDays(day);
            await book.TryAddAsync(RunOf($"run-{day:00}", end, day % 6 == 3 ? RunStatus.Failed : RunStatus.Succeeded) with
            {
                TotalRecords = 40 + day,
                NewRecords = day % 5,
                Error = day % 6 == 3 ? $"The site asked for a code {Probe}. Sign in there once in the browser, then run it again." : null,
                Screenshots = day % 6 == 3 ? [shot] : [],
                Reason = day % 6 == 3 ? RunReason.ChallengeShown : null,
                Selector = day == 3 ? $"rows: table{Probe}" : null,
                From = "2026-01-01",
                Through = "2026-03-31",
                Summary = day % 6 == 3 ? null : "96 rows of 10 pages.",
                Pages = day == 1 ? [page] : [],
            }, Cancel);
        }

        await book.TryAddAsync(RunOf("run-00", now, RunStatus.Queued) with { Source = "all", EndedAt = null, StartedAt = null }, Cancel);
        await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, async ledger =>
        {
            await ledger.ImportTripsAsync("trip_earnings_export_20240401.csv", LedgerSample.Text(
                [Rows.TripHeader, Rows.Trip(OldTrip, "2024-03-01 09:30", "2024-03-03 21:30", guest: $"Old Guest {Probe}", label: LedgerSample.Label)]), "Hana Host", Cancel);
            await ledger.ImportStatementAsync($"nj{Probe}.csv", LedgerSample.Text([Rows.NjHeader, Rows.Nj("2024-03-02 14:05:00", plaza: "=1+1"), Rows.Nj("2024-03-03 22:10:00", amount: "($3.10)")]), "Hana Host", cancellation: Cancel);
            return true;
        }, Cancel);
        await FailAsync(world.Api.Service<IWorkQueue>());
        await AlertAsync(records, SetUp.FirstOwner, now);
        await AlertAsync(records, null, now);
        // The metrics are computed once a minute: this is the next time.
        await world.Api.App.Services.GetServices<IHostedService>().OfType<FigureReporter>().Single().RoundAsync(Cancel);
    }

    /// <summary>Alerts in every state, and a failing channel.</summary>
    private static async Task AlertAsync(IRecordStore records, OwnerId? owner, Instant now)
    {
        var book = new AlertBook(records, owner);
        foreach (var (rule, each) in AlertRules.BuiltIn.All.Where(rule => rule.Audience == (owner is null ? AlertAudience.Operators : AlertAudience.Owner)).Select((rule, each) => (rule, each)))
        {
            var open = Alert.Seen(new Finding(rule, Probe, $"{rule.Title} {Probe}", $"Detail {Probe}", "/claims"), null, now - Duration.FromDays(1)).Open(now - Duration.FromDays(1), [AlertChannel.Email]);
            await book.TryPutAsync((each % 3) switch { 0 => open, 1 => open.Acknowledge(now, "Hana Host"), _ => open.With(open.Deliveries[0].Begin(now).Fail(now, $"The mail server does not answer {Probe}.", isFinal: true)).Resolve(now) }, null, Cancel);
        }

        await new ChannelBook(records, owner).NoteAsync(AlertChannel.Email, now, $"The mail server does not answer {Probe}.", Cancel);
    }

    /// <summary>A screenshot of an owner.</summary>
    /// <returns>Its SHA-256.</returns>
    public static async Task<string> StoreAsync(WebWorld world, OwnerId owner, ProofKind kind = ProofKind.FailureScreenshot)
    {
        using var picture = new MemoryStream(Pixel);
        return await world.Api.Service<IProofStore>().PutAsync(kind, owner, picture, "image/png", Cancel) switch
        {
            ProofPut.Stored stored => stored.Info.Address.Sha256,
            ProofPut.AlreadyThere there => there.Info.Address.Sha256,
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>A request that always failed.</summary>
    public static async Task FailAsync(IWorkQueue queue)
    {
        await queue.SendAsync(WorkKind.Scrapes, """{"owner":"secret-owner"}""", cancellation: Cancel);
        for (var attempt = 0; attempt < StorageLimits.MaxTries; attempt++)
            await queue.GiveBackAsync((await queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(30), cancellation: Cancel))!, cancellation: Cancel);
        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromSeconds(1), cancellation: Cancel));
    }

    public static Run RunOf(string id, Instant end, RunStatus status) => new()
    {
        Id = id,
        ScrapeDate = LocalDatePattern.Iso.Format(end.InUtc().Date),
        Source = "ezpassny",
        Status = status,
        CreatedAt = InstantPattern.General.Format(end - Duration.FromMinutes(3)),
        StartedAt = InstantPattern.General.Format(end - Duration.FromSeconds(95)),
        EndedAt = InstantPattern.General.Format(end),
    };
}
