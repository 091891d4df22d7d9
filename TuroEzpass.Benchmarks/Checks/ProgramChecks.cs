using System.Globalization;
using TuroEzpass.World;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>The cost of <c>turoezpass reconcile</c> as a program: memory for a large host, time for a small one.</summary>
internal static class ProgramChecks
{
    private const long Gigabyte = 1L << 30;
    private const int Runs = 5;

    /// <summary>The large host's peak memory.</summary>
    public static Check Memory(BulkFleet fleet)
    {
        using var folder = new WorkFolder();
        var cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: false));
        return new Check(
            "peak memory of reconcile", Megabytes(cost.PeakBytes), Megabytes(Gigabyte), cost.PeakBytes is > 0 and < Gigabyte && IsFinished(cost),
            $"{Lines(fleet.Statement)} rows, {Lines(fleet.Trips)} trips, without evidence files; {Check.Milliseconds(cost.Elapsed)}, exit code {cost.ExitCode}. {Trouble(cost)}");
    }

    /// <summary>A small host's time, minus the start of an empty app.</summary>
    public static IEnumerable<Check> SmallRun(BulkFleet fleet)
    {
        using var folder = new WorkFolder();
        List<TimeSpan> empty = [], full = [], bare = [];
        var cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: true));
        for (var run = 0; run < Runs; run++)
        {
            empty.Add(ChildProcess.Run(ChildProcess.EmptyApp).Elapsed);
            full.Add((cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: true))).Elapsed);
            bare.Add(ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: false)).Elapsed);
        }

        yield return Within("with its evidence files", full, empty, cost, fleet);
        yield return Within("without evidence files", bare, empty, cost, fleet);
    }

    private static Check Within(string what, List<TimeSpan> times, List<TimeSpan> empty, RunCost cost, BulkFleet fleet)
    {
        var more = Ratio.Median(times) - Ratio.Median(empty);
        return new Check(
            $"reconcile of {Lines(fleet.Statement)} rows and {Lines(fleet.Trips)} trips, {what}, beyond an empty console app", Check.Milliseconds(more), "1,000 ms",
            more < TimeSpan.FromSeconds(1) && IsFinished(cost),
            $"{Check.Milliseconds(Ratio.Median(times))} against {Check.Milliseconds(Ratio.Median(empty))}: medians of {Runs} interleaved starts. {Trouble(cost)}");
    }

    /// <summary>0: everything decided; 1: some rows need review, as is normal for such statements.</summary>
    private static bool IsFinished(RunCost cost) => cost.ExitCode is 0 or 1;

    private static string Trouble(RunCost cost) => IsFinished(cost) ? "" : cost.Errors;

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("#,0", CultureInfo.InvariantCulture) + " MB";

    private static string Lines(InputFile file) => (file.Bytes.AsSpan().Count((byte)'\n') - 1).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A temporary folder.</summary>
    private sealed class WorkFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("turoezpass-bench-");

        public List<string> Reconcile(BulkFleet fleet, bool withEvidence)
        {
            string Save(InputFile file)
            {
                var path = Path.Combine(folder.FullName, file.Name);
                if (!File.Exists(path))
                    File.WriteAllBytes(path, file.Bytes);
                return path;
            }

            List<string> words =
            [
                "reconcile", "--statement", Save(fleet.Statement), "--trips", Save(fleet.Trips), "--fleet", Save(fleet.FleetFile),
                "--out", Path.Combine(folder.FullName, withEvidence ? "full" : "bare"), "--as-of", "2026-05-01",
            ];
            if (!withEvidence)
                words.Add("--no-evidence");
            return words;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
