using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TuroEzpass.Api.Health;

/// <summary>Whether something answers one small question within two seconds. Anybody may ask for a service's health, so an answer is
/// good for a moment: many who ask cost no more than one.</summary>
/// <param name="time">The time.</param>
/// <param name="otherwise">What the service is where it does not answer.</param>
/// <param name="what">What that means, for the log.</param>
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

    /// <summary>Asks. Whatever it throws means that there was no answer.</summary>
    protected abstract Task AskAsync(CancellationToken cancellation);

    private async Task<HealthCheckResult> LookAsync()
    {
        using var cut = new CancellationTokenSource(Limit, time);
        try
        {
            // On a thread of its own: opening the embedded store, or a disk that hangs, does not wait asynchronously.
            await Task.Run(() => AskAsync(cut.Token), cut.Token).WaitAsync(Limit, time, CancellationToken.None);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            return new HealthCheckResult(otherwise, what, error);
        }
    }
}
