using System.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Evaluates the alert rules in one of the processes that share a store: the one that holds the lease.</summary>
/// <param name="services">Provides the store; a store that can't be opened must not end the process.</param>
/// <param name="figures">The metrics for operators' rules.</param>
/// <param name="recipients">The recipients of alerts.</param>
/// <param name="outbox">Sends alerts.</param>
/// <param name="courier">Sends alerts when the store is unavailable.</param>
/// <param name="options">The intervals.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Receives failures.</param>
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

    /// <summary>One round: acquires or renews the lease, and evaluates the rules while it is held.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (await HoldAsync(cancellation))
            {
                await operators!.RoundAsync(KeepAsync, cancellation);
                if (ownersAt <= clock.GetCurrentInstant())
                {
                    // Owners' rules run separately: a slow mail server or many owners must not delay operators' rules.
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

    /// <summary>Releases the lease, so that another process need not wait until it expires.</summary>
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
            // The lease then expires.
            LogFailed(error.GetType().Name, error);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval);
        try
        {
            // Wait first: a process that has just started has no metrics yet, which would raise alerts.
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // If the host is disposed without being stopped, this would otherwise be logged as a failure.
        }
    }

    private async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IRecordStore>();
        // Longer than a message can take, so that no other process takes over while one is being sent.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert rules could not be evaluated ({Error}). Retrying in the next round.")]
    private partial void LogFailed(string error, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert rules of one account could not be evaluated ({Error}). Retrying in the next round.")]
    private partial void LogOneFailed(string error, Exception exception);
}
