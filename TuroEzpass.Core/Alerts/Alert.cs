using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Alerts;

/// <summary>Where an alert stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
public enum AlertState
{
    /// <summary>It is so, but not for long enough yet; nobody is told.</summary>
    Pending,

    /// <summary>It is so, and nobody has said that they care for it.</summary>
    Open,

    /// <summary>It is so, and somebody cares for it.</summary>
    Acknowledged,

    /// <summary>It is so no more.</summary>
    Resolved,
}

/// <summary>A rule that fired for a subject. There is one item for both, so that it fires once; every change of it is a conditional
/// write, so that of several replicas one makes it.</summary>
public sealed record Alert
{
    private const int IdBytes = 9;

    /// <summary>Its id: the rule and a digest of the subject; no name, tag or plate is in it.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What it is about within the rule: a day, a tag, a portal; empty where a rule has one subject only.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Which time it is so: 1, and one more each time it comes back.</summary>
    public int Episode { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public AlertState State { get; init; }

    /// <summary>What is so, for people.</summary>
    public required string Title { get; init; }

    /// <summary>How much, since when; for people.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The dashboard's page that helps: <c>/claims</c>.</summary>
    public string Link { get; init; } = "/";

    /// <summary>Since when it is so, in UTC.</summary>
    public required string Since { get; init; }

    /// <summary>Since when it is not so any more, while that is not long enough to believe it; null otherwise.</summary>
    public string? ClearSince { get; init; }

    /// <summary>When it was opened.</summary>
    public string? OpenedAt { get; init; }

    /// <summary>When somebody was reminded of it last.</summary>
    public string? RemindedAt { get; init; }

    /// <summary>When somebody said that they care for it.</summary>
    public string? AcknowledgedAt { get; init; }

    /// <summary>Who.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it ended.</summary>
    public string? ResolvedAt { get; init; }

    /// <summary>What was or will be sent of it.</summary>
    public IReadOnlyList<AlertDelivery> Deliveries { get; init; } = [];

    /// <summary>Whether it is open, acknowledged or not.</summary>
    [JsonIgnore]
    public bool IsOpen => State is AlertState.Open or AlertState.Acknowledged;

    /// <summary>The id of a rule and a subject.</summary>
    public static string IdOf(string rule, string subject) =>
        $"{rule}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{subject}")).AsSpan(0, IdBytes))}";

    /// <summary>One that has just been seen.</summary>
    /// <param name="finding">What was seen.</param>
    /// <param name="before">What is stored of the same; null for nothing.</param>
    /// <param name="now">Now.</param>
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

    /// <summary>Opened: these channels are told.</summary>
    public Alert Open(Instant now, IEnumerable<AlertChannel> channels) => this with
    {
        State = AlertState.Open,
        OpenedAt = Text(now),
        Deliveries = [.. channels.Select(channel => AlertDelivery.New(channel, AlertNews.Opened, now))],
    };

    /// <summary>Told and over at once, as a report is.</summary>
    public Alert Tell(Instant now, IEnumerable<AlertChannel> channels) => Open(now, channels) with { State = AlertState.Resolved, ResolvedAt = Text(now) };

    /// <summary>It is as another finding says; nobody is told of that.</summary>
    public Alert Retell(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return this with { Title = finding.Title, Detail = finding.Detail, Link = finding.Link, ClearSince = null };
    }

    /// <summary>Nobody cared for it yet: they are told again.</summary>
    public Alert Remind(Instant now, IEnumerable<AlertChannel> channels) => this with
    {
        RemindedAt = Text(now),
        Deliveries = [.. Deliveries, .. channels.Where(channel => !Deliveries.Any(one => one.Channel == channel && one.IsToDo)).Select(channel => AlertDelivery.New(channel, AlertNews.Reminder, now))],
    };

    /// <summary>Somebody cares for it. Reminders that wait are not sent any more.</summary>
    public Alert Acknowledge(Instant now, string by) => this with
    {
        State = AlertState.Acknowledged,
        AcknowledgedAt = Text(now),
        AcknowledgedBy = by,
        Deliveries = [.. Deliveries.Where(one => one is not { State: DeliveryState.Waiting, News: AlertNews.Reminder }), .. Follow(AlertNews.Acknowledged, now, AlertChannel.PagerDuty)],
    };

    /// <summary>It is over. What waits is not sent any more; where it was told, and somebody waits for its end, that is told.</summary>
    /// <param name="now">Now.</param>
    /// <param name="told">The channels that are told of an end.</param>
    public Alert Resolve(Instant now, params AlertChannel[] told) => this with
    {
        State = AlertState.Resolved,
        ResolvedAt = Text(now),
        ClearSince = null,
        Deliveries = [.. Deliveries.Where(one => one.State != DeliveryState.Waiting), .. Follow(AlertNews.Resolved, now, told)],
    };

    /// <summary>The alert with another state of one delivery.</summary>
    public Alert With(AlertDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return this with { Deliveries = [.. Deliveries.Select(one => one.Channel == delivery.Channel && one.News == delivery.News && one.PlannedAt == delivery.PlannedAt ? delivery : one)] };
    }

    internal static string Text(Instant at) => InstantPattern.General.Format(at);

    /// <summary>What follows on what was told, or is being told: never an end of what nobody heard of.</summary>
    private IEnumerable<AlertDelivery> Follow(AlertNews news, Instant now, params AlertChannel[] channels) => channels
        .Where(channel => Deliveries.Any(one => one.Channel == channel && one.News == AlertNews.Opened && one.State is DeliveryState.Sent or DeliveryState.Sending))
        .Select(channel => AlertDelivery.New(channel, news, now));
}
