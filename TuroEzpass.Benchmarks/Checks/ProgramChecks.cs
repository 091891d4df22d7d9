using System.Diagnostics;
using System.Globalization;
using SkiaSharp;
using TuroEzpass.World;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary>The cost of <c>turoezpass reconcile</c> as a program: memory for a large host, time for a small one.</summary>
internal static class ProgramChecks
{
    private const long Gigabyte = 1L << 30;
    private const int Runs = 5;

    // The empty app loads none of the libraries that read, match and write.
    private const double MostStarts = 16;

    // Most of the time starts the renderers; then each claim is laid out, drawn as PDF and as images, and written.
    private const double MostEncodings = 9;

    /// <summary>The large host's peak memory.</summary>
    public static Check Memory(BulkFleet fleet)
    {
        using var folder = new WorkFolder();
        var cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: false));
        return new Check(
            "peak memory of reconcile", Megabytes(cost.PeakBytes), Megabytes(Gigabyte), cost.PeakBytes is > 0 and < Gigabyte && IsFinished(cost),
            $"{Lines(fleet.Statement)} rows, {Lines(fleet.Trips)} trips, without evidence files; {Check.Milliseconds(cost.Elapsed)}, exit code {cost.ExitCode}. {Trouble(cost)}");
    }

    /// <summary>A small host's time, compared with the start of an empty app, and the time of its evidence files, compared with encoding
    /// the same images.</summary>
    public static IEnumerable<Check> SmallRun(BulkFleet fleet)
    {
        using var folder = new WorkFolder();
        List<TimeSpan> empty = [], full = [], bare = [], encoding = [];
        var cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: true));
        var images = folder.Images();
        Encode(images);
        for (var run = 0; run < Runs; run++)
        {
            empty.Add(ChildProcess.Run(ChildProcess.EmptyApp).Elapsed);
            full.Add((cost = ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: true))).Elapsed);
            bare.Add(ChildProcess.Run(ChildProcess.CommandLine, folder.Reconcile(fleet, withEvidence: false)).Elapsed);
            encoding.Add(Encode(images));
        }

        var (start, without, with, encoded) = (Ratio.Median(empty), Ratio.Median(bare), Ratio.Median(full), Ratio.Median(encoding));
        yield return Within(
            $"reconcile of {Lines(fleet.Statement)} rows and {Lines(fleet.Trips)} trips without evidence files, beyond an empty console app / the start of that app", without - start, start, MostStarts, cost,
            $"{Check.Milliseconds(without)} against {Check.Milliseconds(start)}");
        yield return Within(
            $"its evidence files / encoding the same {images.Count} images", with - without, encoded, MostEncodings, cost,
            $"{Check.Milliseconds(with)} with and {Check.Milliseconds(without)} without evidence files, against {Check.Milliseconds(encoded)}");
    }

    private static Check Within(string name, TimeSpan time, TimeSpan yardstick, double bound, RunCost cost, string times)
    {
        var check = Check.AtMost(name, time / yardstick, bound, $"{times}: medians of {Runs} interleaved runs. {Trouble(cost)}");
        return check with { IsMet = check.IsMet && IsFinished(cost) };
    }

    /// <summary>Encodes images as the evidence does, on all cores.</summary>
    private static TimeSpan Encode(IReadOnlyList<SKBitmap> images)
    {
        var watch = Stopwatch.StartNew();
        Parallel.ForEach(images, image =>
        {
            using var pixels = image.PeekPixels();
            using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1));
        });
        return watch.Elapsed;
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

        /// <summary>The images that a run with evidence files has drawn.</summary>
        public IReadOnlyList<SKBitmap> Images() =>
        [
            .. Directory.EnumerateFiles(Path.Combine(folder.FullName, "full"), "*.png", SearchOption.AllDirectories)
                .Select(file => SKBitmap.Decode(File.ReadAllBytes(file), Gray(SKBitmap.DecodeBounds(file)))),
        ];

        public void Dispose() => folder.Delete(recursive: true);

        private static SKImageInfo Gray(SKImageInfo size) => new(size.Width, size.Height, SKColorType.Gray8, SKAlphaType.Opaque);
    }
}
