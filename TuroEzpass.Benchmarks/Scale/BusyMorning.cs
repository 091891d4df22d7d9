using TuroEzpass.World;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary>Every owner's collection in one morning: each begins by chance within the spread, looks at the portal for a while, and then
/// imports what it got.</summary>
/// <param name="Spread">Within which they begin.</param>
/// <param name="Collectors">How many browsers run at once at most; the others wait in the queue.</param>
/// <param name="PeakUnits">The most write units of the table and its indexes in one second.</param>
/// <param name="PeakBrowsers">The most browsers at once.</param>
/// <param name="End">When the last import has ended.</param>
internal sealed record BusyMorning(TimeSpan Spread, int Collectors, long PeakUnits, int PeakBrowsers, TimeSpan End)
{
    /// <summary>A partition takes so many write units a second, so no import of one owner's rows goes faster.</summary>
    public const int PartitionUnits = 1000;

    private const int Seed = 20261124;
    private const int ShortestVisit = 60;
    private const int LongestVisit = 180;

    /// <summary>Lets it happen, second by second.</summary>
    /// <param name="owners">How many.</param>
    /// <param name="spread">Within which they begin.</param>
    /// <param name="collectors">How many browsers at most.</param>
    /// <param name="morning">What one collection writes.</param>
    public static BusyMorning Of(int owners, TimeSpan spread, int collectors, Meter morning)
    {
        var dice = Dice.Of(Seed, "morning");
        var units = morning.Writes.Values.Sum();
        // The partition that is written most is the one that the import waits for.
        var seconds = (int)Math.Max(1, (morning.Writes.Values.Max() + PartitionUnits - 1) / PartitionUnits);
        var asked = Enumerable.Range(0, owners).Select(_ => dice.Number(0, (int)spread.TotalSeconds)).Order().ToList();
        var free = new PriorityQueue<int, int>();
        var (written, visiting, end) = (new Dictionary<int, long>(), new SortedDictionary<int, int>(), 0);
        foreach (var at in asked)
        {
            // A browser that is free, or the next one to be.
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
