using NodaTime;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Who is told: an owner, or the operators. A class, so that printing it shows no webhook.</summary>
/// <param name="owner">The owner; null for the operators.</param>
/// <param name="email">E-mail addresses.</param>
/// <param name="webhook">A Slack-compatible webhook; null for none.</param>
/// <param name="hasPager">Whether PagerDuty is told.</param>
/// <param name="quiet">When not to disturb.</param>
/// <param name="zone">The zone of that.</param>
public sealed class Recipient(OwnerId? owner, IReadOnlyList<string> email, Uri? webhook, bool hasPager, QuietHours quiet, DateTimeZone zone)
{
    /// <summary>The owner; null for the operators.</summary>
    public OwnerId? Owner => owner;

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<string> Email => email;

    /// <summary>A Slack-compatible webhook; null for none.</summary>
    public Uri? Webhook => webhook;

    /// <summary>Whether a channel leads to them.</summary>
    public bool Has(AlertChannel channel) => channel switch
    {
        AlertChannel.PagerDuty => hasPager,
        AlertChannel.Slack => webhook is not null,
        _ => email.Count > 0,
    };

    /// <summary>When they may be told of a rule: a loud one always goes through.</summary>
    public Instant NextLoud(AlertRule? rule, Instant now) => rule is { Level: AlertLevel.High, Audience: AlertAudience.Operators } ? now : quiet.NextLoud(now, zone);
}
