using System.Diagnostics;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>Measures two pieces of work alternately, so that other load on the machine slows both.</summary>
internal static class Ratio
{
    private const int Runs = 7;

    /// <summary>The median times of both.</summary>
    /// <param name="work">The work to check.</param>
    /// <param name="yardstick">The work to compare with.</param>
    /// <param name="prepare">Runs before each run of the yardstick, and is not measured.</param>
    public static (TimeSpan Work, TimeSpan Yardstick) Measure(Action work, Action yardstick, Action? prepare = null)
    {
        var works = new List<TimeSpan>();
        var yardsticks = new List<TimeSpan>();
        for (var run = -1; run < Runs; run++)
        {
            prepare?.Invoke();
            var yardstickTime = Time(yardstick);
            var workTime = Time(work);
            // The first run warms up.
            if (run < 0)
                continue;
            works.Add(workTime);
            yardsticks.Add(yardstickTime);
        }

        return (Median(works), Median(yardsticks));
    }

    /// <summary>The median.</summary>
    public static TimeSpan Median(IReadOnlyList<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static TimeSpan Time(Action action)
    {
        // Garbage of earlier runs must not be collected during this run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed;
    }
}
