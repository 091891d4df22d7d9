using System.Diagnostics;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>Measures two pieces of work in turn, so that whatever else the machine does slows both.</summary>
internal static class Ratio
{
    private const int Runs = 7;

    /// <summary>The median times of both.</summary>
    /// <param name="work">What is judged.</param>
    /// <param name="yardstick">What it is judged by.</param>
    /// <param name="prepare">Done before each run of the yardstick, and not measured.</param>
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

    /// <summary>The middle one.</summary>
    public static TimeSpan Median(IReadOnlyList<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static TimeSpan Time(Action action)
    {
        // What earlier runs left behind must not be collected on this run's time.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed;
    }
}
