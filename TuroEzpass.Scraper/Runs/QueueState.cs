namespace TuroEzpass.Scraper.Runs;

/// <summary>Whether the queue answered when it was asked last.</summary>
internal sealed class QueueState
{
    /// <summary>It did, or was not asked yet.</summary>
    public bool IsWell { get; private set; } = true;

    /// <summary>It answered.</summary>
    public void Answered() => IsWell = true;

    /// <summary>It did not.</summary>
    public void Failed() => IsWell = false;
}
