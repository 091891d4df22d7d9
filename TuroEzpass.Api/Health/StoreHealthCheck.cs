using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Health;

/// <summary>Whether the store answers: one read of one item.</summary>
/// <param name="services">Where the store comes from: one that cannot be opened is a store that does not answer.</param>
/// <param name="time">The time.</param>
public sealed class StoreHealthCheck(IServiceProvider services, TimeProvider time) : AnswerCheck(time, HealthStatus.Unhealthy, "The store does not answer.")
{
    private static readonly RecordKey Any = new("SYS#LEASE", "reporter");

    /// <inheritdoc />
    protected override Task AskAsync(CancellationToken cancellation) => services.GetRequiredService<IRecordStore>().GetAsync(Any, cancellation);
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
