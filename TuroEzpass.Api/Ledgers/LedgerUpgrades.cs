using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Ledgers;

/// <summary>Upgrades old ledgers once when the service starts. Pages are read from stored data, so they can't
/// wait for the next write. A ledger that can't be upgraded does not stop the others; it is tried again when it is opened.</summary>
internal sealed partial class LedgerUpgrades(IRecordStore records, LedgerPool ledgers, ILogger<LedgerUpgrades> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var owner in await new OwnerDirectory(records).ListAsync(stoppingToken))
                await UpgradeAsync(owner, stoppingToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault, "all");
        }
    }

    private async Task UpgradeAsync(OwnerId owner, CancellationToken cancellation)
    {
        try
        {
            if (await ledgers.UpgradeAsync(owner, cancellation))
                Upgraded(owner.ToString());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault, owner.ToString());
        }
    }

    [LoggerMessage(LogLevel.Information, "The ledger of {Owner} was upgraded")]
    private partial void Upgraded(string owner);

    [LoggerMessage(LogLevel.Error, "The ledger of {Owner} could not be upgraded")]
    private partial void Failed(Exception fault, string owner);
}
