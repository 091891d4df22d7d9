using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Where an alert stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertStage>))]
public enum AlertStage
{
    /// <summary>It is so, and nobody has said that they care for it.</summary>
    Open,

    /// <summary>It is so, and somebody cares for it.</summary>
    Acknowledged,

    /// <summary>It is so no more.</summary>
    Resolved,
}

/// <summary>What was or will be sent of an alert.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="News"><c>Opened</c>, <c>Reminder</c>, <c>Acknowledged</c> or <c>Resolved</c>.</param>
/// <param name="State"><c>Waiting</c>, <c>Sending</c>, <c>Sent</c> or <c>GaveUp</c>.</param>
/// <param name="At">When it is due, or when it ended, in UTC.</param>
/// <param name="Error">Why it failed last.</param>
public sealed record AlertSent(NoticeChannel Channel, string News, string State, string At, string? Error);

/// <summary>Something that must be noticed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rule">The rule: <c>claims-due-7</c>.</param>
/// <param name="Priority"><c>P1</c> to <c>P4</c>.</param>
/// <param name="Title">What is so.</param>
/// <param name="Detail">More of it; lines are parted by line ends.</param>
/// <param name="ToDo">What to do.</param>
/// <param name="Link">The dashboard's page that helps.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="OpenedAt">When it began, in UTC.</param>
/// <param name="AcknowledgedAt">When somebody said that they care for it.</param>
/// <param name="AcknowledgedBy">Who.</param>
/// <param name="ResolvedAt">When it ended.</param>
/// <param name="Sent">What was or will be sent of it.</param>
public sealed record AlertInfo(
    string Id, string Rule, string Priority, string Title, string Detail, string ToDo, string Link, AlertStage Stage, string OpenedAt, string? AcknowledgedAt, string? AcknowledgedBy, string? ResolvedAt,
    IReadOnlyList<AlertSent> Sent);

/// <summary>Alerts.</summary>
/// <param name="Open">Those that are so now, the most urgent first.</param>
/// <param name="Recent">Those that ended lately, the last first; at most 50.</param>
public sealed record AlertList(IReadOnlyList<AlertInfo> Open, IReadOnlyList<AlertInfo> Recent);

/// <summary>The operators' alerts.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Channels">How the channels do that the configuration names.</param>
public sealed record SystemAlerts(AlertList Alerts, IReadOnlyList<NoticeChannelState> Channels);
