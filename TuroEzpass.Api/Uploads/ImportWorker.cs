using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Imports files from the queue while the process runs. If the process dies, nothing is lost: an unfinished message is
/// delivered again, here or in another process.</summary>
internal sealed partial class ImportWorker(
    IWorkQueue queue, ImportTask task, DeadImports dead, IHostApplicationLifetime lifetime, ILogger<ImportWorker> logger, int atOnce) : BackgroundService
{
    private static readonly Duration Hold = Duration.FromMinutes(2);
    private static readonly TimeSpan BetweenExtensions = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly Duration FirstDelay = Duration.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Stop at the signal, not after the last request has ended: unfinished work must be back in the queue by then.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => RepeatAsync(ReceiveAsync, TimeSpan.Zero, stop.Token)).Append(RepeatAsync(dead.SweepAsync, BetweenSweeps, stop.Token)));
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
                QueueFailed(logger, fault);
                wait = AfterFault;
            }

            await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveAsync(CancellationToken stop)
    {
        if (await queue.ReceiveAsync(WorkKind.Imports, Hold, StorageLimits.MaxWait, stop) is not { } message)
            return;
        if (ImportMessage.TryRead(message.Body, out var owner, out var id, out var traceParent))
        {
            // Starts here, so that the import's log lines have its trace ID.
            using var span = ApiTelemetry.BeginImport(traceParent);
            await WorkAsync(message, owner, id, stop);
            return;
        }

        // After the maximum number of tries it becomes a dead letter, which an operator can inspect.
        Malformed(logger, message.Id, message.Tries);
        await queue.GiveBackAsync(message, cancellation: CancellationToken.None);
    }

    private async Task WorkAsync(WorkMessage message, OwnerId owner, string id, CancellationToken stop)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var holding = HoldAsync(message, work);
        try
        {
            Begun(logger, id, message.Tries);
            await task.RunAsync(owner, id, work.Token);
            await queue.CompleteAsync(message, CancellationToken.None);
            Ended(logger, id);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            GivenBack(logger, id);
            // The message first: another process needs it, and the record follows from it.
            await queue.GiveBackAsync(message, cancellation: CancellationToken.None);
            await task.WaitAgainAsync(owner, id);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            LostHold(logger, id);
        }
        catch (Exception fault)
        {
            await RetryLaterAsync(message, owner, id, fault);
        }
        finally
        {
            await work.CancelAsync();
            await holding;
        }
    }

    private async Task RetryLaterAsync(WorkMessage message, OwnerId owner, string id, Exception fault)
    {
        ApiTelemetry.ImportFailed(fault);
        if (fault is LedgerBusyException)
            Busy(logger, id, message.Tries);
        else
            Failed(logger, id, message.Tries, Shown(fault));
        if (message.Tries < StorageLimits.MaxTries)
        {
            await queue.GiveBackAsync(message, FirstDelay * (1 << (message.Tries - 1)), CancellationToken.None);
            await task.WaitAgainAsync(owner, id);
            return;
        }

        await task.GiveUpAsync(owner, id, Why(fault));
        await queue.GiveBackAsync(message, cancellation: CancellationToken.None);
    }

    /// <summary>The text to log. The stores' messages contain no personal data; other exceptions' messages may quote the file, so only their stack trace is logged.</summary>
    private static string Shown(Exception fault) =>
        fault is StorageException or LedgerDamagedException ? fault.Message : $"{fault.GetType().FullName}{Environment.NewLine}{fault.StackTrace}";

    private static string Why(Exception fault) => fault switch
    {
        LedgerBusyException => "another process was writing to the ledger each time",
        StorageException => "the store did not respond",
        LedgerDamagedException => $"the ledger could not be opened: {fault.Message.TrimEnd('.')}",
        _ => "an internal error occurred",
    };

    /// <summary>Extends the hold on the message until the work ends. If the hold is lost, another process may have the message, and the work stops.</summary>
    private async Task HoldAsync(WorkMessage message, CancellationTokenSource work)
    {
        while (true)
        {
            await Task.Delay(BetweenExtensions, work.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsCancellationRequested)
                return;
            try
            {
                if (await queue.ExtendAsync(message, Hold, work.Token) == HoldResult.Lost)
                    await work.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StorageException fault)
            {
                // Three more tries remain before the hold expires.
                QueueFailed(logger, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} started, delivery {Tries}")]
    private static partial void Begun(ILogger logger, string import, int tries);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} ended")]
    private static partial void Ended(ILogger logger, string import);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} returned to the queue: the process is stopping")]
    private static partial void GivenBack(ILogger logger, string import);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Import {Import} stopped: its hold expired, and another process may have it")]
    private static partial void LostHold(ILogger logger, string import);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} waits, delivery {Tries}: another process is writing to the ledger")]
    private static partial void Busy(ILogger logger, string import, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Import} failed at delivery {Tries}: {Fault}")]
    private static partial void Failed(ILogger logger, string import, int tries, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unknown message {Message} in the import queue, delivery {Tries}")]
    private static partial void Malformed(ILogger logger, string message, int tries);

    [LoggerMessage(Level = LogLevel.Error, Message = "The import queue is not responding")]
    private static partial void QueueFailed(ILogger logger, Exception fault);
}
