namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>What became of a message: <see cref="Sent"/> or <see cref="Failed"/>.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The other side took it.</summary>
    public sealed record Sent : SendResult;

    /// <summary>It did not go out, or nobody knows.</summary>
    /// <param name="Error">Why, and what to do: a sentence for people, without a secret.</param>
    /// <param name="IsFinal">Whether trying again can't help.</param>
    public sealed record Failed(string Error, bool IsFinal) : SendResult;
}
