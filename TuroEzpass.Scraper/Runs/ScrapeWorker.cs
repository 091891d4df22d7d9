using Microsoft.Extensions.Options;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Handles the queue's messages while the process runs.</summary>
internal sealed partial class ScrapeWorker(
    RequestReceiver receiver, DeadScrapes dead, IOptions<ScraperOptions> options, IHostApplicationLifetime lifetime, ILogger<ScrapeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Stop at the signal, not after the last request has ended: unfinished work must be back in the queue by then.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency)
            .Select(_ => RepeatAsync(cancellation => receiver.ReceiveAsync(StorageLimits.MaxWait, cancellation), TimeSpan.Zero, stop.Token))
            .Append(RepeatAsync(dead.SweepAsync, BetweenSweeps, stop.Token)));
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> step, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = pause;
            try
            {
                await step(stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                QueueFailed(logger, fault.GetType().Name, fault as StorageException);
                wait = AfterFault;
            }

            await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue of collection requests is not responding ({Fault}). Retrying")]
    private static partial void QueueFailed(ILogger logger, string fault, Exception? exception);
}
