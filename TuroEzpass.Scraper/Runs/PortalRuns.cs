using System.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Runs the collection of one account at one portal, from its lease to its record. Running it twice, or again after the
/// process was killed in the middle, gives the same result.</summary>
internal sealed partial class PortalRuns(
    IRecordStore records, SignIns signIns, RunProofs proofs, IPortalCollector collector, ICollectedIntake intake, FanOut fanOut, IClock clock,
    Func<IReadOnlyList<PortalListing>> portals, IOptions<ScraperOptions> options, ILogger<PortalRuns> logger)
{
    /// <summary>Runs it, if possible now.</summary>
    /// <returns>What to do with the message.</returns>
    /// <exception cref="OperationCanceledException">The process is stopping; the run waits again.</exception>
    public async Task<Handled> RunAsync(ScrapeMessage.OfRun asked, CancellationToken stop)
    {
        var book = new RunBook(records, asked.Owner);
        if (await book.GetAsync(asked.ScrapeDate, asked.RunId, stop) is not var (run, _))
            return Handled.Refused;
        if (run.HasEnded)
            return Handled.Done;
        await using var lease = await AccountLease.TryTakeAsync(records, clock, asked.Owner, run.Source, stop);
        if (lease is null)
        {
            Waits(logger, run.Id, asked.Owner.Text);
            return Handled.Later;
        }

        // The previous holder of the lease may have ended the run.
        if (await book.GetAsync(asked.ScrapeDate, asked.RunId, stop) is not var (current, version) || current.HasEnded)
            return Handled.Done;
        var span = RunTelemetry.Current;
        var began = Stopwatch.GetTimestamp();
        var held = new HeldRun(book, current, version);
        try
        {
            await DoAsync(asked.Owner, held, lease);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The run is not at fault, so this attempt does not count.
            await held.ChangeAsync(now => now with { Status = RunStatus.Queued, Attempts = Math.Max(0, now.Attempts - 1) }, CancellationToken.None);
            throw new OperationCanceledException(stop);
        }
        catch (OperationCanceledException) when (lease.IsLost)
        {
            throw new RunTakenOverException();
        }
        catch (Exception fault) when (fault is not RunTakenOverException)
        {
            span?.SetTag("error.type", fault.GetType().Name).SetStatus(ActivityStatusCode.Error);
            await held.ChangeAsync(now => now with { Status = RunStatus.Queued }, CancellationToken.None);
            throw;
        }

        var time = Stopwatch.GetElapsedTime(began);
        RunTelemetry.Ended(span, held.Run, Portal(run.Source), time);
        if (held.Run.Status == RunStatus.Succeeded)
            Succeeded(logger, run.Id, asked.Owner.Text, Portal(run.Source)?.Id ?? "every site", held.Run.TotalRecords, held.Run.NewRecords, time.TotalSeconds);
        else
            Failed(logger, run.Id, asked.Owner.Text, Portal(run.Source)?.Id ?? "no known site", held.Run.Reason ?? RunReason.CannotRun, time.TotalSeconds);
        return Handled.Done;
    }

    /// <summary>Marks the run as failed for good. Does nothing if it has ended.</summary>
    /// <param name="asked">The run.</param>
    /// <param name="error">The error to record.</param>
    /// <param name="unlessAfter">Ignores a run that was requested after this time.</param>
    public async Task GiveUpAsync(ScrapeMessage.OfRun asked, string error, Instant? unlessAfter = null)
    {
        var book = new RunBook(records, asked.Owner);
        while (await book.GetAsync(asked.ScrapeDate, asked.RunId) is var (run, version) && !run.HasEnded)
        {
            if (unlessAfter is { } bound && InstantPattern.ExtendedIso.Parse(run.CreatedAt) is { Success: true } at && at.Value > bound)
                return;
            var over = Over(run) with { Status = RunStatus.Failed, Reason = RunReason.CannotRun, Error = error };
            if (await book.TryUpdateAsync(over, version))
                return;
        }
    }

    private async Task DoAsync(OwnerId owner, HeldRun held, AccountLease lease)
    {
        if (held.Run.Attempts >= StorageLimits.MaxTries)
            await EndAsync(held, RunReason.CannotRun, RunTexts.GivenUp("the program stopped unexpectedly each time"));
        else if (held.Run.Source == ScrapeRequest.EverySource)
            await AskPortalsAsync(owner, held, lease.Work);
        else if (Portal(held.Run.Source) is { } portal)
            await CollectAsync(owner, portal, held, lease);
        else
            await EndAsync(held, RunReason.CannotRun, RunTexts.NoSuchPortal(portals()));
    }

    private async Task AskPortalsAsync(OwnerId owner, HeldRun held, CancellationToken work)
    {
        await held.ChangeAsync(Begun, work);
        var names = await fanOut.ToPortalsAsync(owner, held.Run, work);
        if (names.Count == 0)
            await EndAsync(held, RunReason.NeedsSignIn, RunTexts.NoneEnabled(portals()));
        else
            await held.ChangeAsync(run => Over(run) with { Status = RunStatus.Succeeded, Summary = $"Requested {string.Join(", ", names)}" }, CancellationToken.None);
    }

    private async Task CollectAsync(OwnerId owner, PortalListing portal, HeldRun held, AccountLease lease)
    {
        var book = new AccountBook(records, owner);
        var account = await book.GetAsync(portal.Id, lease.Work);
        var span = CollectionSpan.Of(account, await fanOut.DayAsync(owner, clock.GetCurrentInstant(), lease.Work), intake.Destination);
        await held.ChangeAsync(
            run => Begun(run) with { From = LocalDatePattern.Iso.Format(span.From), Through = LocalDatePattern.Iso.Format(span.Through), Pages = [] }, lease.Work);
        Begins(logger, held.Run.Id, owner.Text, portal.Id, held.Run.Attempts, held.Run.From!, held.Run.Through!);
        var pages = new List<string>();
        var signIn = await signIns.ReadAsync(owner, portal, account, held.Run.Attempts, lease.Work);
        var order = new CollectionOrder
        {
            Portal = portal.Id,
            From = span.From,
            Through = span.Through,
            Credentials = signIn.Credentials,
            Session = await signIns.SessionAsync(owner, portal.Id, lease.Work),
            KeepPage = async (picture, cancellation) =>
            {
                if (await proofs.KeepPageAsync(owner, picture, cancellation) is { } sha256 && pages.Count < RunProofs.MostListed)
                    pages.Add(sha256);
            },
        };
        var collected = await RunTelemetry.StepAsync("scrape.collect", () => WithinTimeAsync(order, lease.Work));
        await signIns.KeepSessionAsync(owner, portal.Id, collected, lease.Work);
        var ended = collected is Collected.Complete complete
            ? await TakeInAsync(owner, portal, held, complete, pages, lease.Work)
            : await FailedAsync(owner, held, (Collected.Failed)collected, signIn.Note, order.Credentials, lease.Work);
        var refused = ended.Reason is RunReason.SignInRefused or RunReason.AccountLocked
            && order.Credentials is { } used && await signIns.AreStillAsync(owner, portal.Id, used, CancellationToken.None);
        // The run last: until it is marked as ended it is repeated, with the same result.
        await book.ChangeAsync(portal.Id, now => Told(now, ended, span.CompleteThrough, refused), CancellationToken.None);
        await held.ChangeAsync(_ => ended, CancellationToken.None);
    }

    private async Task<Collected> WithinTimeAsync(CollectionOrder order, CancellationToken work)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(work);
        limit.CancelAfter(options.Value.RunTime);
        try
        {
            return await collector.CollectAsync(order, limit.Token);
        }
        catch (OperationCanceledException) when (!work.IsCancellationRequested)
        {
            return new Collected.Failed { Reason = RunReason.TimedOut, Message = RunTexts.TimedOut(options.Value.RunTime) };
        }
        catch (Exception fault) when (fault is not (StorageException or OperationCanceledException))
        {
            // Not retried automatically: it may have stopped between a wrong password and the site's response, and accounts get locked.
            CollectorFailed(logger, order.Portal, $"{fault.GetType().FullName}{Environment.NewLine}{fault.StackTrace}");
            return new Collected.Failed { Reason = RunReason.CannotRun, Message = RunTexts.Fault };
        }
    }

    private async Task<Run> TakeInAsync(OwnerId owner, PortalListing portal, HeldRun held, Collected.Complete complete, List<string> pages, CancellationToken work)
    {
        try
        {
            var since = InstantPattern.General.Parse(held.Run.StartedAt!).Value;
            var fresh = await RunTelemetry.StepAsync("scrape.import", () => intake.TakeInAsync(
                owner, complete.Files, since, sha256 => held.ChangeAsync(run => run.Imports.Contains(sha256) ? run : run with { Imports = [.. run.Imports, sha256] }, CancellationToken.None), work));
            return Over(held.Run) with
            {
                Status = RunStatus.Succeeded,
                TotalRecords = complete.Rows,
                NewRecords = fresh,
                Summary = $"{portal.Name}: {complete.Summary.Trim().TrimEnd('.')}; {fresh} new",
                Pages = pages,
            };
        }
        catch (IntakeException fault)
        {
            return Over(held.Run) with { Status = RunStatus.Failed, Reason = fault.Reason, Error = fault.Message, TotalRecords = complete.Rows };
        }
    }

    private async Task<Run> FailedAsync(OwnerId owner, HeldRun held, Collected.Failed failed, string? signInNote, PortalCredentials? credentials, CancellationToken work)
    {
        // Mention the credentials only if they matter; a site that is down is down for everyone.
        var note = failed.Reason == RunReason.NeedsSignIn ? signInNote : null;
        var kept = await proofs.KeepFailureAsync(owner, failed.Screenshot, failed.Trace, work);
        return Over(held.Run) with
        {
            Status = RunStatus.Failed,
            Reason = failed.Reason,
            Error = RunTexts.Failure(failed.Message, note, credentials),
            Selector = failed.Selector,
            TotalRecords = failed.Rows,
            Screenshots = [.. held.Run.Screenshots, .. kept],
        };
    }

    private Task EndAsync(HeldRun held, RunReason reason, string error) => held.ChangeAsync(
        run => Over(run) with { Status = RunStatus.Failed, Reason = reason, Error = error }, CancellationToken.None);

    private Run Begun(Run run) => run with
    {
        Status = RunStatus.Running,
        StartedAt = run.StartedAt ?? InstantPattern.General.Format(clock.GetCurrentInstant()),
        Attempts = run.Attempts + 1,
        TraceId = Activity.Current?.TraceId.ToHexString(),
    };

    private Run Over(Run run) => run with { EndedAt = InstantPattern.General.Format(clock.GetCurrentInstant()) };

    /// <summary>Updates the account after a run. Days that were complete before a failure stay complete.</summary>
    private PortalAccount Told(PortalAccount account, Run run, LocalDate completeThrough, bool isRefused)
    {
        var after = account with { LastRunAt = run.EndedAt, LastReason = run.Reason, IsSignInRefused = account.IsSignInRefused || isRefused };
        var through = LocalDatePattern.Iso.Format(completeThrough);
        if (run.Status != RunStatus.Succeeded || (account.CollectedFor == intake.Destination && string.CompareOrdinal(account.CompleteThrough, through) > 0))
            return after;
        return after with { CompleteThrough = through, CollectedFor = intake.Destination };
    }

    private PortalListing? Portal(string id) => portals().FirstOrDefault(portal => portal.Id == id);

    [LoggerMessage(Level = LogLevel.Error, Message = "The collector failed at {Portal}: {Fault}")]
    private static partial void CollectorFailed(ILogger logger, string portal, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} of {Owner} waits: another run uses this account")]
    private static partial void Waits(ILogger logger, string run, string owner);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} of {Owner} started at {Portal}, attempt {Attempt}, from {From} through {Through}")]
    private static partial void Begins(ILogger logger, string run, string owner, string portal, int attempt, string from, string through);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} of {Owner} at {Portal} was complete: {Rows} rows, {New} new, in {Seconds:0.0} s")]
    private static partial void Succeeded(ILogger logger, string run, string owner, string portal, int rows, int @new, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} of {Owner} at {Portal} failed: {Reason}, after {Seconds:0.0} s")]
    private static partial void Failed(ILogger logger, string run, string owner, string portal, RunReason reason, double seconds);
}
