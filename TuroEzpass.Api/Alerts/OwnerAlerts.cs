using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>The owners' rules, for all owners in turn. An owner costs two small reads a round; the rest is read where the ledger, a portal
/// account or the day changed, or something is to be sent.</summary>
/// <param name="store">The store.</param>
/// <param name="recipients">Who is told.</param>
/// <param name="outbox">Tells them.</param>
/// <param name="clock">The clock.</param>
internal sealed class OwnerAlerts(IRecordStore store, Recipients recipients, Outbox outbox, IClock clock)
{
    private const string Report = "owner-weekly-report";
    private readonly Dictionary<OwnerId, Known> known = [];
    private readonly AlertRules rules = AlertRules.BuiltIn;

    /// <summary>The owner with whom a round that was left in the middle goes on.</summary>
    private string resumeAt = "";

    /// <summary>One round over all owners.</summary>
    /// <param name="may">Whether to go on; asked before each owner. The next round begins with whoever was not looked at.</param>
    /// <param name="failed">Told of an owner whose round failed; the others go on.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Whether all were looked at.</returns>
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
                // Forgotten, so that all of it is looked at again next time.
                known.Remove(owner);
                failed(error);
            }
        }

        resumeAt = "";
        return true;
    }

    /// <summary>One owner.</summary>
    internal async Task RoundAsync(OwnerId owner, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        // The mark is read first: what is written after it changes it again.
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

    /// <summary>Opens what is found and not open, and resolves what is open and not found.</summary>
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
                // Nobody was told when it began, for there was nowhere to tell: now there is.
                : stored.Alert is { State: AlertState.Open, Deliveries.Count: 0 } && channels.Count > 0 ? stored.Alert.Retell(finding).Open(now, channels)
                : stored.Alert.Retell(finding);
            // The deliveries of an alert are compared by their list: one that says the same keeps it.
            if (stored is null || next != stored.Alert)
                await PutAsync(next, stored);
        }

        foreach (var stored in alerts.Where(one => one.Alert.IsOpen && !found.ContainsKey(one.Alert.Id)))
            await PutAsync(stored.Alert.Resolve(now), stored);
        return [.. current.Values];

        async Task PutAsync(Alert next, StoredAlert? stored)
        {
            // Another replica, or somebody who acknowledges, was faster: their word stands until the next round.
            if ((await book.TryPutAsync(next, stored, cancellation) ?? await book.GetAsync(next.Id, cancellation)) is { } there)
                current[next.Id] = there;
        }
    }

    /// <summary>The report of the last week, once, to who wants it.</summary>
    private async Task<StoredAlert?> ReportAsync(AlertBook book, OwnerId owner, NoticeSettings settings, Instant now, DateTimeZone zone, CancellationToken cancellation)
    {
        var rule = rules.Find(Report)!;
        // Only by e-mail: a chat is no place for a report.
        if (settings.ChannelsFor(rule).Where(channel => channel == AlertChannel.Email).ToList() is not { Count: > 0 } channels)
            return null;
        var first = WeeklyReport.LastFullWeek(Reported(now, zone).Date);
        var name = WeeklyReport.Empty(first).Name;
        if (await book.GetAsync(Alert.IdOf(rule.Id, name), cancellation) is not null || await WeeklyReport.ReadAsync(store, owner, first, now, cancellation) is not { IsEmpty: false } report)
            return null;
        return await book.TryPutAsync(Alert.Seen(new Finding(rule, name, report.Title, string.Join('\n', report.Lines()), "/reports"), null, now).Tell(now, channels), null, cancellation);
    }

    /// <summary>The time whose last full week is reported: reports come on Mondays at the rule's hour, and not before.</summary>
    private LocalDateTime Reported(Instant now, DateTimeZone zone) => now.InZone(zone).LocalDateTime.PlusHours(-Hour);

    private int Hour => ((AlertTrigger.OfSchedule)rules.Find(Report)!.Trigger).Hour;

    private Instant NextReport(Instant now, DateTimeZone zone)
    {
        var monday = Reported(now, zone).Date.Next(IsoDayOfWeek.Monday);
        return zone.AtLeniently(monday.At(new LocalTime(Hour, 0))).ToInstant();
    }

    /// <summary>What is known of an owner since the last look.</summary>
    /// <param name="Mark">The version of the ledger.</param>
    /// <param name="Accounts">How the portal accounts stood.</param>
    /// <param name="DayEnds">When the day ends there.</param>
    /// <param name="ReportAt">When the next weekly report is due.</param>
    /// <param name="Next">When something is to be sent; null for nothing.</param>
    private sealed record Known(long Mark, string Accounts, Instant DayEnds, Instant ReportAt, Instant? Next);
}
