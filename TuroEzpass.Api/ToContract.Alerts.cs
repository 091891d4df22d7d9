using TuroEzpass.Contracts;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api;

/// <content>Alerts.</content>
internal static partial class ToContract
{
    public static AlertInfo Alert(Alert alert)
    {
        var rule = AlertRules.BuiltIn.Find(alert.Rule);
        return new AlertInfo(
            alert.Id, alert.Rule, (rule?.Priority ?? AlertPriority.P4).ToString(), alert.Title, alert.Detail, rule?.ToDo ?? "", alert.Link,
            alert.State switch { AlertState.Acknowledged => AlertStage.Acknowledged, AlertState.Resolved => AlertStage.Resolved, _ => AlertStage.Open },
            alert.OpenedAt ?? alert.Since, alert.AcknowledgedAt, alert.AcknowledgedBy, alert.ResolvedAt,
            [.. alert.Deliveries.Select(one => new AlertSent(Channel(one.Channel), one.News.ToString(), one.State.ToString(), one.At, one.Error))]);
    }

    public static NoticeChannelState Channel(AlertChannel channel, bool isSetUp, bool isOffered, ChannelHealth? health) =>
        new(Channel(channel), isSetUp, isOffered, health?.SentAt, health?.FailedAt, health?.Error);

    private static NoticeChannel Channel(AlertChannel channel) => channel switch
    {
        AlertChannel.PagerDuty => NoticeChannel.PagerDuty,
        AlertChannel.Slack => NoticeChannel.Webhook,
        _ => NoticeChannel.Email,
    };
}
