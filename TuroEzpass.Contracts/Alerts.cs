using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>The status of an alert.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertStage>))]
public enum AlertStage
{
    /// <summary>The problem exists, and no one has acknowledged it.</summary>
    Open,

    /// <summary>The problem exists, and someone has acknowledged it.</summary>
    Acknowledged,

    /// <summary>The problem no longer exists.</summary>
    Resolved,
}

/// <summary>A notification about an alert, sent or planned.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="News"><c>Opened</c>, <c>Reminder</c>, <c>Acknowledged</c> or <c>Resolved</c>.</param>
/// <param name="State"><c>Waiting</c>, <c>Sending</c>, <c>Sent</c> or <c>GaveUp</c>.</param>
/// <param name="At">When it is due, or when it was sent or given up, in UTC.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record AlertSent(NoticeChannel Channel, string News, string State, string At, string? Error);

/// <summary>An alert.</summary>
/// <param name="Id">The alert's ID.</param>
/// <param name="Rule">The rule: <c>claims-due-7</c>.</param>
/// <param name="Priority"><c>P1</c> to <c>P4</c>.</param>
/// <param name="Title">The problem, in one line.</param>
/// <param name="Detail">Details; may have several lines.</param>
/// <param name="ToDo">What to do.</param>
/// <param name="Link">The dashboard page that helps.</param>
/// <param name="Stage">The status.</param>
/// <param name="OpenedAt">When it was opened, in UTC.</param>
/// <param name="AcknowledgedAt">When it was acknowledged.</param>
/// <param name="AcknowledgedBy">Who acknowledged it.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="Sent">The notifications, sent or planned.</param>
public sealed record AlertInfo(
    string Id, string Rule, string Priority, string Title, string Detail, string ToDo, string Link, AlertStage Stage, string OpenedAt, string? AcknowledgedAt, string? AcknowledgedBy, string? ResolvedAt,
    IReadOnlyList<AlertSent> Sent);

/// <summary>Alerts.</summary>
/// <param name="Open">Open and acknowledged alerts, most urgent first.</param>
/// <param name="Recent">Recently resolved alerts, newest first; at most 50.</param>
public sealed record AlertList(IReadOnlyList<AlertInfo> Open, IReadOnlyList<AlertInfo> Recent);

/// <summary>The operators' alerts.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Channels">The status of the configured channels.</param>
public sealed record SystemAlerts(AlertList Alerts, IReadOnlyList<NoticeChannelState> Channels);
