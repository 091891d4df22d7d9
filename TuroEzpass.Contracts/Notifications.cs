using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A notification channel.</summary>
[JsonConverter(typeof(OnlyNames<NoticeChannel>))]
public enum NoticeChannel
{
    /// <summary>Email.</summary>
    Email,

    /// <summary>A Slack-compatible webhook.</summary>
    Webhook,

    /// <summary>PagerDuty; operators only.</summary>
    PagerDuty,
}

/// <summary>A channel's status.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="IsSetUp">Whether an address is configured.</param>
/// <param name="IsOffered">Whether this system supports the channel.</param>
/// <param name="SentAt">When the last message was sent, in UTC; null if none was.</param>
/// <param name="FailedAt">When sending last failed; null if it has succeeded since or never failed.</param>
/// <param name="Error">The reason and what to do.</param>
public sealed record NoticeChannelState(NoticeChannel Channel, bool IsSetUp, bool IsOffered, string? SentAt, string? FailedAt, string? Error);

/// <summary>An owner's notification settings. To change them, send the response's <c>ETag</c> in <c>If-Match</c>.</summary>
public sealed record NotificationSettings
{
    /// <summary>Notify about claims that must be filed within 14, 7 and 2 days.</summary>
    public required bool ClaimsDue { get; init; }

    /// <summary>Notify about tolls of tags and plates that are not assigned to a car.</summary>
    public required bool UnknownTag { get; init; }

    /// <summary>Notify about failed collections.</summary>
    public required bool IncompleteCollection { get; init; }

    /// <summary>Notify when an agency refunds a toll that a guest was charged for.</summary>
    public required bool RefundAfterClaim { get; init; }

    /// <summary>Notify when an agency will soon delete history that was not collected.</summary>
    public required bool StatementVanishing { get; init; }

    /// <summary>Send a report of the week by email every Monday.</summary>
    public required bool WeeklyReport { get; init; }

    /// <summary>The email address; empty for none.</summary>
    public required string Email { get; init; }

    /// <summary>The webhook's host; empty for none. The full address is a secret and is not shown again.</summary>
    public required string WebhookHost { get; init; }

    /// <summary>When quiet hours begin, in the time zone of the settings: <c>22:00</c>.</summary>
    public required string QuietFrom { get; init; }

    /// <summary>When quiet hours end; the same time as <see cref="QuietFrom"/> means no quiet hours.</summary>
    public required string QuietTo { get; init; }

    /// <summary>The status of the channels.</summary>
    public required IReadOnlyList<NoticeChannelState> Channels { get; init; }

    /// <summary>The hosts that a webhook may use.</summary>
    public required IReadOnlyList<string> WebhookHosts { get; init; }
}

/// <summary>A change of <see cref="NotificationSettings"/>.</summary>
/// <param name="ClaimsDue">Claims that must be filed.</param>
/// <param name="UnknownTag">Tags and plates that are not assigned to a car.</param>
/// <param name="IncompleteCollection">Failed collections.</param>
/// <param name="RefundAfterClaim">Guests who must be refunded.</param>
/// <param name="StatementVanishing">History that an agency will soon delete.</param>
/// <param name="WeeklyReport">The weekly report.</param>
/// <param name="Email">The email address; empty for none.</param>
/// <param name="Webhook">A Slack-compatible <c>https://</c> address; empty for none, null to keep the stored one.</param>
/// <param name="QuietFrom">When quiet hours begin: <c>22:00</c>.</param>
/// <param name="QuietTo">When quiet hours end; the same time means no quiet hours.</param>
public sealed record NotificationChange(
    bool ClaimsDue, bool UnknownTag, bool IncompleteCollection, bool RefundAfterClaim, bool StatementVanishing, bool WeeklyReport = false,
    string Email = "", string? Webhook = null, string QuietFrom = "22:00", string QuietTo = "07:00")
{
    /// <inheritdoc />
    public override string ToString() => nameof(NotificationChange);
}

/// <summary>Sends a test message.</summary>
/// <param name="Channel">The channel.</param>
public sealed record TestNotice(NoticeChannel Channel);

/// <summary>The result of a test message.</summary>
/// <param name="Sent">Whether the receiver accepted it.</param>
/// <param name="Error">Why not, and what to do.</param>
public sealed record TestNoticeResult(bool Sent, string? Error);
