using System.Diagnostics;
using System.Globalization;
using TuroEzpass.Core.Matching;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary><c>accuracy --tolls N --seeds K [--first-seed S] [--situations] [--keep DIR]</c>: decides invented fleets with
/// known correct outcomes and counts the differences.</summary>
internal static class AccuracyCommand
{
    private const int Shown = 12;

    /// <summary>Runs the command.</summary>
    /// <returns>0 on success; 1 if a row was lost, an amount changed, or an outcome is wrong in a way other than a cautious review.</returns>
    public static int Run(Arguments arguments)
    {
        var tolls = arguments.Number("--tolls", 20_000);
        var seeds = arguments.Number("--seeds", 1);
        var first = arguments.Number("--first-seed", 1);
        var score = Measure(tolls, seeds, first, arguments.Text("--keep"));
        Print(score, arguments.Has("--situations"));
        return score.IsSound ? 0 : 1;
    }

    /// <summary>Generates and decides the given number of fleets.</summary>
    public static Score Measure(int tolls, int seeds, int firstSeed = 1, string? keepIn = null)
    {
        var score = new Score();
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            var watch = Stopwatch.StartNew();
            var fleet = TrueFleet.Make(seed, tolls);
            var made = watch.Elapsed;
            if (keepIn is not null)
                Keep(fleet, Path.Combine(keepIn, seed.ToString(CultureInfo.InvariantCulture)));
            watch.Restart();
            var outcomes = Pipeline.Outcomes(Pipeline.Run(fleet));
            var decided = watch.Elapsed;
            var rows = DecidedRow.Read(outcomes);
            score.Add(seed, fleet, rows);
            score.Booked.Add(fleet, rows);
            score.Known.Add(fleet, DecidedRow.Read(Pipeline.Outcomes(Pipeline.Run(fleet, CustodyScore.Stated(fleet, missing: 0, offBy: 0, seed)))));
            score.Guessed.Add(fleet, DecidedRow.Read(Pipeline.Outcomes(Pipeline.Run(fleet, CustodyScore.Stated(fleet, missing: 30, offBy: 20, seed)))));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {fleet.Statements.Sum(file => file.Rows.Count):#,0} rows in {fleet.Statements.Count} statements; generated in {made.TotalSeconds:0.0} s, read, decided and written in {decided.TotalSeconds:0.0} s"));
        }

        return score;
    }

    /// <summary>Writes the files, to look at or to use with the command line.</summary>
    private static void Keep(TrueFleet fleet, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in fleet.Statements.Select(file => (file.Name, file.Bytes)).Concat(fleet.Trips.Append(fleet.FleetFile).Select(file => (file.Name, file.Bytes))))
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    private static void Print(Score score, bool withSituations)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine();
        Console.WriteLine(string.Create(culture, $"Matched: precision {score.Precision:0.000000} ({score.RightlyMatched:#,0} of {score.DecidedMatched:#,0} decided), recall {score.Recall:0.000000} ({score.RightlyMatched:#,0} of {score.TrulyMatched:#,0} true)"));
        Console.WriteLine(string.Create(culture, $"rows: {score.Rows:#,0} in; files with rows lost or added: {score.LostRows.Count}"));
        Console.WriteLine(string.Create(culture, $"cents: {score.CentsIn:#,0} in, {score.CentsOut:#,0} out"));
        Console.WriteLine(string.Create(culture, $"drivers: {score.OthersDrove:#,0} matched rows that someone else drove; {score.Contradictions:#,0} rows whose expected outcome contradicts who drove"));
        Console.WriteLine($"without stated times: {score.Booked}");
        Console.WriteLine($"with stated times: {score.Known}");
        Console.WriteLine($"with 70 % of the times, off by up to 20 minutes: {score.Guessed}");
        foreach (var lost in score.LostRows.Take(Shown))
            Console.WriteLine($"  LOST {lost}");
        Console.WriteLine();
        PrintAgreement(score);
        if (withSituations)
        {
            foreach (var (name, (rows, differ)) in score.Situations)
                Console.WriteLine(string.Create(culture, $"{name,-56}{rows,10:#,0} rows{differ,8:#,0} differ"));
        }

        var errors = score.Errors.Count();
        Console.WriteLine(string.Create(culture, $"disagreements: {score.Disagreements.Count:#,0}, of which wrong (other than a cautious review): {errors:#,0}"));
        foreach (var differ in score.Disagreements.OrderBy(differ => differ.Decided.Outcome == Outcome.NeedsReview).GroupBy(differ => (differ.Truth.Line.Situation, differ.Decided.Outcome, differ.Truth.Answer)).Select(group => group.First()).Take(Shown))
        {
            var (truth, decided) = (differ.Truth, differ.Decided);
            Console.WriteLine($"  seed {differ.Seed} {differ.Statement}:{truth.LineNumber} [{truth.Line.Situation}] true {truth.Answer} {truth.Line.Reservation}, decided {decided.Outcome} {decided.Reservation}: {decided.Reason}");
        }
    }

    private static void PrintAgreement(Score score)
    {
        var outcomes = Enum.GetValues<Outcome>().Where(outcome => outcome is not (Outcome.OffPlatform or Outcome.AlreadyCharged)).ToList();
        Console.WriteLine($"{"true \\ decided",-16}{string.Concat(outcomes.Select(outcome => $"{outcome,13}"))}");
        foreach (var truth in outcomes)
            Console.WriteLine($"{truth,-16}{string.Concat(outcomes.Select(decided => score.Agreement[(int)truth, (int)decided].ToString("#,0", CultureInfo.InvariantCulture).PadLeft(13)))}");
        Console.WriteLine();
    }
}
