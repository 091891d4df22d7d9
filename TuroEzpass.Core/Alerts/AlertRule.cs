namespace TuroEzpass.Core.Alerts;

/// <summary>How soon somebody must look.</summary>
public enum AlertPriority
{
    /// <summary>Page at once.</summary>
    P1,

    /// <summary>Page within 30 minutes.</summary>
    P2,

    /// <summary>In business hours.</summary>
    P3,

    /// <summary>Next sprint.</summary>
    P4,
}

/// <summary>How loudly it is told; the file of the rules says which channels that is.</summary>
public enum AlertLevel
{
    /// <summary>Also at night.</summary>
    High,

    /// <summary>Soon.</summary>
    Medium,

    /// <summary>For the record.</summary>
    Low,
}

/// <summary>Whom it concerns.</summary>
public enum AlertAudience
{
    /// <summary>Who keeps the system running.</summary>
    Operators,

    /// <summary>A host.</summary>
    Owner,
}

/// <summary>Where it is evaluated.</summary>
public enum AlertPlace
{
    /// <summary>By CloudWatch on AWS, by the API on one machine.</summary>
    Both,

    /// <summary>On AWS only.</summary>
    Aws,

    /// <summary>By the API only, wherever it runs.</summary>
    Process,
}

/// <summary>A way to tell people.</summary>
public enum AlertChannel
{
    /// <summary>PagerDuty's events.</summary>
    PagerDuty,

    /// <summary>A Slack-compatible webhook.</summary>
    Slack,

    /// <summary>E-mail.</summary>
    Email,
}

/// <summary>What a host may choose to be told of.</summary>
public enum NoticeKind
{
    /// <summary>Claims that must be filed.</summary>
    ClaimsDue,

    /// <summary>Tags and plates of no car.</summary>
    UnknownTag,

    /// <summary>Collections that were not complete.</summary>
    IncompleteCollection,

    /// <summary>Guests who are to be paid back.</summary>
    RefundAfterClaim,

    /// <summary>History that an agency will delete.</summary>
    StatementVanishing,

    /// <summary>The weekly report.</summary>
    WeeklyReport,
}

/// <summary>Something that must be noticed.</summary>
/// <param name="Id">Its id: <c>api-errors</c>; also the end of its anchor in the runbook.</param>
/// <param name="Title">What is so when it fires, for people.</param>
/// <param name="Priority">How soon somebody must look.</param>
/// <param name="Level">How loudly it is told.</param>
/// <param name="Audience">Whom it concerns.</param>
/// <param name="Place">Where it is evaluated.</param>
/// <param name="Trigger">When it fires.</param>
/// <param name="ToDo">What to do, in one line.</param>
/// <param name="Channels">The channels of its level.</param>
/// <param name="Kind">An owner's choice that turns it off; null for operators'.</param>
public sealed record AlertRule(
    string Id, string Title, AlertPriority Priority, AlertLevel Level, AlertAudience Audience, AlertPlace Place, AlertTrigger Trigger, string ToDo,
    IReadOnlyList<AlertChannel> Channels, NoticeKind? Kind)
{
    /// <summary>Where the runbook tells what to do: <c>docs/RUNBOOK.md#alert-api-errors</c>.</summary>
    public string Runbook => $"docs/RUNBOOK.md#alert-{Id}";

    /// <summary>Whether CloudFormation makes an alarm or rule for it.</summary>
    public bool IsOnAws => Place != AlertPlace.Process;
}

/// <summary>An agency that deletes history.</summary>
/// <param name="Layout">The layout of its statements.</param>
/// <param name="Portal">Its portal, where there is one.</param>
/// <param name="Agency">Its name, for people.</param>
/// <param name="DisputeDays">Days after posting within which a toll can be disputed.</param>
/// <param name="HistoryDays">Days after posting after which it is deleted.</param>
public sealed record VanishingHistory(string Layout, string Portal, string Agency, int DisputeDays, int HistoryDays);
