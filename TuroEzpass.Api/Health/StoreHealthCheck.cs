using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Health;

/// <summary>Whether the store responds to a read of one item.</summary>
/// <param name="services">Provides the store; a store that can't be opened counts as not responding.</param>
/// <param name="time">The clock.</param>
public sealed class StoreHealthCheck(IServiceProvider services, TimeProvider time) : AnswerCheck(time, HealthStatus.Unhealthy, "The store is not responding.")
{
    private static readonly RecordKey Any = new("SYS#LEASE", "reporter");

    /// <inheritdoc />
    protected override Task AskAsync(CancellationToken cancellation) => services.GetRequiredService<IRecordStore>().GetAsync(Any, cancellation);
}

/// <summary>Adds the check.</summary>
public static class StoreHealthCheckExtensions
{
    /// <summary>Reports the service as ready only while its store responds.</summary>
    public static IHealthChecksBuilder AddStoreHealthCheck(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoreHealthCheck(provider, TimeProvider.System));
        return services.AddHealthChecks().AddCheck<StoreHealthCheck>("store");
    }
}
