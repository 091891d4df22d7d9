using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>Requests the daily collection if <c>Scraper:Schedule</c> is <c>Internal</c>, in the one process that holds the lease among all that
/// share a store. Collections that were missed while no process ran are made up for once.</summary>
/// <param name="services">Provides the store; a store that can't be opened must not end the process.</param>
/// <param name="clock">The clock.</param>
/// <param name="options">The schedule.</param>
/// <param name="logger">Receives failures.</param>
internal sealed partial class Scheduler(IServiceProvider services, IClock clock, IOptions<ScraperOptions> options, ILogger<Scheduler> logger) : BackgroundService
{
    private static readonly RecordKey LeaseKey = new("SYS#LEASE", "scheduler");
    private static readonly Duration LeaseLength = Duration.FromMinutes(2);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(20);
    private readonly Timetable timetable = Timetable.Of(options.Value);
    private Lease? lease;

    /// <summary>One round: requests a collection if this process holds the lease and a scheduled time has come.</summary>
    /// <returns>Whether it requested one.</returns>
    internal async Task<bool> RoundAsync(CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IRecordStore>();
        lease ??= new Lease(store, LeaseKey, clock, ProcessHolder.Current, LeaseLength);
        if (!(lease.IsHeld && await lease.TryKeepAsync(cancellation)) && await lease.TryTakeAsync(ProcessHolder.IsGone, cancellation) is not null)
            return false;
        var book = new ScheduleBook(store);
        var mark = await book.GetAsync(cancellation);
        var now = clock.GetCurrentInstant();
        if (mark is null)
        {
            // A new service does not collect immediately; it starts with the next scheduled time.
            await book.TryPutAsync(new ScheduleMark(now, Guid.NewGuid().ToString("N"), 0), cancellation);
            return false;
        }

        if (timetable.LastDue(now, mark.Seed) is not { } due || due <= mark.Last)
            return false;
        // First the requests, then the mark: after a crash in between, the same cause is requested again, which creates no duplicates.
        var owners = await RunTelemetry.StepAsync("schedule.ask", () => services.GetRequiredService<FanOut>().ToEveryOwnerAsync(
            string.Create(CultureInfo.InvariantCulture, $"schedule {due.ToUnixTimeSeconds()}"), due, cancellation));
        await book.TryPutAsync(mark with { Last = due }, cancellation);
        Asked(logger, due, owners);
        return true;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // Released so that another process need not wait until it expires.
            if (lease is { IsHeld: true })
                await lease.ReleaseAsync(cancellationToken);
        }
        catch (Exception fault)
        {
            RoundFailed(logger, fault.GetType().Name, fault);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenRounds);
        try
        {
            do
            {
                try
                {
                    await RoundAsync(stoppingToken);
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    RoundFailed(logger, fault.GetType().Name, fault);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // If the host is disposed without being stopped, this would otherwise be logged as a failure.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The collection of {Due} was requested for {Owners} users")]
    private static partial void Asked(ILogger logger, Instant due, int owners);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule could not be checked ({Error}). Retrying")]
    private static partial void RoundFailed(ILogger logger, string error, Exception exception);
}
