namespace TuroEzpass.Api.Events;

/// <summary>The pace of events.</summary>
/// <param name="BetweenSigns">How long a connection is silent at most, and how often it is asked whether it may still listen.</param>
internal sealed record EventTiming(TimeSpan BetweenSigns)
{
    /// <summary>Proxies close what is silent for half a minute or a minute.</summary>
    public static EventTiming Usual { get; } = new(TimeSpan.FromSeconds(15));
}
