namespace TuroEzpass.Core.Alerts;

/// <summary>How soon someone must respond.</summary>
public enum AlertPriority
{
    /// <summary>Page immediately.</summary>
    P1,

    /// <summary>Page within 30 minutes.</summary>
    P2,

    /// <summary>In business hours.</summary>
    P3,

    /// <summary>In the next sprint.</summary>
    P4,
}

/// <summary>How urgently an alert is sent; the rules file lists the channels of each level.</summary>
public enum AlertLevel
{
    /// <summary>Also at night.</summary>
    High,

    /// <summary>Soon.</summary>
    Medium,

    /// <summary>For the record.</summary>
    Low,
}

/// <summary>Who receives an alert.</summary>
public enum AlertAudience
{
    /// <summary>The operators of the system.</summary>
    Operators,

    /// <summary>A host.</summary>
    Owner,
}

/// <summary>Where a rule is evaluated.</summary>
public enum AlertPlace
{
    /// <summary>By CloudWatch on AWS, by the API on a single machine.</summary>
    Both,

    /// <summary>On AWS only.</summary>
    Aws,

    /// <summary>By the API, wherever it runs.</summary>
    Process,
}

/// <summary>A way to notify people.</summary>
public enum AlertChannel
{
    /// <summary>PagerDuty events.</summary>
    PagerDuty,

    /// <summary>A Slack-compatible webhook.</summary>
    Slack,

    /// <summary>Mail.</summary>
    Email,
}

/// <summary>The kinds of notification that a host can turn off.</summary>
public enum NoticeKind
{
    /// <summary>Claims that must be filed.</summary>
    ClaimsDue,

    /// <summary>Tags and plates that are on no known car.</summary>
    UnknownTag,

    /// <summary>Incomplete collections.</summary>
    IncompleteCollection,

    /// <summary>Guests who are owed a refund.</summary>
    RefundAfterClaim,

    /// <summary>Toll history that an agency will delete.</summary>
    StatementVanishing,

    /// <summary>The weekly report.</summary>
    WeeklyReport,
}

/// <summary>An alert rule.</summary>
/// <param name="Id">The id: <c>api-errors</c>. It is also the end of its anchor in the runbook.</param>
/// <param name="Title">The title of its alerts.</param>
/// <param name="Priority">How soon someone must respond.</param>
/// <param name="Level">How urgently alerts are sent.</param>
/// <param name="Audience">Who receives them.</param>
/// <param name="Place">Where it is evaluated.</param>
/// <param name="Trigger">When it fires.</param>
/// <param name="ToDo">What to do, in one line.</param>
/// <param name="Channels">The channels of the level.</param>
/// <param name="Kind">The kind by which an owner can turn it off; null for operators' rules.</param>
public sealed record AlertRule(
    string Id, string Title, AlertPriority Priority, AlertLevel Level, AlertAudience Audience, AlertPlace Place, AlertTrigger Trigger, string ToDo,
    IReadOnlyList<AlertChannel> Channels, NoticeKind? Kind)
{
    /// <summary>The runbook section for the rule: <c>docs/RUNBOOK.md#alert-api-errors</c>.</summary>
    public string Runbook => $"docs/RUNBOOK.md#alert-{Id}";

    /// <summary>Whether the CloudFormation template defines an alarm or rule for it.</summary>
    public bool IsOnAws => Place != AlertPlace.Process;
}

/// <summary>An agency that deletes toll history.</summary>
/// <param name="Layout">The layout of its statements.</param>
/// <param name="Portal">Its portal, if there is one.</param>
/// <param name="Agency">The agency's name.</param>
/// <param name="DisputeDays">Days after posting within which a toll can be disputed.</param>
/// <param name="HistoryDays">Days after posting when a toll is deleted.</param>
public sealed record VanishingHistory(string Layout, string Portal, string Agency, int DisputeDays, int HistoryDays);
