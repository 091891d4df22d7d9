using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Uploads;

/// <summary>Tells how far an import is, at most twice a second however often it is reported.</summary>
internal sealed class ImportProgress : IProgress<LedgerProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private readonly PeriodicTimer timer = new(Between);
    private readonly Lock guard = new();
    private readonly Task telling;
    private LedgerProgress? latest;

    /// <summary>Begins to tell.</summary>
    public ImportProgress(Func<LedgerProgress, Task> tell) => telling = TellAsync(tell);

    /// <inheritdoc />
    public void Report(LedgerProgress value)
    {
        lock (guard)
            latest = value;
    }

    /// <summary>Ends telling, after what is being told.</summary>
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
                // The import itself meets the same fault, and says so.
            }
        }
    }
}
