using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Reporting;

/// <summary>The configuration section <c>Reporter</c>.</summary>
public sealed class ReporterOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reporter";

    /// <summary>How often the metrics are measured: 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Reporter:Interval must be from 00:00:01 to 01:00:00.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the nine metrics are also written to the process's output in CloudWatch's Embedded Metric Format. For AWS.</summary>
    public bool EmbeddedMetrics { get; set; }
}

/// <summary>Collects the metrics in one of the processes that share a store: the one that holds the lease.</summary>
/// <param name="services">Provides the store; a store that can't be opened must not end the process.</param>
/// <param name="clock">The clock.</param>
/// <param name="latest">Receives the metrics.</param>
/// <param name="gauges">Publishes them; created here because nothing else requests it.</param>
/// <param name="options">The interval.</param>
/// <param name="logger">Receives failures.</param>
/// <param name="embedded">Writes them for CloudWatch; optional.</param>
public sealed partial class FigureReporter(
    IServiceProvider services, IClock clock, LatestFigures latest, FigureGauges gauges, IOptions<ReporterOptions> options, ILogger<FigureReporter> logger,
    EmbeddedMetrics? embedded = null) : BackgroundService
{
    private static readonly RecordKey Key = new("SYS#LEASE", "reporter");
    private readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private Lease? lease;
    private FigureCollector? collector;
    private FigureMark? mark;

    /// <summary>The gauges that publish the metrics.</summary>
    internal FigureGauges Gauges => gauges;

    /// <summary>One round: acquires or renews the lease, and collects the metrics while it is held.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            if (await HoldAsync(cancellation) && await collector!.CollectAsync(KeepAsync, cancellation) is { } figures)
            {
                latest.Publish(figures, lease!.Until);
                embedded?.Write(figures);
                await mark!.WriteAsync(figures, cancellation);
            }
            else
            {
                Stop();
            }
        }
        catch (Exception error)
        {
            // The last published metrics stay until the lease expires.
            if (!cancellation.IsCancellationRequested)
                LogFailed(error.GetType().Name, error);
        }
    }

    /// <summary>Releases the lease, so that another process need not wait until it expires.</summary>
    internal async Task EndAsync(CancellationToken cancellation)
    {
        Stop();
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
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // If the host is disposed without being stopped, this would otherwise be logged as a failure.
        }
    }

    private async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IRecordStore>();
        // Longer than two rounds, so that one failed round does not pass the lease to another process.
        lease ??= new Lease(store, Key, clock, holder, Duration.Max(Duration.FromSeconds(30), Duration.FromTimeSpan(options.Value.Interval * 3)));
        if (collector is not null && lease.IsHeld && await KeepAsync(cancellation))
            return true;
        Stop();
        if (await lease.TryTakeAsync(_ => false, cancellation) is not null)
            return false;
        (collector, mark) = (new FigureCollector(store, clock), new FigureMark(store));
        return true;
    }

    private async Task<bool> KeepAsync(CancellationToken cancellation)
    {
        if (!await lease!.TryKeepAsync(cancellation))
            return false;
        latest.Extend(lease.Until);
        return true;
    }

    private void Stop()
    {
        collector = null;
        latest.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Metrics could not be collected ({Error}). Retrying in the next round.")]
    private partial void LogFailed(string error, Exception exception);
}

/// <summary>Adds the reporter.</summary>
public static class FigureReporting
{
    /// <summary>Adds <see cref="LatestFigures"/>, the gauges, and the reporter that fills them.</summary>
    public static IServiceCollection AddFigureReporting(this IServiceCollection services)
    {
        services.AddOptions<ReporterOptions>().BindConfiguration(ReporterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<LatestFigures>().AddSingleton<FigureGauges>()
            .AddSingleton(provider => new EmbeddedMetrics(provider.GetRequiredService<IOptions<ReporterOptions>>()))
            .AddHostedService<FigureReporter>();
    }
}
