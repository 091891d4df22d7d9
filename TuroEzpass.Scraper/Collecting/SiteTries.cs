using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Tries again what failed by a fault of the site, and leaves a site alone that fails again and again. One breaker for each
/// portal. A sign-in is never tried here.</summary>
internal sealed class SiteTries(IOptions<CollectingOptions> timing)
{
    private const int FaultsBeforeRest = 8;
    private readonly ConcurrentDictionary<string, ResiliencePipeline> pipelines = new(StringComparer.Ordinal);

    /// <summary>Does a step that can be done again.</summary>
    /// <exception cref="CollectionStoppedException">The site is down, or what the step says.</exception>
    public async Task<T> RunAsync<T>(string portal, Func<CancellationToken, Task<T>> step, CancellationToken cancellation)
    {
        try
        {
            return await pipelines.GetOrAdd(portal, _ => Build()).ExecuteAsync(async token => await step(token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            throw new CollectionStoppedException(RunReason.SiteDown, $"The site failed {FaultsBeforeRest} times and more, so it is left alone for {timing.Value.RestAfterFaults.TotalMinutes:0} minutes. Run it again later.");
        }
    }

    /// <summary>Does a step that can be done again.</summary>
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
