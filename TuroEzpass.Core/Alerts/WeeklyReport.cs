using System.Globalization;
using NodaTime;
using NodaTime.Calendars;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>The results of a week, for one owner or, summed, for operators. Money is in cents.</summary>
/// <param name="First">The week's first day, a Monday.</param>
/// <param name="Owners">The number of owners.</param>
/// <param name="Recovered">Cents of claims paid in the week.</param>
/// <param name="RecoveredClaims">The number of those claims.</param>
/// <param name="Owed">Cents owed by guests in claims that are not approved yet.</param>
/// <param name="Claimed">Cents in claims that are approved or filed, and still open.</param>
/// <param name="AtRisk">Cents in claims that are not filed and have 14 days or fewer left.</param>
/// <param name="Due">The number of those claims.</param>
/// <param name="Runs">Complete collections in the week.</param>
/// <param name="Failures">Collections that were not complete.</param>
public sealed record WeeklyReport(
    LocalDate First, int Owners, long Recovered, int RecoveredClaims, long Owed, long Claimed, long AtRisk, int Due, long Runs, long Failures)
{
    private const int DaysDue = 14;
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("MMMM d");

    /// <summary>Whether the report is empty, as for a new or inactive owner.</summary>
    public bool IsEmpty => RecoveredClaims == 0 && Owed == 0 && Claimed == 0 && Due == 0 && Runs == 0 && Failures == 0;

    /// <summary>Its name: <c>2026-W14</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{WeekYearRules.Iso.GetWeekYear(First):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(First):00}");

    /// <summary>Its heading: <c>Your week from March 30 to April 5</c>.</summary>
    public string Title => $"{(Owners == 1 ? "Your week" : "The week")} from {Day.Format(First)} to {Day.Format(First.PlusDays(6))}";

    /// <summary>Nothing yet.</summary>
    public static WeeklyReport Empty(LocalDate first) => new(first, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The Monday of the last full week before a day.</summary>
    public static LocalDate LastFullWeek(LocalDate today) => today.PlusDays(1).Previous(IsoDayOfWeek.Monday).PlusWeeks(-1);

    /// <summary>Reads one owner's week from the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="first">The week's Monday.</param>
    /// <param name="now">The current time, to find claims at risk.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static async Task<WeeklyReport> ReadAsync(IRecordStore store, OwnerId owner, LocalDate first, Instant now, CancellationToken cancellation = default)
    {
        var reader = new LedgerReader(store, owner);
        var zone = (await reader.SettingsAsync(cancellation).ConfigureAwait(false)).Value.Zone.Zone;
        var (from, to) = (zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(first.PlusWeeks(1)).ToInstant());
        var sums = await ClaimSums.ReadAsync(store, owner, cancellation).ConfigureAwait(false);
        var due = sums.Due(now.InZone(zone).Date, DaysDue);
        var (paid, claims) = await PaidAsync(reader, from, to, cancellation).ConfigureAwait(false);
        var runs = default(RunCount);
        await foreach (var run in new RunBook(store, owner).EndedAsync(from, to, cancellation).ConfigureAwait(false))
        {
            if (run.End >= from && run.End < to)
                runs += RunCount.Of(run);
        }

        return new WeeklyReport(first, 1, paid, claims, sums.Owed, sums.Claimed, due.Cents, due.Claims, runs.Succeeded, runs.Failed);
    }

    /// <summary>The sum of both, as a report of several owners.</summary>
    public WeeklyReport Plus(WeeklyReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WeeklyReport(
            First, Owners + other.Owners, Recovered + other.Recovered, RecoveredClaims + other.RecoveredClaims, Owed + other.Owed, Claimed + other.Claimed,
            AtRisk + other.AtRisk, Due + other.Due, Runs + other.Runs, Failures + other.Failures);
    }

    /// <summary>Its lines, for a mail, a page or a terminal.</summary>
    /// <param name="forOperators">Whether it is the summary for operators.</param>
    public IReadOnlyList<string> Lines(bool forOperators = false) =>
    [
        .. forOperators ? [$"Accounts: {Number(Owners)}"] : Array.Empty<string>(),
        $"Recovered: {Dollars(Recovered)} from {Claims(RecoveredClaims)}",
        $"Owed, not approved yet: {Dollars(Owed)}",
        $"In progress: {Dollars(Claimed)}",
        Due == 0 ? "No claims are due within 14 days." : $"At risk: {Dollars(AtRisk)}; {Claims(Due)} must be filed within 14 days.",
        Runs + Failures == 0 ? "No collections." : $"Collections: {Number(Runs)} complete, {Number(Failures)} incomplete",
    ];

    /// <summary>The whole text: heading and lines.</summary>
    /// <param name="forOperators">Whether it is the summary for operators.</param>
    public string Text(bool forOperators = false) => string.Join('\n', Lines(forOperators).Prepend(Title));

    private static async Task<(long Cents, int Claims)> PaidAsync(LedgerReader reader, Instant from, Instant to, CancellationToken cancellation)
    {
        var (cents, claims, cursor) = (0L, 0, (string?)null);
        do
        {
            var page = await reader.ClaimsAsync([LedgerClaimState.Paid], null, null, StorageLimits.MaxPage, cursor, latestFirst: true, cancellation).ConfigureAwait(false);
            foreach (var claim in page.Items.Select(item => item.Value))
            {
                if (claim.Steps.LastOrDefault(step => step.To == LedgerClaimState.Paid) is { } step && InstantPattern.General.Parse(step.At) is { Success: true } at && at.Value >= from && at.Value < to)
                    (cents, claims) = (cents + claim.Cents, claims + 1);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return (cents, claims);
    }

    private static string Dollars(long cents) => new Money(cents).ToDollars();

    private static string Claims(int count) => $"{Number(count)} claim{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
