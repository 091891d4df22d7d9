using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Health;

/// <summary>Whether the store of original files responds to a read of a file that does not exist. Without it, requests still
/// work and uploads wait, so the service is degraded but ready.</summary>
/// <param name="services">Provides the store of originals.</param>
/// <param name="time">The clock.</param>
public sealed class OriginalsHealthCheck(IServiceProvider services, TimeProvider time) : AnswerCheck(time, HealthStatus.Degraded, "The store of original files is not responding. Uploads wait.")
{
    private static readonly ProofAddress Nobodys = new(ProofKind.Statement, OwnerId.Parse("health"), new string('0', 64));

    /// <inheritdoc />
    protected override Task AskAsync(CancellationToken cancellation) => services.GetRequiredService<IProofStore>().GetAsync(Nobodys, cancellation);
}

/// <summary>Adds the check.</summary>
public static class OriginalsHealthCheckExtensions
{
    /// <summary>Reports the service as degraded while its originals do not respond.</summary>
    public static IHealthChecksBuilder AddOriginalsHealthCheck(this IServiceCollection services)
    {
        services.AddSingleton(provider => new OriginalsHealthCheck(provider, TimeProvider.System));
        return services.AddHealthChecks().AddCheck<OriginalsHealthCheck>("originals");
    }
}
