using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>The operators' rules that this process looks after.</summary>
/// <param name="store">The store.</param>
/// <param name="figures">What they look at.</param>
/// <param name="recipients">Who is told.</param>
/// <param name="outbox">Tells them.</param>
/// <param name="options">When to remind.</param>
/// <param name="clock">The clock.</param>
internal sealed class OperatorAlerts(IRecordStore store, OperatorFigures figures, Recipients recipients, Outbox outbox, IOptions<NotifyOptions> options, IClock clock)
{
    private static readonly AlertChannel[] ToldOfAnEnd = [AlertChannel.PagerDuty, AlertChannel.Slack, AlertChannel.Email];
    private readonly AlertBook book = new(store, null);
    private readonly AlertRules rules = AlertRules.BuiltIn;

    /// <summary>The rules that are evaluated here.</summary>
    internal IEnumerable<AlertRule> Here => rules.All.Where(rule =>
        rule.Audience == AlertAudience.Operators && (rule.Place == AlertPlace.Process || (rule.Place == AlertPlace.Both && !figures.IsOnAws)));

    /// <summary>One round.</summary>
    /// <param name="may">Whether this process may go on; asked now and then.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task RoundAsync(Func<CancellationToken, Task<bool>> may, CancellationToken cancellation)
    {
        var (now, to) = (clock.GetCurrentInstant(), recipients.Operators);
        var current = (await book.ListAsync(cancellation)).ToDictionary(one => one.Alert.Id);
        foreach (var rule in Here)
        {
            if (!await may(cancellation))
                return;
            var id = Alert.IdOf(rule.Id, "");
            var stored = current.GetValueOrDefault(id);
            switch (rule.Trigger)
            {
                case AlertTrigger.OfMetric metric when OperatorFigures.Knows(metric):
                    Keep(current, id, await MeasureAsync(rule, metric, stored, to, now, cancellation));
                    break;
                case AlertTrigger.OfSchedule schedule:
                    await ReportAsync(current, rule, schedule, to, now, may, cancellation);
                    break;
            }
        }

        await outbox.SendAsync(store, to, [.. current.Values], cancellation);
    }

    private async Task<StoredAlert?> MeasureAsync(AlertRule rule, AlertTrigger.OfMetric metric, StoredAlert? stored, Recipient to, Instant now, CancellationToken cancellation)
    {
        var (value, isWatched) = await figures.ReadAsync(metric, cancellation);
        var isWrong = isWatched && metric.IsBreachedBy(value);
        var finding = new Finding(rule, "", rule.Title, Tell(metric, value), "/system");
        var next = (stored?.Alert.State, isWrong) switch
        {
            (null or AlertState.Resolved, true) => Alert.Seen(finding, stored?.Alert, now),
            (AlertState.Open or AlertState.Acknowledged, true) when stored!.Alert.ClearSince is not null => stored.Alert with { ClearSince = null },
            (AlertState.Open or AlertState.Acknowledged, false) => Clear(stored!.Alert, metric, now),
            _ => stored?.Alert,
        };
        if (next is { State: AlertState.Pending } && isWrong && now - At(next.Since) >= metric.Patience)
            next = next.Retell(finding).Open(now, rule.Channels.Where(to.Has));
        if (next is { State: AlertState.Open } && isWrong && rule.Priority == AlertPriority.P1 && now - At(next.RemindedAt ?? next.OpenedAt!) >= Duration.FromTimeSpan(options.Value.RemindAfter))
            next = next.Remind(now, rule.Channels.Where(to.Has));
        if (stored is { Alert.State: AlertState.Pending } && !isWrong)
        {
            await book.TryForgetAsync(stored, cancellation);
            return null;
        }

        return next is null || next == stored?.Alert ? stored : await book.TryPutAsync(next, stored, cancellation) ?? await book.GetAsync(next.Id, cancellation);
    }

    /// <summary>It must have been well for a whole period before it counts as over: what goes back and forth is not told again and again.</summary>
    private static Alert Clear(Alert alert, AlertTrigger.OfMetric metric, Instant now) =>
        alert.ClearSince is null ? alert with { ClearSince = InstantPattern.General.Format(now) }
        : now - At(alert.ClearSince) >= metric.Period ? alert.Resolve(now, ToldOfAnEnd)
        : alert;

    /// <summary>The week's summary of all owners, once.</summary>
    private async Task ReportAsync(
        Dictionary<string, StoredAlert> current, AlertRule rule, AlertTrigger.OfSchedule schedule, Recipient to, Instant now, Func<CancellationToken, Task<bool>> may, CancellationToken cancellation)
    {
        var first = WeeklyReport.LastFullWeek((now - Duration.FromHours(schedule.Hour)).InUtc().Date);
        var name = WeeklyReport.Empty(first).Name;
        var id = Alert.IdOf(rule.Id, name);
        if (current.ContainsKey(id))
            return;
        var all = WeeklyReport.Empty(first);
        foreach (var owner in await new OwnerDirectory(store).ListAsync(cancellation))
        {
            if (!await may(cancellation))
                return;
            all = all.Plus(await WeeklyReport.ReadAsync(store, owner, first, now, cancellation));
        }

        // An owner more or less: with one only, it must still not read as theirs.
        var finding = new Finding(rule, name, $"Weekly report, {name}", all.Text(forOperators: true), "/system");
        Keep(current, id, await book.TryPutAsync(Alert.Seen(finding, null, now).Tell(now, rule.Channels.Where(to.Has)), null, cancellation) ?? await book.GetAsync(id, cancellation));
    }

    private static void Keep(Dictionary<string, StoredAlert> current, string id, StoredAlert? stored)
    {
        if (stored is null)
            current.Remove(id);
        else
            current[id] = stored;
    }

    private static string Tell(AlertTrigger.OfMetric metric, double? value)
    {
        var side = metric.Comparison switch { AlertComparison.Below => "below", AlertComparison.Above => "above", _ => "at least" };
        return value is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{metric.Name} is {known:0.##} (alert when {side} {metric.Threshold:0.##}).")
            : $"No data for {metric.Name}: it is not being measured.";
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
