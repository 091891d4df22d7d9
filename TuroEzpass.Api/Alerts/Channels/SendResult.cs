namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>The result of sending a message: <see cref="Sent"/> or <see cref="Failed"/>.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The receiver accepted it.</summary>
    public sealed record Sent : SendResult;

    /// <summary>It was not sent, or its delivery is unknown.</summary>
    /// <param name="Error">The reason and what to do, without secrets.</param>
    /// <param name="IsFinal">Whether a retry can't succeed.</param>
    public sealed record Failed(string Error, bool IsFinal) : SendResult;
}
