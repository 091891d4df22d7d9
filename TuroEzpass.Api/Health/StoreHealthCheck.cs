using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Health;

/// <summary>Whether the store answers: one read of one item, within two seconds.</summary>
/// <param name="services">Where the store comes from: one that cannot be opened is a store that does not answer.</param>
/// <param name="time">The time.</param>
public sealed class StoreHealthCheck(IServiceProvider services, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly RecordKey Any = new("SYS#LEASE", "reporter");

    /// <summary>Anybody may ask, so an answer is good for a moment: many who ask cost the store no more than one.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private Task<HealthCheckResult>? last;
    private long at;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (turn)
        {
            if (last is null || time.GetElapsedTime(at) > Good)
                (last, at) = (ReadAsync(), time.GetTimestamp());
            return last.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> ReadAsync()
    {
        using var cut = new CancellationTokenSource(Limit, time);
        try
        {
            // On a thread of its own: opening the embedded store, or a disk that hangs, does not wait asynchronously.
            await Task.Run(() => services.GetRequiredService<IRecordStore>().GetAsync(Any, cut.Token), cut.Token).WaitAsync(Limit, time, CancellationToken.None);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            return HealthCheckResult.Unhealthy("The store does not answer.", error);
        }
    }
}

/// <summary>Adds the check.</summary>
public static class StoreHealthCheckExtensions
{
    /// <summary>Makes the service ready only while its store answers.</summary>
    public static IHealthChecksBuilder AddStoreHealthCheck(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoreHealthCheck(provider, TimeProvider.System));
        return services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
    }
}
