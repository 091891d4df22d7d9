using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Totals and trends.</summary>
internal static class AnalyticsApi
{
    private const int RiskDays = 14;
    private const int RunDays = 30;

    public static RouteGroupBuilder MapAnalyticsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/analytics", Get).WithName("GetAnalytics").WithTags("Analytics").WithSummary("Recovered, owed and at-risk amounts by month, agency and car, and the success of collections.")
            .RequirePermission(Permissions.Read).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    private static async Task<Ok<Analytics>> Get(Caller caller, IRecordStore records, LedgerClock clock, LedgerFigures kept, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        var today = await clock.TodayAsync(reader, cancellation);
        var figures = await kept.GetAsync(caller.Owner, reader, today, () => SumAsync(reader, today, cancellation), cancellation);
        return TypedResults.Ok(figures with { Runs = await RunsAsync(new RunBook(records, caller.Owner), today, cancellation) });
    }

    /// <summary>Everything that depends only on the ledger and the day; runs are added separately.</summary>
    private static async Task<Analytics> SumAsync(LedgerReader reader, LocalDate today, CancellationToken cancellation)
    {
        var claims = await reader.ClaimTotalsAsync(cancellation);
        var months = await reader.TotalsAsync(cancellation);
        Total Of(params IEnumerable<LedgerClaimState> states) => Sum(states.Select(state => claims.GetValueOrDefault(state.ToString())).OfType<TotalEntry>());
        var review = months.SelectMany(month => month.Value.Outcomes).Where(outcome => outcome.Key is "NeedsReview" or "Unmapped" or "Unreadable").Select(outcome => outcome.Value);
        return new Analytics(
            Of(LedgerClaimState.Paid), Of(LedgerClaimState.Draft), Of(LedgerClaimState.Approved, LedgerClaimState.Sent, LedgerClaimState.Disputed, LedgerClaimState.Answered),
            await AtRiskAsync(reader, today, cancellation), Of(LedgerClaimState.Rejected, LedgerClaimState.Expired), Sum(review), (await reader.UnknownDevicesAsync(cancellation)).Count,
            [.. months.Select(month => new MonthFigures(month.Sort, ToContract.Totals(month.Value.Outcomes), ToContract.Total(month.Value.Paid)))],
            Named(months.SelectMany(month => month.Value.Agencies)), Named(months.SelectMany(month => month.Value.Vehicles)), [])
        {
            Upgrade = await reader.UpgradeAsync(cancellation) is { Changed: > 0 } upgrade ? new UpgradeNotice(upgrade.At, upgrade.Changed, ToContract.Total(upgrade.ToReview)) : null,
        };
    }

    /// <summary>Claims that must be filed soon: drafts, and approved claims that were not sent.</summary>
    private static async Task<Total> AtRiskAsync(LedgerReader reader, LocalDate today, CancellationToken cancellation)
    {
        var (count, cents, cursor) = (0, 0L, (string?)null);
        do
        {
            var page = await reader.ClaimsAsync(
                [LedgerClaimState.Draft, LedgerClaimState.Approved], LocalDatePattern.Iso.Format(today), LocalDatePattern.Iso.Format(today.PlusDays(RiskDays)), 500, cursor, cancellation: cancellation);
            count += page.Items.Count;
            cents += page.Items.Sum(claim => claim.Value.Cents);
            cursor = page.Next;
        }
        while (cursor is not null);
        return new Total(count, ToContract.Money(cents));
    }

    private static async Task<IReadOnlyList<DayRuns>> RunsAsync(RunBook book, LocalDate today, CancellationToken cancellation)
    {
        var runs = await book.SinceAsync(LocalDatePattern.Iso.Format(today.PlusDays(1 - RunDays)), cancellation);
        return [.. runs.GroupBy(run => run.ScrapeDate).OrderBy(day => day.Key, StringComparer.Ordinal)
            .Select(day => new DayRuns(day.Key, day.Count(run => run.Status == RunStatus.Succeeded), day.Count(run => run.Status == RunStatus.Failed)))];
    }

    private static IReadOnlyList<NamedFigures> Named(IEnumerable<KeyValuePair<string, SortedDictionary<string, TotalEntry>>> all) =>
    [
        .. all.GroupBy(one => one.Key, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new NamedFigures(one.Key, one.SelectMany(month => month.Value).GroupBy(outcome => outcome.Key, outcome => outcome.Value, StringComparer.Ordinal).ToDictionary(outcome => outcome.Key, Sum))),
    ];

    private static Total Sum(IEnumerable<TotalEntry> entries)
    {
        var all = entries.ToList();
        return new Total(all.Sum(entry => entry.Rows), ToContract.Money(all.Sum(entry => entry.Cents)));
    }
}
