using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Reporting;

/// <summary>Collects the metrics of all owners. A round costs two small reads per owner: past days are summed once, and an owner's
/// claims are read again only if they changed.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
internal sealed class FigureCollector(IRecordStore store, IClock clock)
{
    /// <summary>Today and the two days before are read every time: an index may lag, and clocks may differ.</summary>
    private const int DaysOpen = 2;

    /// <summary>An unfiled claim is at risk from this many days before its deadline.</summary>
    private const int DaysDue = 14;

    /// <summary>The days that the trend covers.</summary>
    private const int TrendDays = 30;

    private readonly RunTotals totals = new(store);
    private readonly Dictionary<OwnerId, (long Mark, ClaimSums Sums)> claims = [];
    private readonly HashSet<OwnerId> asked = [];
    private readonly HashSet<OwnerId> users = [];
    private LocalDate? closedThrough;
    private RunCount closed;
    private Dictionary<LocalDate, RunCount> closedDays = [];

    /// <summary>Collects the metrics once.</summary>
    /// <param name="may">Whether this process may continue; called before each owner.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Null if it may not continue.</returns>
    public async Task<Figures?> CollectAsync(Func<CancellationToken, Task<bool>> may, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var firstOpen = now.InUtc().Date.PlusDays(-DaysOpen);
        var owners = await new OwnerDirectory(store).ListAsync(cancellation);
        if (!await CloseAsync(owners, firstOpen.PlusDays(-1), may, cancellation))
            return null;
        var today = now.InZone(LedgerSettings.Default.Zone.Zone).Date;
        var (open, recent, sums) = (default(RunCount), default(RunCount), new ClaimFigures(0, 0, 0, 0, 0));
        var days = new Dictionary<LocalDate, RunCount>(closedDays);
        foreach (var owner in owners)
        {
            if (!await may(cancellation))
                return null;
            await foreach (var run in new RunBook(store, owner).EndedAsync(Start(firstOpen), now + Duration.FromDays(1), cancellation))
            {
                users.Add(owner);
                open += RunCount.Of(run);
                var day = run.End!.Value.InUtc().Date;
                days[day] = days.GetValueOrDefault(day) + RunCount.Of(run);
                if (run.End > now - Duration.FromHours(24))
                    recent += RunCount.Of(run);
            }

            if (asked.Add(owner) && !users.Contains(owner) && await new RunBook(store, owner).AnyEndedAsync(cancellation))
                users.Add(owner);
            sums = Add(sums, await ClaimsOfAsync(owner, cancellation), today);
        }

        var last = now.InUtc().Date;
        return new Figures(now, closed + open, recent, users.Count, sums)
        {
            Owners = owners.Count,
            Days = [.. Enumerable.Range(0, TrendDays).Select(back => last.PlusDays(back - TrendDays + 1)).Select(day => (day, days.GetValueOrDefault(day)))],
        };
    }

    /// <summary>Sums the days that have ended since the last time.</summary>
    private async Task<bool> CloseAsync(IReadOnlyList<OwnerId> owners, LocalDate through, Func<CancellationToken, Task<bool>> may, CancellationToken cancellation)
    {
        if (closedThrough >= through)
            return true;
        var last = await totals.ClosedThroughAsync(cancellation) ?? through.PlusDays(-RunTotals.DaysKept);
        if (last < through)
        {
            var days = new Dictionary<(LocalDate Day, string Source), RunCount>();
            foreach (var owner in owners)
            {
                if (!await may(cancellation))
                    return false;
                await foreach (var run in new RunBook(store, owner).EndedAsync(Start(last.PlusDays(1)), Start(through.PlusDays(1)), cancellation))
                {
                    var day = (run.End!.Value.InUtc().Date, run.Source);
                    days[day] = days.GetValueOrDefault(day) + RunCount.Of(run);
                }
            }

            await totals.CloseAsync(through, days, cancellation);
        }

        var kept = await totals.ReadAsync(cancellation);
        closed = kept.Values.Aggregate(default(RunCount), RunCount.Add);
        closedDays = kept.Where(one => one.Key.Day > through.PlusDays(-TrendDays)).GroupBy(one => one.Key.Day)
            .ToDictionary(day => day.Key, day => day.Select(one => one.Value).Aggregate(default(RunCount), RunCount.Add));
        closedThrough = through;
        return true;
    }

    /// <summary>Reads the mark first: a later write changes it again.</summary>
    private async Task<ClaimSums> ClaimsOfAsync(OwnerId owner, CancellationToken cancellation)
    {
        var mark = await ClaimSums.MarkAsync(store, owner, cancellation);
        if (claims.TryGetValue(owner, out var known) && known.Mark == mark)
            return known.Sums;
        var sums = mark == 0 ? ClaimSums.None : await ClaimSums.ReadAsync(store, owner, cancellation);
        claims[owner] = (mark, sums);
        return sums;
    }

    private static ClaimFigures Add(ClaimFigures all, ClaimSums one, LocalDate today)
    {
        var due = one.Due(today, DaysDue);
        return new ClaimFigures(all.Owed + one.Owed, all.Claimed + one.Claimed, all.Paid + one.Paid, all.AtRisk + due.Cents, all.Due + due.Claims);
    }

    private static Instant Start(LocalDate day) => day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
