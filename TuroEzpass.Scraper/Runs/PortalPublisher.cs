using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Publishes the portals that this collector knows to the other services, once at the start.</summary>
internal sealed partial class PortalPublisher(IServiceProvider services, Func<IReadOnlyList<PortalListing>> portals, ILogger<PortalPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await new PortalBook(services.GetRequiredService<IRecordStore>()).ReplaceAsync(portals(), stoppingToken);
                return;
            }
            catch (StorageException fault)
            {
                NotPublished(logger, fault);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(AfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of portals could not be stored. Retrying")]
    private static partial void NotPublished(ILogger logger, Exception fault);
}
