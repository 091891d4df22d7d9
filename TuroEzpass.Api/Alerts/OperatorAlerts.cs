using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Evaluates the operators' rules in this process.</summary>
/// <param name="store">The store.</param>
/// <param name="figures">The metrics.</param>
/// <param name="recipients">The recipients of alerts.</param>
/// <param name="outbox">Sends alerts.</param>
/// <param name="options">When to send reminders.</param>
/// <param name="clock">The clock.</param>
internal sealed class OperatorAlerts(IRecordStore store, OperatorFigures figures, Recipients recipients, Outbox outbox, IOptions<NotifyOptions> options, IClock clock)
{
    private static readonly AlertChannel[] ToldOfAnEnd = [AlertChannel.PagerDuty, AlertChannel.Slack, AlertChannel.Email];
    private readonly AlertBook book = new(store, null);
    private readonly AlertRules rules = AlertRules.BuiltIn;

    /// <summary>The rules that are evaluated here.</summary>
    internal IEnumerable<AlertRule> Here => rules.All.Where(rule =>
        rule.Audience == AlertAudience.Operators && (rule.Place == AlertPlace.Process || (rule.Place == AlertPlace.Both && !figures.IsOnAws)));

    /// <summary>Evaluates all rules once.</summary>
    /// <param name="may">Whether this process may continue; called before each rule.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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

    /// <summary>Resolves an alert after one whole period without a breach, so that a metric that goes up and down does not notify people repeatedly.</summary>
    private static Alert Clear(Alert alert, AlertTrigger.OfMetric metric, Instant now) =>
        alert.ClearSince is null ? alert with { ClearSince = InstantPattern.General.Format(now) }
        : now - At(alert.ClearSince) >= metric.Period ? alert.Resolve(now, ToldOfAnEnd)
        : alert;

    /// <summary>Sends the weekly summary of all owners, once.</summary>
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

        // The title names no owner: with a single owner, the report must still not look like that owner's.
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
