using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A way to tell somebody.</summary>
[JsonConverter(typeof(OnlyNames<NoticeChannel>))]
public enum NoticeChannel
{
    /// <summary>E-mail.</summary>
    Email,

    /// <summary>A Slack-compatible webhook.</summary>
    Webhook,

    /// <summary>PagerDuty; operators only.</summary>
    PagerDuty,
}

/// <summary>How a channel does.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="IsSetUp">Whether it leads anywhere.</param>
/// <param name="IsOffered">Whether this system can send so at all.</param>
/// <param name="SentAt">When something was sent last, in UTC; null for never.</param>
/// <param name="FailedAt">When sending failed last; null where it has not since.</param>
/// <param name="Error">Why, and what to do.</param>
public sealed record NoticeChannelState(NoticeChannel Channel, bool IsSetUp, bool IsOffered, string? SentAt, string? FailedAt, string? Error);

/// <summary>Of what an owner wants to be told, where, and when not. The answer's <c>ETag</c> is what a change has to name in <c>If-Match</c>.</summary>
public sealed record NotificationSettings
{
    /// <summary>Claims that must be filed within 14, 7 and 2 days.</summary>
    public required bool ClaimsDue { get; init; }

    /// <summary>Tolls of a tag or plate of no car.</summary>
    public required bool UnknownTag { get; init; }

    /// <summary>A collection that did not end well.</summary>
    public required bool IncompleteCollection { get; init; }

    /// <summary>An agency gave money back for a toll that a guest was asked for.</summary>
    public required bool RefundAfterClaim { get; init; }

    /// <summary>An agency will soon delete history that was not collected.</summary>
    public required bool StatementVanishing { get; init; }

    /// <summary>Each Monday, what the week came to; by e-mail.</summary>
    public required bool WeeklyReport { get; init; }

    /// <summary>An e-mail address; empty for none.</summary>
    public required string Email { get; init; }

    /// <summary>The host of the webhook; empty for none. Its address is a secret, and is not shown again.</summary>
    public required string WebhookHost { get; init; }

    /// <summary>When the quiet hours begin, in the zone of the settings: <c>22:00</c>.</summary>
    public required string QuietFrom { get; init; }

    /// <summary>When they end; the same time means none.</summary>
    public required string QuietTo { get; init; }

    /// <summary>How the channels do.</summary>
    public required IReadOnlyList<NoticeChannelState> Channels { get; init; }

    /// <summary>The hosts to which a webhook may lead.</summary>
    public required IReadOnlyList<string> WebhookHosts { get; init; }
}

/// <summary>A change of <see cref="NotificationSettings"/>.</summary>
/// <param name="ClaimsDue">Claims that must be filed.</param>
/// <param name="UnknownTag">Tags and plates of no car.</param>
/// <param name="IncompleteCollection">Collections that did not end well.</param>
/// <param name="RefundAfterClaim">Guests who are to be paid back.</param>
/// <param name="StatementVanishing">History that an agency will delete.</param>
/// <param name="WeeklyReport">The weekly report.</param>
/// <param name="Email">An e-mail address; empty for none.</param>
/// <param name="Webhook">An address with <c>https://</c> that takes Slack's messages; empty for none, null to keep what is stored.</param>
/// <param name="QuietFrom">When the quiet hours begin: <c>22:00</c>.</param>
/// <param name="QuietTo">When they end; the same time means none.</param>
public sealed record NotificationChange(
    bool ClaimsDue, bool UnknownTag, bool IncompleteCollection, bool RefundAfterClaim, bool StatementVanishing, bool WeeklyReport = false,
    string Email = "", string? Webhook = null, string QuietFrom = "22:00", string QuietTo = "07:00")
{
    /// <inheritdoc />
    public override string ToString() => nameof(NotificationChange);
}

/// <summary>Asks for a test.</summary>
/// <param name="Channel">The channel.</param>
public sealed record TestNotice(NoticeChannel Channel);

/// <summary>What became of a test.</summary>
/// <param name="Sent">Whether the other side took it.</param>
/// <param name="Error">Why not, and what to do.</param>
public sealed record TestNoticeResult(bool Sent, string? Error);
