using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Imports collected files: into the owner's ledger here, or on a server. Importing the same file twice changes nothing.</summary>
internal interface ICollectedIntake
{
    /// <summary>The destination: null for the ledger in this store, otherwise a server's address. Complete days are tracked per destination.</summary>
    string? Destination { get; }

    /// <summary>Imports files, one after another.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="files">The files, oldest first.</param>
    /// <param name="since">When the run started: everything imported since then is this run's work, including that of an interrupted attempt.</param>
    /// <param name="taken">Receives the SHA-256 of each file after it was imported.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <returns>The number of new rows.</returns>
    /// <exception cref="IntakeException">A file can't be imported.</exception>
    Task<int> TakeInAsync(OwnerId owner, IReadOnlyList<CollectedFile> files, Instant since, Func<string, Task> taken, CancellationToken cancellation);
}

/// <summary>A collected file can't be imported, and a retry would not help.</summary>
/// <param name="reason">The reason for the run's failure.</param>
/// <param name="message">What happened and what to do; contains none of the file's content.</param>
internal sealed class IntakeException(RunReason reason, string message) : Exception(message)
{
    /// <summary>The reason for the run's failure.</summary>
    public RunReason Reason => reason;
}
