using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Evaluates the owners' rules, one owner after another. An owner costs two small reads per round; the rest is read only if the
/// ledger, a portal account or the day has changed, or a notification is due.</summary>
/// <param name="store">The store.</param>
/// <param name="recipients">The recipients of alerts.</param>
/// <param name="outbox">Sends alerts.</param>
/// <param name="clock">The clock.</param>
internal sealed class OwnerAlerts(IRecordStore store, Recipients recipients, Outbox outbox, IClock clock)
{
    private const string Report = "owner-weekly-report";
    private readonly Dictionary<OwnerId, Known> known = [];
    private readonly AlertRules rules = AlertRules.BuiltIn;

    /// <summary>The owner at which an interrupted round continues.</summary>
    private string resumeAt = "";

    /// <summary>Evaluates the rules of all owners once.</summary>
    /// <param name="may">Whether to continue; called before each owner. The next round starts with the owners that were left out.</param>
    /// <param name="failed">Called for an owner whose round failed; the others continue.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Whether all owners were evaluated.</returns>
    public async Task<bool> RoundAsync(Func<CancellationToken, Task<bool>> may, Action<Exception> failed, CancellationToken cancellation)
    {
        foreach (var owner in (await new OwnerDirectory(store).ListAsync(cancellation)).Where(owner => string.CompareOrdinal(owner.Text, resumeAt) >= 0))
        {
            if (!await may(cancellation))
            {
                resumeAt = owner.Text;
                return false;
            }

            try
            {
                await RoundAsync(owner, cancellation);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                // Dropped, so that the next round reads everything again.
                known.Remove(owner);
                failed(error);
            }
        }

        resumeAt = "";
        return true;
    }

    /// <summary>Evaluates one owner's rules.</summary>
    internal async Task RoundAsync(OwnerId owner, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        // Read the mark first: a later write changes it again.
        var mark = await ClaimSums.MarkAsync(store, owner, cancellation);
        var accounts = string.Join('|', (await new AccountBook(store, owner).ListAsync(cancellation)).Select(account => $"{account.Portal}:{account.LastReason}:{account.IsSignInRefused}:{account.CompleteThrough}"));
        var before = known.GetValueOrDefault(owner);
        var isChanged = before is null || before.Mark != mark || before.Accounts != accounts || before.DayEnds <= now;
        var isReportDue = before is null || before.ReportAt <= now;
        if (!isChanged && !isReportDue && !(before!.Next <= now))
            return;

        var book = new AlertBook(store, owner);
        var alerts = await book.ListAsync(cancellation);
        var (settings, _) = await new NoticeBook(store).ReadAsync(owner, cancellation);
        var to = await recipients.OfAsync(owner, settings, cancellation);
        var zone = (await new LedgerReader(store, owner).SettingsAsync(cancellation)).Value.Zone.Zone;
        if (isChanged)
            alerts = await ReconcileAsync(book, alerts, owner, settings, now, cancellation);
        if (isReportDue && await ReportAsync(book, owner, settings, now, zone, cancellation) is { } report)
            alerts = [.. alerts, report];
        var today = now.InZone(zone).Date;
        known[owner] = new Known(mark, accounts, zone.AtStartOfDay(today.PlusDays(1)).ToInstant(), NextReport(now, zone), await outbox.SendAsync(store, to, alerts, cancellation));
    }

    /// <summary>Opens alerts for new findings, and resolves open alerts without a finding.</summary>
    private async Task<IReadOnlyList<StoredAlert>> ReconcileAsync(
        AlertBook book, IReadOnlyList<StoredAlert> alerts, OwnerId owner, NoticeSettings settings, Instant now, CancellationToken cancellation)
    {
        var found = OwnerRules.Find(rules, await OwnerFacts.ReadAsync(store, owner, rules.Vanishing, now, cancellation)).ToDictionary(finding => finding.Id);
        var current = alerts.ToDictionary(one => one.Alert.Id);
        foreach (var (id, finding) in found)
        {
            var stored = current.GetValueOrDefault(id);
            var channels = settings.ChannelsFor(finding.Rule);
            var next = stored is not { Alert.IsOpen: true } ? Alert.Seen(finding, stored?.Alert, now).Open(now, channels)
                // No one was notified when it began, because no channel was set up; now there is one.
                : stored.Alert is { State: AlertState.Open, Deliveries.Count: 0 } && channels.Count > 0 ? stored.Alert.Retell(finding).Open(now, channels)
                : stored.Alert.Retell(finding);
            // Records compare their delivery lists by reference, so an unchanged alert keeps its list.
            if (stored is null || next != stored.Alert)
                await PutAsync(next, stored);
        }

        foreach (var stored in alerts.Where(one => one.Alert.IsOpen && !found.ContainsKey(one.Alert.Id)))
            await PutAsync(stored.Alert.Resolve(now), stored);
        return [.. current.Values];

        async Task PutAsync(Alert next, StoredAlert? stored)
        {
            // Another replica or a user changed it first; keep that change until the next round.
            if ((await book.TryPutAsync(next, stored, cancellation) ?? await book.GetAsync(next.Id, cancellation)) is { } there)
                current[next.Id] = there;
        }
    }

    /// <summary>Creates last week's report, once, if the owner wants it.</summary>
    private async Task<StoredAlert?> ReportAsync(AlertBook book, OwnerId owner, NoticeSettings settings, Instant now, DateTimeZone zone, CancellationToken cancellation)
    {
        var rule = rules.Find(Report)!;
        // Only by email: a report does not fit in a chat.
        if (settings.ChannelsFor(rule).Where(channel => channel == AlertChannel.Email).ToList() is not { Count: > 0 } channels)
            return null;
        var first = WeeklyReport.LastFullWeek(Reported(now, zone).Date);
        var name = WeeklyReport.Empty(first).Name;
        if (await book.GetAsync(Alert.IdOf(rule.Id, name), cancellation) is not null || await WeeklyReport.ReadAsync(store, owner, first, now, cancellation) is not { IsEmpty: false } report)
            return null;
        return await book.TryPutAsync(Alert.Seen(new Finding(rule, name, report.Title, string.Join('\n', report.Lines()), "/reports"), null, now).Tell(now, channels), null, cancellation);
    }

    /// <summary>The time that determines which full week to report: reports are sent on Mondays from the rule's hour.</summary>
    private LocalDateTime Reported(Instant now, DateTimeZone zone) => now.InZone(zone).LocalDateTime.PlusHours(-Hour);

    private int Hour => ((AlertTrigger.OfSchedule)rules.Find(Report)!.Trigger).Hour;

    private Instant NextReport(Instant now, DateTimeZone zone)
    {
        var monday = Reported(now, zone).Date.Next(IsoDayOfWeek.Monday);
        return zone.AtLeniently(monday.At(new LocalTime(Hour, 0))).ToInstant();
    }

    /// <summary>What was known about an owner at the last evaluation.</summary>
    /// <param name="Mark">The version of the ledger.</param>
    /// <param name="Accounts">The state of the portal accounts.</param>
    /// <param name="DayEnds">When the day ends in the owner's zone.</param>
    /// <param name="ReportAt">When the next weekly report is due.</param>
    /// <param name="Next">When the next notification is due; null if none is.</param>
    private sealed record Known(long Mark, string Accounts, Instant DayEnds, Instant ReportAt, Instant? Next);
}
