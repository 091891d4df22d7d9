using System.Threading.RateLimiting;

namespace TuroEzpass.Api.Alerts;

/// <summary>Limits test messages, so that a button can't flood a mailbox.</summary>
public sealed class TestSends : IDisposable
{
    /// <summary>The number of tests per <see cref="Window"/>.</summary>
    public const int Most = 5;

    /// <summary>The length of the window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = Window }));

    /// <inheritdoc />
    public void Dispose() => limiter.Dispose();

    /// <summary>Whether another test may be sent.</summary>
    /// <param name="who">The owner, or the operators.</param>
    public bool May(string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }
}
