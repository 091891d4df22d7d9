using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Uploads;

/// <summary>Publishes the progress of an import, at most twice a second.</summary>
internal sealed class ImportProgress : IProgress<LedgerProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private readonly PeriodicTimer timer = new(Between);
    private readonly Lock guard = new();
    private readonly Task telling;
    private LedgerProgress? latest;

    /// <summary>Starts publishing.</summary>
    public ImportProgress(Func<LedgerProgress, Task> tell) => telling = TellAsync(tell);

    /// <inheritdoc />
    public void Report(LedgerProgress value)
    {
        lock (guard)
            latest = value;
    }

    /// <summary>Stops publishing, after the current report.</summary>
    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await telling;
    }

    private async Task TellAsync(Func<LedgerProgress, Task> tell)
    {
        while (await timer.WaitForNextTickAsync())
        {
            LedgerProgress? now;
            lock (guard)
                (now, latest) = (latest, null);
            try
            {
                if (now is { } progress)
                    await tell(progress);
            }
            catch (Exception fault) when (fault is StorageException or OperationCanceledException)
            {
                // The import fails for the same reason, and reports it.
            }
        }
    }
}
