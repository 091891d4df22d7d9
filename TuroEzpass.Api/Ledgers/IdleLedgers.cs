namespace TuroEzpass.Api.Ledgers;

/// <summary>Lets ledgers go that nobody uses, also when nobody asks for anything, and gives their memory back to the machine.</summary>
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
                // An idle process collects no garbage of its own accord.
                if (ledgers.CloseIdle())
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that is let go without being stopped first would log this as a failure.
        }
    }
}
