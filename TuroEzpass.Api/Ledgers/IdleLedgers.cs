namespace TuroEzpass.Api.Ledgers;

/// <summary>Closes ledgers that are not in use, even if no request arrives, and returns their memory to the machine.</summary>
internal sealed class IdleLedgers(LedgerPool ledgers) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // An idle process does not collect garbage.
                if (ledgers.CloseIdle())
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // If the host is disposed without being stopped, this would otherwise be logged as a failure.
        }
    }
}
