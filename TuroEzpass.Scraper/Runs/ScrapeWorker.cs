using Microsoft.Extensions.Options;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Does what the queue asks for, while the process runs.</summary>
internal sealed partial class ScrapeWorker(
    RequestReceiver receiver, DeadScrapes dead, IOptions<ScraperOptions> options, IHostApplicationLifetime lifetime, ILogger<ScrapeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At the signal to stop, not when the last request has ended: the work in hand must be back in the queue by then.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue of requests to collect does not answer ({Fault}); it is tried again")]
    private static partial void QueueFailed(ILogger logger, string fault, Exception? exception);
}
