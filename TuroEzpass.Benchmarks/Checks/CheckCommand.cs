using System.Globalization;
using TuroEzpass.Benchmarks.Accuracy;
using TuroEzpass.Benchmarks.Ledger;
using TuroEzpass.Benchmarks.Load;
using TuroEzpass.Benchmarks.Scrape;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Checks;

/// <summary><c>check [--only accuracy|speed|memory|start|ledger|load|web|scrape]</c>: measures all performance limits in one run.</summary>
internal static class CheckCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>0 if all limits are met, else 1.</returns>
    public static int Run(Arguments arguments)
    {
        var only = arguments.Text("--only");
        var failed = 0;
        foreach (var check in All(only))
        {
            check.Print();
            failed += check.IsMet ? 0 : 1;
        }

        Console.WriteLine(failed == 0 ? "All limits are met." : $"{failed} limits are not met.");
        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<Check> All(string? only)
    {
        bool Wants(string name) => only is null || only == name;

        // The large host's data is released before the others are measured.
        if (Wants("speed") || Wants("memory"))
        {
            var bulk = BulkFleet.Make(1_000_000, 100_000);
            if (Wants("memory"))
                yield return ProgramChecks.Memory(bulk);
            if (Wants("speed"))
            {
                foreach (var check in SpeedChecks.Run(bulk))
                    yield return check;
            }
        }

        if (Wants("start"))
        {
            foreach (var check in ProgramChecks.SmallRun(BulkFleet.Make(500, 50)))
                yield return check;
        }

        if (Wants("ledger"))
        {
            yield return ImportCheck.Run(BulkFleet.Make(100_000, 10_000));
            foreach (var check in PageChecks.Run(few: 10_000, many: 1_000_000))
                yield return check;
        }

        if (Wants("load"))
        {
            foreach (var check in LoadChecks.RunAsync().GetAwaiter().GetResult())
                yield return check;
        }

        if (Wants("web"))
        {
            foreach (var check in WebChecks.RunAsync().GetAwaiter().GetResult())
                yield return check;
        }

        if (Wants("scrape"))
        {
            foreach (var check in ScrapeChecks.RunAsync().GetAwaiter().GetResult())
                yield return check;
        }

        if (Wants("accuracy"))
            yield return Accuracy();
    }

    private static Check Accuracy()
    {
        var score = AccuracyCommand.Measure(tolls: 200_000, seeds: 5);
        var culture = CultureInfo.InvariantCulture;
        return new Check(
            "precision and recall of Matched", string.Create(culture, $"{score.Precision:0.000000} and {score.Recall:0.000000}"), "1.000000 and 0.995000",
            score.Precision == 1 && score.Recall >= 0.995 && score.IsSound,
            string.Create(culture, $"{score.Rows:#,0} rows of 1,000,000 tolls and 5 seeds; {score.LostRows.Count} files with rows lost, {score.CentsIn - score.CentsOut:#,0} cents changed, {score.Errors.Count():#,0} outcomes wrong other than cautious reviews. `./bench accuracy --tolls 200000 --seeds 5` shows them."));
    }
}
