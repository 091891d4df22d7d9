namespace TuroEzpass.Scraper.Runs;

/// <summary>Whether the queue responded to the last request.</summary>
internal sealed class QueueState
{
    /// <summary>Whether it responded, or was not asked yet.</summary>
    public bool IsWell { get; private set; } = true;

    /// <summary>Records a response.</summary>
    public void Answered() => IsWell = true;

    /// <summary>Records a failure.</summary>
    public void Failed() => IsWell = false;
}
