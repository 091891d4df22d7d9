using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts;

/// <summary>Tells operators of a store that does not answer: then no alert can be recorded, so each process tells it once by itself.
/// PagerDuty takes what several processes tell for one.</summary>
internal sealed class StoreOutage(Courier courier, Recipients recipients, IClock clock)
{
    private static readonly Duration Patience = Duration.FromMinutes(5);
    private static readonly AlertRule Rule = AlertRules.BuiltIn.Find("store-unhealthy")!;
    private Instant? since;
    private Alert? told;

    /// <summary>A round failed for the store's sake.</summary>
    public async Task FailedAsync()
    {
        var now = clock.GetCurrentInstant();
        since ??= now;
        if (told is not null || now - since < Patience)
            return;
        var minutes = (long)(now - since.Value).TotalMinutes;
        told = Alert.Seen(new Finding(Rule, "", "The store does not answer", $"No round of alerts succeeded for {minutes} minutes.", "/system"), null, now);
        await TellAsync(told, AlertNews.Opened, now);
    }

    /// <summary>A round succeeded.</summary>
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
        // What fails now is not tried again: there is nowhere to remember it.
        foreach (var channel in Rule.Channels.Where(to.Has))
            await courier.SendAsync(channel, to, [(alert, AlertDelivery.New(channel, news, now))]);
    }
}
