using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Alerts;

/// <summary>What a message reports about an alert.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertNews>))]
public enum AlertNews
{
    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>It is still open and not acknowledged.</summary>
    Reminder,

    /// <summary>It was acknowledged.</summary>
    Acknowledged,

    /// <summary>It was resolved.</summary>
    Resolved,
}

/// <summary>The state of a delivery.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>To be sent at its time.</summary>
    Waiting,

    /// <summary>Being sent. If no result is stored by its time, it is sent again.</summary>
    Sending,

    /// <summary>Sent.</summary>
    Sent,

    /// <summary>Not sent, after every retry.</summary>
    GaveUp,
}

/// <summary>A message to a channel. It is marked before it is sent and again afterwards. If a process dies between
/// the two, it is unknown whether the message was sent, so it is sent again: a missed deadline costs money,
/// a duplicate message does not.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="News">What it reports.</param>
/// <param name="PlannedAt">When it was planned, in UTC. Identifies the delivery together with channel and news.</param>
/// <param name="State">The state.</param>
/// <param name="Tries">How often sending was started.</param>
/// <param name="At">When it is due, when an unfinished attempt counts as lost, or when it ended.</param>
/// <param name="Error">The last error, as readable text; never a secret.</param>
public sealed record AlertDelivery(
    [property: JsonConverter(typeof(JsonStringEnumConverter<AlertChannel>))] AlertChannel Channel, AlertNews News, string PlannedAt, DeliveryState State, int Tries, string At, string? Error = null)
{
    /// <summary>How long sending may take before it counts as lost.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(10);

    /// <summary>The wait after each failure; after the last one, sending is given up.</summary>
    public static readonly IReadOnlyList<Duration> Waits =
        [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(3), Duration.FromHours(8), Duration.FromHours(24)];

    /// <summary>Whether it is still to be sent.</summary>
    [JsonIgnore]
    public bool IsToDo => State is DeliveryState.Waiting or DeliveryState.Sending;

    /// <summary>When the next action is due.</summary>
    [JsonIgnore]
    public Instant Due => InstantPattern.General.Parse(At).Value;

    /// <summary>A new delivery, due immediately.</summary>
    public static AlertDelivery New(AlertChannel channel, AlertNews news, Instant now) => new(channel, news, Alert.Text(now), DeliveryState.Waiting, 0, Alert.Text(now));

    /// <summary>Marks it as being sent.</summary>
    public AlertDelivery Begin(Instant now) => this with { State = DeliveryState.Sending, Tries = Tries + 1, At = Alert.Text(now + Patience) };

    /// <summary>Marks it as sent.</summary>
    public AlertDelivery Succeed(Instant now) => this with { State = DeliveryState.Sent, At = Alert.Text(now), Error = null };

    /// <summary>Marks it as failed: it is retried later or given up.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="error">The reason.</param>
    /// <param name="isFinal">Whether a retry can't help.</param>
    public AlertDelivery Fail(Instant now, string error, bool isFinal) => isFinal || Tries > Waits.Count
        ? this with { State = DeliveryState.GaveUp, At = Alert.Text(now), Error = error }
        : this with { State = DeliveryState.Waiting, At = Alert.Text(now + Waits[Tries - 1]), Error = error };

    /// <summary>Moves it to another time without counting an attempt.</summary>
    public AlertDelivery Postpone(Instant until) => this with { State = DeliveryState.Waiting, At = Alert.Text(until) };
}
