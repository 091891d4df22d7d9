using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Alerts;

/// <summary>The state of an alert.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
public enum AlertState
{
    /// <summary>The condition is true, but not for long enough yet; no one is notified.</summary>
    Pending,

    /// <summary>The condition is true, and no one has acknowledged it.</summary>
    Open,

    /// <summary>The condition is true, and someone has acknowledged it.</summary>
    Acknowledged,

    /// <summary>The condition is no longer true.</summary>
    Resolved,
}

/// <summary>A rule that fired for a subject. One item stands for both, so that it fires once. Every change is a conditional
/// write, so that only one of several replicas makes it.</summary>
public sealed record Alert
{
    private const int IdBytes = 9;

    /// <summary>The id: the rule and a digest of the subject. It contains no name, tag or plate.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The subject within the rule: a day, a tag, a portal; empty if the rule has a single subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The occurrence: 1, and one more each time the condition returns.</summary>
    public int Episode { get; init; } = 1;

    /// <summary>The state.</summary>
    public AlertState State { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The details: how much, and since when.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The dashboard page that helps: <c>/claims</c>.</summary>
    public string Link { get; init; } = "/";

    /// <summary>Since when the condition has been true, in UTC.</summary>
    public required string Since { get; init; }

    /// <summary>Since when the condition is false, while that is too short to count; null otherwise.</summary>
    public string? ClearSince { get; init; }

    /// <summary>When it was opened.</summary>
    public string? OpenedAt { get; init; }

    /// <summary>When the last reminder was planned.</summary>
    public string? RemindedAt { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public string? AcknowledgedAt { get; init; }

    /// <summary>Who acknowledged it.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was resolved.</summary>
    public string? ResolvedAt { get; init; }

    /// <summary>The messages sent or planned for it.</summary>
    public IReadOnlyList<AlertDelivery> Deliveries { get; init; } = [];

    /// <summary>Whether it is open, acknowledged or not.</summary>
    [JsonIgnore]
    public bool IsOpen => State is AlertState.Open or AlertState.Acknowledged;

    /// <summary>The id for a rule and a subject.</summary>
    public static string IdOf(string rule, string subject) =>
        $"{rule}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{subject}")).AsSpan(0, IdBytes))}";

    /// <summary>The alert for a condition that was just found.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="before">The stored alert for the same rule and subject; null if there is none.</param>
    /// <param name="now">The current time.</param>
    public static Alert Seen(Finding finding, Alert? before, Instant now)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new Alert
        {
            Id = finding.Id,
            Rule = finding.Rule.Id,
            Subject = finding.Subject,
            Episode = (before?.Episode ?? 0) + 1,
            State = AlertState.Pending,
            Title = finding.Title,
            Detail = finding.Detail,
            Link = finding.Link,
            Since = Text(now),
        };
    }

    /// <summary>Opens the alert and notifies these channels.</summary>
    public Alert Open(Instant now, IEnumerable<AlertChannel> channels) => this with
    {
        State = AlertState.Open,
        OpenedAt = Text(now),
        Deliveries = [.. channels.Select(channel => AlertDelivery.New(channel, AlertNews.Opened, now))],
    };

    /// <summary>Opens and resolves the alert in one step, as for a report.</summary>
    public Alert Tell(Instant now, IEnumerable<AlertChannel> channels) => Open(now, channels) with { State = AlertState.Resolved, ResolvedAt = Text(now) };

    /// <summary>Updates the alert from another finding without notifying anyone.</summary>
    public Alert Retell(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return this with { Title = finding.Title, Detail = finding.Detail, Link = finding.Link, ClearSince = null };
    }

    /// <summary>Sends a reminder, because no one has acknowledged the alert.</summary>
    public Alert Remind(Instant now, IEnumerable<AlertChannel> channels) => this with
    {
        RemindedAt = Text(now),
        Deliveries = [.. Deliveries, .. channels.Where(channel => !Deliveries.Any(one => one.Channel == channel && one.IsToDo)).Select(channel => AlertDelivery.New(channel, AlertNews.Reminder, now))],
    };

    /// <summary>Acknowledges the alert. Pending reminders are dropped.</summary>
    public Alert Acknowledge(Instant now, string by) => this with
    {
        State = AlertState.Acknowledged,
        AcknowledgedAt = Text(now),
        AcknowledgedBy = by,
        Deliveries = [.. Deliveries.Where(one => one is not { State: DeliveryState.Waiting, News: AlertNews.Reminder }), .. Follow(AlertNews.Acknowledged, now, AlertChannel.PagerDuty)],
    };

    /// <summary>Resolves the alert. Pending messages are dropped; channels that reported it and wait for its end are notified.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="told">The channels that report the end of alerts.</param>
    public Alert Resolve(Instant now, params AlertChannel[] told) => this with
    {
        State = AlertState.Resolved,
        ResolvedAt = Text(now),
        ClearSince = null,
        Deliveries = [.. Deliveries.Where(one => one.State != DeliveryState.Waiting), .. Follow(AlertNews.Resolved, now, told)],
    };

    /// <summary>The alert with one delivery in another state.</summary>
    public Alert With(AlertDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return this with { Deliveries = [.. Deliveries.Select(one => one.Channel == delivery.Channel && one.News == delivery.News && one.PlannedAt == delivery.PlannedAt ? delivery : one)] };
    }

    internal static string Text(Instant at) => InstantPattern.General.Format(at);

    /// <summary>Follow-up messages for channels that were notified or are being notified. The end of an alert is never reported where its start was not.</summary>
    private IEnumerable<AlertDelivery> Follow(AlertNews news, Instant now, params AlertChannel[] channels) => channels
        .Where(channel => Deliveries.Any(one => one.Channel == channel && one.News == AlertNews.Opened && one.State is DeliveryState.Sent or DeliveryState.Sending))
        .Select(channel => AlertDelivery.New(channel, news, now));
}
