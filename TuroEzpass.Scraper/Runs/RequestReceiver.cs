using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Receives one message from the queue and handles it. If the process dies, nothing is lost: an unfinished message is
/// delivered again, here or in another process.</summary>
internal sealed partial class RequestReceiver(IWorkQueue queue, PortalRuns runs, FanOut fanOut, QueueState state, ILogger<RequestReceiver> logger)
{
    /// <summary>Short, because a killed run waits this long for its next attempt.</summary>
    private static readonly Duration Hold = Duration.FromMinutes(1);

    private static readonly TimeSpan BetweenExtensions = TimeSpan.FromSeconds(15);
    private static readonly Duration WhileAnotherRuns = Duration.FromSeconds(20);
    private static readonly Duration FirstDelay = Duration.FromSeconds(10);

    /// <summary>Receives and handles the next message.</summary>
    /// <param name="wait">How long to wait for a message.</param>
    /// <param name="stop">Cancels the work; the message is returned to the queue.</param>
    /// <returns>The message; null if none arrived.</returns>
    /// <exception cref="StorageException">The queue is not responding.</exception>
    public async Task<ScrapeMessage?> ReceiveAsync(Duration wait, CancellationToken stop)
    {
        WorkMessage? message;
        try
        {
            message = await queue.ReceiveAsync(WorkKind.Scrapes, Hold, wait, stop);
            state.Answered();
        }
        catch (StorageException)
        {
            state.Failed();
            throw;
        }

        if (message is null)
            return null;
        var asked = ScrapeMessage.Read(message.Body, message.Id);
        // Starts here, so that the run's log lines have its trace ID.
        using var span = RunTelemetry.Begin(asked);
        await WorkAsync(message, asked, stop);
        return asked;
    }

    private async Task WorkAsync(WorkMessage message, ScrapeMessage asked, CancellationToken stop)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var holding = HoldAsync(message, work);
        try
        {
            var handled = await DoAsync(asked, message.Id, work.Token);
            if (handled == Handled.Later)
                await PostponeAsync(message, WhileAnotherRuns);
            else
                await queue.CompleteAsync(message, CancellationToken.None);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            GivenBack(logger, message.Id);
            await PostponeAsync(message, Duration.Zero);
        }
        catch (Exception fault) when (fault is RunTakenOverException || (fault is OperationCanceledException && work.IsCancellationRequested))
        {
            // The process that now has the run also has its message, or gets it when its hold expires.
            TakenOver(logger, message.Id);
        }
        catch (Exception fault)
        {
            await RetryLaterAsync(message, asked, fault);
        }
        finally
        {
            await work.CancelAsync();
            await holding;
        }
    }

    private async Task<Handled> DoAsync(ScrapeMessage asked, string id, CancellationToken work)
    {
        switch (asked)
        {
            case ScrapeMessage.OfRun run:
                var handled = await runs.RunAsync(run, work);
                if (handled == Handled.Refused)
                    Refused(logger, id, "there is no such run");
                return handled;
            case ScrapeMessage.OfEveryOwner every:
                var owners = await fanOut.ToEveryOwnerAsync(every.Cause, every.At, work);
                EveryOwner(logger, id, owners);
                return Handled.Done;
            case ScrapeMessage.OfOwner one when await fanOut.ToOwnerAsync(one.Owner, one.Cause, one.At, work):
                return Handled.Done;
            case ScrapeMessage.OfOwner one:
                Refused(logger, id, $"there is no user '{ScrapeMessage.Shown(one.Owner.Text)}' with an enabled site");
                return Handled.Refused;
            default:
                Refused(logger, id, ((ScrapeMessage.Refused)asked).Why);
                return Handled.Refused;
        }
    }

    /// <summary>Sends it again instead of returning it, which would count as a failed try. A crash in between leaves two copies,
    /// but a run is done only once.</summary>
    private async Task PostponeAsync(WorkMessage message, Duration delay)
    {
        await queue.SendAsync(WorkKind.Scrapes, message.Body, delay, CancellationToken.None);
        await queue.CompleteAsync(message, CancellationToken.None);
    }

    private async Task RetryLaterAsync(WorkMessage message, ScrapeMessage asked, Exception fault)
    {
        Failed(logger, message.Id, message.Tries, Shown(fault));
        if (message.Tries < StorageLimits.MaxTries)
        {
            await queue.GiveBackAsync(message, FirstDelay * (1 << (message.Tries - 1)), CancellationToken.None);
            return;
        }

        if (asked is ScrapeMessage.OfRun run)
            await runs.GiveUpAsync(run, RunTexts.GivenUp(Why(fault)));
        await queue.GiveBackAsync(message, cancellation: CancellationToken.None);
    }

    /// <summary>The text to log. The stores' messages contain no personal data; other exceptions' messages may quote a site's content, so only their stack trace is logged.</summary>
    private static string Shown(Exception fault) =>
        fault is StorageException or LedgerDamagedException or LedgerBusyException ? fault.Message : $"{fault.GetType().FullName}{Environment.NewLine}{fault.StackTrace}";

    private static string Why(Exception fault) => fault switch
    {
        LedgerBusyException => "another process was writing to the ledger each time",
        StorageException => "the store did not respond",
        LedgerDamagedException => "the ledger could not be opened",
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
                // More tries remain before the hold expires.
                NotExtended(logger, message.Id, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Message} requests a collection for all users; {Owners} have an enabled site")]
    private static partial void EveryOwner(ILogger logger, string message, int owners);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} rejected: {Why}")]
    private static partial void Refused(ILogger logger, string message, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Message {Message} returned to the queue: the process is stopping")]
    private static partial void GivenBack(ILogger logger, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} stopped: its hold expired, and another process may have its run")]
    private static partial void TakenOver(ILogger logger, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Message} failed at delivery {Tries}: {Fault}")]
    private static partial void Failed(ILogger logger, string message, int tries, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hold on message {Message} could not be extended: {Fault}")]
    private static partial void NotExtended(ILogger logger, string message, string fault);
}
