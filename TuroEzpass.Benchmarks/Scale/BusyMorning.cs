using TuroEzpass.World;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>Every owner's collection in one morning: each starts at a random time within the spread, reads the portal for a while, and then
/// imports the files.</summary>
/// <param name="Spread">The time within which they start.</param>
/// <param name="Collectors">The most browsers at the same time; others wait in the queue.</param>
/// <param name="PeakUnits">The most write units of the table and its indexes in one second.</param>
/// <param name="PeakBrowsers">The highest number of browsers at the same time.</param>
/// <param name="End">When the last import ends.</param>
internal sealed record BusyMorning(TimeSpan Spread, int Collectors, long PeakUnits, int PeakBrowsers, TimeSpan End)
{
    /// <summary>The write units per second of one partition, which limit the import of one owner's rows.</summary>
    public const int PartitionUnits = 1000;

    private const int Seed = 20261124;
    private const int ShortestVisit = 60;
    private const int LongestVisit = 180;

    /// <summary>Simulates the morning, second by second.</summary>
    /// <param name="owners">The number of owners.</param>
    /// <param name="spread">The time within which they start.</param>
    /// <param name="collectors">The most browsers.</param>
    /// <param name="morning">The writes of one collection.</param>
    public static BusyMorning Of(int owners, TimeSpan spread, int collectors, Meter morning)
    {
        var dice = Dice.Of(Seed, "morning");
        var units = morning.Writes.Values.Sum();
        // The import waits for the partition with the most writes.
        var seconds = (int)Math.Max(1, (morning.Writes.Values.Max() + PartitionUnits - 1) / PartitionUnits);
        var asked = Enumerable.Range(0, owners).Select(_ => dice.Number(0, (int)spread.TotalSeconds)).Order().ToList();
        var free = new PriorityQueue<int, int>();
        var (written, visiting, end) = (new Dictionary<int, long>(), new SortedDictionary<int, int>(), 0);
        foreach (var at in asked)
        {
            // A free browser, or the next one to become free.
            var begin = free.Count < collectors ? at : Math.Max(at, free.Dequeue());
            var import = begin + dice.Number(ShortestVisit, LongestVisit);
            for (var second = 0; second < seconds; second++)
                written[import + second] = written.GetValueOrDefault(import + second) + units / seconds;
            free.Enqueue(import + seconds, import + seconds);
            visiting[begin] = visiting.GetValueOrDefault(begin) + 1;
            visiting[import + seconds] = visiting.GetValueOrDefault(import + seconds) - 1;
            end = Math.Max(end, import + seconds);
        }

        var (now, most) = (0, 0);
        foreach (var change in visiting.Values)
            most = Math.Max(most, now += change);
        return new BusyMorning(spread, collectors, written.Values.Max(), most, TimeSpan.FromSeconds(end));
    }
}
