namespace TuroEzpass.Api.Events;

/// <summary>The timing of event streams.</summary>
/// <param name="BetweenSigns">The longest silence on a connection, and how often its permission is checked again.</param>
internal sealed record EventTiming(TimeSpan BetweenSigns)
{
    /// <summary>Below the 30 or 60 seconds after which proxies close silent connections.</summary>
    public static EventTiming Usual { get; } = new(TimeSpan.FromSeconds(15));
}
