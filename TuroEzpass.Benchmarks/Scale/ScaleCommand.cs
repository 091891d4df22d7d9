using System.Globalization;

namespace TuroEzpass.Benchmarks.Scale;

/// <summary><c>scale</c>: prints the tables of docs/SCALE.md.</summary>
internal static class ScaleCommand
{
    private static readonly int[] Steps = [1, 10, 100, 1000, 10_000];

    /// <summary>Prints the tables.</summary>
    public static int Run(Arguments arguments)
    {
        // The output goes into a document.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var (owners, tolls) = (arguments.Number("--owners", 10_000), arguments.Number("--tolls", 100_000));
        var sample = OwnerSample.Make(tolls);
        var bytes = StoredBytes.Of(sample);
        Partitions(sample);
        Calls(sample);
        Print("", $"All data of {owners:#,0} owners with {tolls:#,0} tolls each", "");
        Print("| Items | Table | Indexes | Staged by two years of mornings |", "|---:|---:|---:|---:|",
            $"| {(long)owners * sample.Items.Count:#,0} | {owners * bytes.Table / 1e9:#,0} GB | {owners * bytes.Indexes / 1e9:#,0} GB | {owners * (double)bytes.StagedByMornings / 1e9:#,0} GB |");
        Mornings(owners, sample);
        Costs(sample, bytes);
        return 0;
    }

    /// <summary>The kinds of partitions of one owner, with the largest of each.</summary>
    private static void Partitions(OwnerSample sample)
    {
        Print($"One owner of {sample.Tolls:#,0} tolls in {OwnerSample.Days} days: {sample.Items.Count:#,0} items, {(double)sample.Items.Count / sample.Tolls:0.0} a toll", "");
        Print("| Partition | Count | Most items in one | Most bytes in one | Share of 10 GB |", "|---|---:|---:|---:|---:|");
        var places = sample.Items.Select(item => (Place: item.Key.Partition, item.Value.Bytes))
            .Concat(sample.Items.Where(item => item.Value.Index1 is not null).Select(item => (Place: $"gsi1 {item.Value.Index1!.Value.Partition}", item.Value.Bytes)))
            .Concat(sample.Items.Where(item => item.Value.Index2 is not null).Select(item => (Place: $"gsi2 {item.Value.Index2!.Value.Partition}", item.Value.Bytes)));
        var partitions = places.GroupBy(place => place.Place, StringComparer.Ordinal)
            .Select(group => (Kind: KindOf(group.Key), Items: group.Count(), Bytes: group.Sum(place => (long)place.Bytes + StoredBytes.Overhead)));
        foreach (var kind in partitions.GroupBy(partition => partition.Kind, StringComparer.Ordinal).OrderByDescending(kind => kind.Max(partition => partition.Bytes)))
        {
            var most = kind.Max(partition => partition.Bytes);
            Print($"| `{kind.Key}` | {kind.Count():#,0} | {kind.Max(partition => partition.Items):#,0} | {most / 1e6:#,0.00} MB | {most / 1e10:0.00 %} |");
        }
    }

    private static void Calls(OwnerSample sample)
    {
        Print("", "Units of one owner", "");
        Print("| | Table | Indexes | Most of one partition | Read units |", "|---|---:|---:|---:|---:|");
        foreach (var (name, meter) in new[] { ("two years imported at once", sample.History), ($"a morning: {sample.RowsOfAMorning:#,0} rows, {sample.Tolls / OwnerSample.Days:#,0} new", sample.Morning) })
        {
            var most = meter.Writes.MaxBy(pair => pair.Value);
            Print($"| {name} | {meter.TableWriteUnits:#,0} | {meter.IndexWriteUnits:#,0} | {most.Value:#,0} in `{KindOf(most.Key)}` | {meter.ReadUnits:#,0} |");
        }

        Print($"| of the morning, staged rows | {sample.Morning.Writes.Where(pair => KindOf(pair.Key).StartsWith("ROW", StringComparison.Ordinal)).Sum(pair => pair.Value):#,0} | | | |");
    }

    private static void Mornings(int owners, OwnerSample sample)
    {
        Print("", $"All {owners:#,0} owners in one morning", "");
        Print("| Start within | Browser limit | Browsers at once | Write units in the busiest second | Last one ends after |", "|---:|---:|---:|---:|---:|");
        foreach (var (minutes, collectors) in new[] { (20, owners), (60, owners), (240, owners), (20, 50), (20, 100), (20, 200) })
        {
            var morning = BusyMorning.Of(owners, TimeSpan.FromMinutes(minutes), collectors, sample.Morning);
            Print($"| {minutes} min | {(collectors == owners ? "no limit" : collectors.ToString("#,0", CultureInfo.InvariantCulture))} | {morning.PeakBrowsers:#,0} | {morning.PeakUnits:#,0} | {morning.End.TotalMinutes:#,0} min |");
        }
    }

    private static void Costs(OwnerSample sample, StoredBytes bytes)
    {
        Print("", "A month, US dollars", "");
        Print("| Owners | Writes | Reads | Table | Bucket | Services | Total | Per owner |", "|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var owners in Steps)
        {
            var cost = MonthlyCost.Of(owners, sample, bytes);
            Print($"| {owners:#,0} | {cost.Writes:#,0.00} | {cost.Reads:#,0.00} | {cost.Table:#,0.00} | {cost.Bucket:#,0.00} | {cost.Services:#,0.00} | {cost.All:#,0.00} | {cost.All / owners:#,0.00} |");
        }

        var most = Steps[^1];
        Print("", $"The table of {most:#,0} owners without the rows that mornings stage: {MonthlyCost.Of(most, sample, bytes with { StagedByMornings = 0 }).Table:#,0.00}");
    }

    /// <summary>A partition's kind: its name without the owner and the varying parts.</summary>
    private static string KindOf(string partition)
    {
        var index = Meter.IsIndex(partition) ? partition[..5] : "";
        var parts = partition[index.Length..].Split('#');
        return index + (parts[0] == "SYS" ? string.Join('#', parts) : parts[2] is "TOLLSTATE" or "CLAIMSTATE" ? string.Join('#', parts[2..]) : parts.Length > 3 ? $"{parts[2]}#…" : parts[2]);
    }

    private static void Print(params string[] lines)
    {
        foreach (var line in lines)
            Console.WriteLine(line);
    }
}
