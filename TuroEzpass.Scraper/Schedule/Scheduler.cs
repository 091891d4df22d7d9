using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>Asks for the daily collection where <c>Scraper:Schedule</c> is <c>Internal</c>: in one process of all that share a store, the
/// one that holds the lease. A time that was missed while no process ran is made up once.</summary>
/// <param name="services">Where the store comes from: one that cannot be opened must not end the process.</param>
/// <param name="clock">The clock.</param>
/// <param name="options">When.</param>
/// <param name="logger">Where failures go.</param>
internal sealed partial class Scheduler(IServiceProvider services, IClock clock, IOptions<ScraperOptions> options, ILogger<Scheduler> logger) : BackgroundService
{
    private static readonly RecordKey LeaseKey = new("SYS#LEASE", "scheduler");
    private static readonly Duration LeaseLength = Duration.FromMinutes(2);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(20);
    private readonly Timetable timetable = Timetable.Of(options.Value);
    private Lease? lease;

    /// <summary>One round: asks, where this process holds the lease and a time has come that nobody asked for yet.</summary>
    /// <returns>Whether it asked.</returns>
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
            // Nothing is collected just because the service is new: it begins with the next time.
            await book.TryPutAsync(new ScheduleMark(now, Guid.NewGuid().ToString("N"), 0), cancellation);
            return false;
        }

        if (timetable.LastDue(now, mark.Seed) is not { } due || due <= mark.Last)
            return false;
        // First the requests, then the note: a crash in between asks again for the same cause, which doubles nothing.
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
            // So that another process need not wait for its end.
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
            // A host that is let go without being stopped first would log this as a failure.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The collection of {Due} was asked for, of {Owners} users")]
    private static partial void Asked(ILogger logger, Instant due, int owners);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule could not be looked at ({Error}); it is tried again")]
    private static partial void RoundFailed(ILogger logger, string error, Exception exception);
}
