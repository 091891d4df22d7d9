using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Retries after site errors, and pauses a site that fails repeatedly. One circuit breaker per
/// portal. Sign-ins are never retried.</summary>
internal sealed class SiteTries(IOptions<CollectingOptions> timing)
{
    private const int FaultsBeforeRest = 8;
    private readonly ConcurrentDictionary<string, ResiliencePipeline> pipelines = new(StringComparer.Ordinal);

    /// <summary>Runs a step that can be repeated.</summary>
    /// <exception cref="CollectionStoppedException">The site is down, or the step failed.</exception>
    public async Task<T> RunAsync<T>(string portal, Func<CancellationToken, Task<T>> step, CancellationToken cancellation)
    {
        try
        {
            return await pipelines.GetOrAdd(portal, _ => Build()).ExecuteAsync(async token => await step(token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            throw new CollectionStoppedException(RunReason.SiteDown, $"The site failed at least {FaultsBeforeRest} times, so the collector waits {timing.Value.RestAfterFaults.TotalMinutes:0} minutes before visiting it again. Run it again later.");
        }
    }

    /// <summary>Runs a step that can be repeated.</summary>
    public Task RunAsync(string portal, Func<CancellationToken, Task> step, CancellationToken cancellation) =>
        RunAsync(portal, async token =>
        {
            await step(token).ConfigureAwait(false);
            return true;
        }, cancellation);

    private ResiliencePipeline Build() => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SiteFaultException>(),
            MaxRetryAttempts = Math.Max(1, timing.Value.Retries),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = timing.Value.RetryDelay,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SiteFaultException>(),
            FailureRatio = 0.9,
            MinimumThroughput = FaultsBeforeRest,
            SamplingDuration = TimeSpan.FromMinutes(10),
            BreakDuration = timing.Value.RestAfterFaults,
        })
        .Build();
}
