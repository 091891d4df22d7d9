using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TuroEzpass.Core.Alerts;

/// <summary>What is told of an alert.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertNews>))]
public enum AlertNews
{
    /// <summary>That it began.</summary>
    Opened,

    /// <summary>That it is still so, and nobody cares for it.</summary>
    Reminder,

    /// <summary>That somebody cares for it.</summary>
    Acknowledged,

    /// <summary>That it is over.</summary>
    Resolved,
}

/// <summary>Where a delivery stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>To be sent at its time.</summary>
    Waiting,

    /// <summary>Being sent; if nobody says how it ended by its time, it is sent again.</summary>
    Sending,

    /// <summary>Sent.</summary>
    Sent,

    /// <summary>Not sent, after every retry.</summary>
    GaveUp,
}

/// <summary>A message to a channel. It is marked as being sent before it is sent, and as sent afterwards. A process that dies between
/// the two leaves it unknown whether it went out: then it is sent again, for a deadline that nobody hears of costs money, and a
/// message that comes twice does not.</summary>
/// <param name="Channel">Where to.</param>
/// <param name="News">What is told.</param>
/// <param name="PlannedAt">When it was planned, in UTC; with channel and news it names the delivery.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Tries">How often it was begun.</param>
/// <param name="At">When it is due, when its sending is given up as lost, or when it ended.</param>
/// <param name="Error">Why it failed last, for people; never a secret.</param>
public sealed record AlertDelivery(
    [property: JsonConverter(typeof(JsonStringEnumConverter<AlertChannel>))] AlertChannel Channel, AlertNews News, string PlannedAt, DeliveryState State, int Tries, string At, string? Error = null)
{
    /// <summary>How long a message may take to be sent before it counts as lost.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(10);

    /// <summary>How long to wait after each failure; after the last one it is given up.</summary>
    public static readonly IReadOnlyList<Duration> Waits =
        [Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(3), Duration.FromHours(8), Duration.FromHours(24)];

    /// <summary>Whether it is still to be sent.</summary>
    [JsonIgnore]
    public bool IsToDo => State is DeliveryState.Waiting or DeliveryState.Sending;

    /// <summary>When to do something about it.</summary>
    [JsonIgnore]
    public Instant Due => InstantPattern.General.Parse(At).Value;

    /// <summary>A new one, due at once.</summary>
    public static AlertDelivery New(AlertChannel channel, AlertNews news, Instant now) => new(channel, news, Alert.Text(now), DeliveryState.Waiting, 0, Alert.Text(now));

    /// <summary>It is begun now.</summary>
    public AlertDelivery Begin(Instant now) => this with { State = DeliveryState.Sending, Tries = Tries + 1, At = Alert.Text(now + Patience) };

    /// <summary>It went out.</summary>
    public AlertDelivery Succeed(Instant now) => this with { State = DeliveryState.Sent, At = Alert.Text(now), Error = null };

    /// <summary>It did not go out: it is tried again later, or given up.</summary>
    /// <param name="now">Now.</param>
    /// <param name="error">Why.</param>
    /// <param name="isFinal">Whether trying again can't help.</param>
    public AlertDelivery Fail(Instant now, string error, bool isFinal) => isFinal || Tries > Waits.Count
        ? this with { State = DeliveryState.GaveUp, At = Alert.Text(now), Error = error }
        : this with { State = DeliveryState.Waiting, At = Alert.Text(now + Waits[Tries - 1]), Error = error };

    /// <summary>It waits for another time, without having been tried.</summary>
    public AlertDelivery Postpone(Instant until) => this with { State = DeliveryState.Waiting, At = Alert.Text(until) };
}
