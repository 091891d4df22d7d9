using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Health;

/// <summary>Whether the originals answer: one read of one that is nobody's and is not there. Without them questions are still
/// answered and files wait, so the service is degraded and not unready.</summary>
/// <param name="services">Where the originals come from.</param>
/// <param name="time">The time.</param>
public sealed class OriginalsHealthCheck(IServiceProvider services, TimeProvider time) : AnswerCheck(time, HealthStatus.Degraded, "The originals do not answer: files wait.")
{
    private static readonly ProofAddress Nobodys = new(ProofKind.Statement, OwnerId.Parse("health"), new string('0', 64));

    /// <inheritdoc />
    protected override Task AskAsync(CancellationToken cancellation) => services.GetRequiredService<IProofStore>().GetAsync(Nobodys, cancellation);
}

/// <summary>Adds the check.</summary>
public static class OriginalsHealthCheckExtensions
{
    /// <summary>Makes the service say that it is degraded while its originals do not answer.</summary>
    public static IHealthChecksBuilder AddOriginalsHealthCheck(this IServiceCollection services)
    {
        services.AddSingleton(provider => new OriginalsHealthCheck(provider, TimeProvider.System));
        return services.AddHealthChecks().AddCheck<OriginalsHealthCheck>("originals");
    }
}
