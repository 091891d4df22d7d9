using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts;

/// <summary>Notifies operators that the store is not responding. No alert can be recorded then, so each process sends it once;
/// PagerDuty merges the events of several processes.</summary>
internal sealed class StoreOutage(Courier courier, Recipients recipients, IClock clock)
{
    private static readonly Duration Patience = Duration.FromMinutes(5);
    private static readonly AlertRule Rule = AlertRules.BuiltIn.Find("store-unhealthy")!;
    private Instant? since;
    private Alert? told;

    /// <summary>Records a round that failed because of the store.</summary>
    public async Task FailedAsync()
    {
        var now = clock.GetCurrentInstant();
        since ??= now;
        if (told is not null || now - since < Patience)
            return;
        var minutes = (long)(now - since.Value).TotalMinutes;
        told = Alert.Seen(new Finding(Rule, "", "The store is not responding", $"No evaluation of the alert rules has succeeded for {minutes} minutes.", "/system"), null, now);
        await TellAsync(told, AlertNews.Opened, now);
    }

    /// <summary>Records a round that succeeded.</summary>
    public async Task SucceededAsync()
    {
        since = null;
        if (told is not { } alert)
            return;
        told = null;
        await TellAsync(alert, AlertNews.Resolved, clock.GetCurrentInstant());
    }

    private async Task TellAsync(Alert alert, AlertNews news, Instant now)
    {
        var to = recipients.Operators;
        // Failed sends are not retried: there is nowhere to record them.
        foreach (var channel in Rule.Channels.Where(to.Has))
            await courier.SendAsync(channel, to, [(alert, AlertDelivery.New(channel, news, now))]);
    }
}
