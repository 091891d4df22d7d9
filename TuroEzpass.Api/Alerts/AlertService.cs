using System.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Looks at the rules in one process of all that share a store: the one that holds the lease.</summary>
/// <param name="services">Where the store comes from: a store that cannot be opened must not end the process.</param>
/// <param name="figures">What operators' rules look at.</param>
/// <param name="recipients">Who is told.</param>
/// <param name="outbox">Tells them.</param>
/// <param name="courier">Tells them without a store.</param>
/// <param name="options">How often.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where failures go.</param>
internal sealed partial class AlertService(
    IServiceProvider services, OperatorFigures figures, Recipients recipients, Outbox outbox, Courier courier, IOptions<NotifyOptions> options, IClock clock, ILogger<AlertService> logger) : BackgroundService
{
    private static readonly RecordKey Key = new("SYS#LEASE", "alerts");
    private static readonly TimeSpan OwnersTime = TimeSpan.FromSeconds(30);
    private readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly StoreOutage outage = new(courier, recipients, clock);
    private Lease? lease;
    private OperatorAlerts? operators;
    private OwnerAlerts? owners;
    private Instant ownersAt = Instant.MinValue;

    /// <summary>One round: takes or keeps the lease, and looks at the rules where it is held.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (await HoldAsync(cancellation))
            {
                await operators!.RoundAsync(KeepAsync, cancellation);
                if (ownersAt <= clock.GetCurrentInstant())
                {
                    // A mail server that answers slowly, or many owners, must not keep operators' rules waiting.
                    var begun = Stopwatch.GetTimestamp();
                    if (await owners!.RoundAsync(async stop => Stopwatch.GetElapsedTime(begun) < OwnersTime && await KeepAsync(stop), LogOwnerFailed, cancellation))
                        ownersAt = clock.GetCurrentInstant() + Duration.FromTimeSpan(options.Value.OwnerInterval);
                }
            }

            await outage.SucceededAsync();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(error.GetType().Name, error);
            if (error is StorageException)
                await outage.FailedAsync();
        }
    }

    /// <summary>Lets the lease go, so that another process need not wait for its end.</summary>
    internal async Task EndAsync(CancellationToken cancellation)
    {
        (operators, owners) = (null, null);
        if (lease is { IsHeld: true })
            await lease.ReleaseAsync(cancellation);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await EndAsync(cancellationToken);
        }
        catch (Exception error)
        {
            // It ends by itself then.
            LogFailed(error.GetType().Name, error);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval);
        try
        {
            // Not at once: what has just begun has no figures yet, and would be told of as broken.
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that is let go without being stopped first would log this as a failure.
        }
    }

    private async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IRecordStore>();
        // Longer than a message may take, so that no other process takes over while one is sent.
        lease ??= new Lease(store, Key, clock, holder, Duration.Max(Duration.FromMinutes(3), Duration.FromTimeSpan(options.Value.Interval * 3)));
        if (operators is not null && lease.IsHeld && await KeepAsync(cancellation))
            return true;
        (operators, owners) = (null, null);
        if (await lease.TryTakeAsync(_ => false, cancellation) is not null)
            return false;
        operators = new OperatorAlerts(store, figures, recipients, outbox, options, clock);
        owners = new OwnerAlerts(store, recipients, outbox, clock);
        ownersAt = Instant.MinValue;
        return true;
    }

    private Task<bool> KeepAsync(CancellationToken cancellation) => lease!.TryKeepAsync(cancellation);

    private void LogOwnerFailed(Exception error) => LogOneFailed(error.GetType().Name, error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rules could not be looked at ({Error}); they are in the next round.")]
    private partial void LogFailed(string error, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rules of one account could not be looked at ({Error}); they are in the next round.")]
    private partial void LogOneFailed(string error, Exception exception);
}
