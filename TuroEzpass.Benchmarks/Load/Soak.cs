using System.Diagnostics;
using System.Globalization;
using TuroEzpass.Benchmarks.Checks;

namespace TuroEzpass.Benchmarks.Load;

/// <summary><c>soak [--minutes 10]</c>: the API under a long, steady load; its memory must not grow. Run on request only; ends automatically.</summary>
internal static class Soak
{
    private const int Rate = 100;
    private const double Growth = 1.15;
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(5);
    private static readonly string[] Paths = ["/api/tolls?limit=50", "/api/claims", "/api/analytics", "/api/review", "/api/vehicles", "/api/trips", "/api/imports"];

    /// <summary>Runs the command.</summary>
    /// <returns>0 if memory stays constant, else 1.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var minutes = arguments.Number("--minutes", 10);
        using var world = new LoadWorld();
        await world.FillAsync();
        using var api = await world.StartAsync();
        using var client = await world.SignInAsync(api);
        var (samples, sent) = (new List<long>(), 0);
        var watch = Stopwatch.StartNew();
        var next = Sample;
        while (watch.Elapsed < TimeSpan.FromMinutes(minutes))
        {
            // Some queries are unique, so that answers are computed and not only cached.
            var path = Paths[sent % Paths.Length];
            using (var answer = await client.GetAsync(new Uri(sent % 3 == 0 ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}n={sent.ToString(CultureInfo.InvariantCulture)}" : path, UriKind.Relative)))
                answer.EnsureSuccessStatusCode();
            sent++;
            if (watch.Elapsed >= next)
            {
                samples.Add(api.MemoryBytes());
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMinutes:0.0} min  {sent:#,0} requests  {samples[^1] / 1e6:0} MB"));
                next += Sample;
            }

            var due = TimeSpan.FromSeconds((double)sent / Rate);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed);
        }

        // The first third warms up.
        var third = samples.Count / 3;
        var check = Check.AtMost(
            "memory in the last third / in the second", Median(samples.Skip(2 * third)) / Median(samples.Skip(third).Take(third)), Growth,
            string.Create(CultureInfo.InvariantCulture, $"medians of {samples.Count} samples over {minutes} minutes at up to {Rate} requests per second, a third of them unique."));
        check.Print();
        return check.IsMet ? 0 : 1;
    }

    private static double Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
