using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TuroEzpass.Api.Health;

/// <summary>Whether a dependency responds to a small request within two seconds. Anyone can request a service's health, so results are
/// cached briefly and many requests cost no more than one.</summary>
/// <param name="time">The clock.</param>
/// <param name="otherwise">The service's status if the dependency does not respond.</param>
/// <param name="what">The description for the log.</param>
public abstract class AnswerCheck(TimeProvider time, HealthStatus otherwise, string what) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
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
                (last, at) = (LookAsync(), time.GetTimestamp());
            return last.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sends the request. Any exception means that the dependency did not respond.</summary>
    protected abstract Task AskAsync(CancellationToken cancellation);

    private async Task<HealthCheckResult> LookAsync()
    {
        using var cut = new CancellationTokenSource(Limit, time);
        try
        {
            // On another thread: opening the embedded store, or a disk that hangs, blocks.
            await Task.Run(() => AskAsync(cut.Token), cut.Token).WaitAsync(Limit, time, CancellationToken.None);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            return new HealthCheckResult(otherwise, what, error);
        }
    }
}
