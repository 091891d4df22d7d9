using NodaTime;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>A recipient of alerts: an owner or the operators. A class and not a record, so that printing it does not reveal the webhook.</summary>
/// <param name="owner">The owner; null for the operators.</param>
/// <param name="email">Email addresses.</param>
/// <param name="webhook">A Slack-compatible webhook; null for none.</param>
/// <param name="hasPager">Whether PagerDuty is notified.</param>
/// <param name="quiet">The quiet hours.</param>
/// <param name="zone">The time zone of the quiet hours.</param>
public sealed class Recipient(OwnerId? owner, IReadOnlyList<string> email, Uri? webhook, bool hasPager, QuietHours quiet, DateTimeZone zone)
{
    /// <summary>The owner; null for the operators.</summary>
    public OwnerId? Owner => owner;

    /// <summary>Email addresses.</summary>
    public IReadOnlyList<string> Email => email;

    /// <summary>A Slack-compatible webhook; null for none.</summary>
    public Uri? Webhook => webhook;

    /// <summary>Whether the recipient uses a channel.</summary>
    public bool Has(AlertChannel channel) => channel switch
    {
        AlertChannel.PagerDuty => hasPager,
        AlertChannel.Slack => webhook is not null,
        _ => email.Count > 0,
    };

    /// <summary>When they may be notified of a rule's alert; operators' high-level alerts ignore quiet hours.</summary>
    public Instant NextLoud(AlertRule? rule, Instant now) => rule is { Level: AlertLevel.High, Audience: AlertAudience.Operators } ? now : quiet.NextLoud(now, zone);
}
