using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Where collected files go: the owner's ledger here, or a server's. Taking the same file in twice changes nothing.</summary>
internal interface ICollectedIntake
{
    /// <summary>Where they go: null for the ledger of this store, else a server's address. What is complete is complete there only.</summary>
    string? Destination { get; }

    /// <summary>Takes files in, one after the other.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="files">In the order of time.</param>
    /// <param name="since">When the run began: what was imported since is this run's work, also that of an attempt that broke off.</param>
    /// <param name="taken">Is told the SHA-256 of each file once it is taken in.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <returns>How many of their rows are new.</returns>
    /// <exception cref="IntakeException">A file cannot be taken in.</exception>
    Task<int> TakeInAsync(OwnerId owner, IReadOnlyList<CollectedFile> files, Instant since, Func<string, Task> taken, CancellationToken cancellation);
}

/// <summary>A collected file cannot be taken in, now and later.</summary>
/// <param name="reason">As what the run fails.</param>
/// <param name="message">What happened and what to do, for people; nothing of the file.</param>
internal sealed class IntakeException(RunReason reason, string message) : Exception(message)
{
    /// <summary>As what the run fails.</summary>
    public RunReason Reason => reason;
}
