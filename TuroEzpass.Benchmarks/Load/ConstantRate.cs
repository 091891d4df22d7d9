using System.Collections.Concurrent;
using System.Diagnostics;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>Requests at a constant rate: each is due at a fixed time whether or not earlier ones were answered, and its
/// latency is measured from then, so that a stalled service is fully counted (no coordinated omission).</summary>
internal static class ConstantRate
{
    /// <summary>The 99th percentile of each service's latency, measured at the same time.</summary>
    /// <param name="rate">Requests per second to each service.</param>
    /// <param name="until">When to end.</param>
    /// <param name="clients">The services, each with its request.</param>
    public static async Task<IReadOnlyList<TimeSpan>> P99Async(int rate, Task until, params (HttpClient Client, string Path)[] clients)
    {
        var latencies = clients.Select(_ => new ConcurrentBag<TimeSpan>()).ToList();
        var underWay = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var number = 0; !until.IsCompleted; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            while (watch.Elapsed < due)
                await Task.Delay(1);
            for (var service = 0; service < clients.Length; service++)
                underWay.Add(AskAsync(clients[service].Client, clients[service].Path, due, watch, latencies[service]));
        }

        await Task.WhenAll(underWay);
        return [.. latencies.Select(all => all.Order().ElementAt((int)(all.Count * 0.99)))];
    }

    private static async Task AskAsync(HttpClient client, string path, TimeSpan due, Stopwatch watch, ConcurrentBag<TimeSpan> latencies)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        latencies.Add(watch.Elapsed - due);
    }
}
