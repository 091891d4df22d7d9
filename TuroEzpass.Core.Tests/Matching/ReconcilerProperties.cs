using CsCheck;
using NodaTime;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Tests.Matching;

/// <summary>Properties of every run.</summary>
public sealed class ReconcilerProperties
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Every_row_ends_in_one_outcome_and_every_cent_is_kept()
    {
        RandomRun.Any.Sample(run =>
        {
            var decided = run.Scenario().Run();

            Assert.Equal(
                run.Files.SelectMany(file => file.Tolls.Select((toll, index) => (file.Name, index + 2, toll.Cents))),
                decided.Reconciliation.Statements.SelectMany(statement => statement.Rows.Select(row => (statement.FileName, row.Line, row.Amount!.Value.Cents))));
            Assert.Equal(Sum(decided, Outcome.Matched), decided.Claims.Sum(claim => claim.Amount.Cents));
            Assert.All(decided.Claims, claim => Assert.True(claim.Tolls.All(toll => toll.Net.Cents > 0)));
            Assert.Equal(decided.Answers.Count, Decided.Cells(decided.Outcomes_csv).Count - 1);
        }, iter: Rounds.Of(100, 1_500));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        RandomRun.Any.Sample(run =>
        {
            var (one, other) = (run.Scenario().Run(), run.Scenario().Run());

            Assert.Equal(one.Outcomes_csv, other.Outcomes_csv);
            Assert.Equal(one.Claims_csv, other.Claims_csv);
            Assert.Equal(one.Review_csv, other.Review_csv);
            Assert.Equal(one.Unmapped_csv, other.Unmapped_csv);
        }, iter: Rounds.Of(70, 1_000));
    }

    [Fact]
    public void The_order_of_rows_files_and_trips_changes_only_which_copy_is_the_duplicate()
    {
        Gen.Select(RandomRun.Any, Gen.Int[0, 1 << 20]).Sample((run, seed) =>
        {
            var random = new Random(seed);
            var order = Enumerable.Range(0, run.Files.Count).ToArray();
            random.Shuffle(order);

            var plain = Essence(run.Scenario().Run());
            Assert.Equal(plain, Essence(run.Scenario(order).Run()));
            Assert.Equal(plain, Essence(run.Scenario(tripsReversed: true).Run()));
            Assert.Equal(plain, Essence(run.Scenario(rows: tolls => Shuffled(tolls, random)).Run()));
        }, iter: Rounds.Of(100, 1_500));

        static IEnumerable<string> Essence(Decided decided) => decided.Answers.Select(answer => answer.Essence).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Importing_the_same_statements_twice_adds_only_duplicates()
    {
        RandomRun.Any.Sample(run =>
        {
            var once = run.Scenario().Run();
            var twice = run.Scenario(Enumerable.Range(0, run.Files.Count).Concat(Enumerable.Range(0, run.Files.Count))).Run();

            Assert.Equal(once.Answers, twice.Answers.Take(once.Answers.Count));
            Assert.All(twice.Answers.Skip(once.Answers.Count), answer => Assert.Equal(Outcome.Duplicate, answer.Outcome));
            Assert.Equal(once.Claims_csv, twice.Claims_csv);
        }, iter: Rounds.Of(70, 1_000));
    }

    [Fact]
    public void Nothing_is_matched_outside_its_trip_or_to_another_car()
    {
        RandomRun.Any.Sample(run =>
        {
            var decided = run.Scenario().Run();
            var tolls = run.Files.SelectMany(file => file.Tolls).ToList();
            for (var index = 0; index < tolls.Count; index++)
            {
                if (decided.Answers[index].Outcome != Outcome.Matched)
                    continue;
                var trip = decided.Reconciliation.Trips.Trips.Single(trip => trip.ReservationId == decided.Answers[index].Trip);
                Assert.Equal(tolls[index].Car, trip.Vehicle.Id);
                var (start, end) = (Zone.MapLocal(trip.Start).Last().ToInstant(), Zone.MapLocal(trip.End).First().ToInstant());
                Assert.All(Instants(tolls[index]), instant => Assert.True(start <= instant && instant < end, $"{tolls[index].Line} is not in [{trip.Start}, {trip.End})"));
            }
        }, iter: Rounds.Of(100, 1_500));

        static IEnumerable<Instant> Instants(RandomToll toll) =>
            new[] { toll.At, toll.Entry ?? toll.At }.SelectMany(local => Zone.MapLocal(local) is { Count: > 0 } mapping ? [mapping.First().ToInstant(), mapping.Last().ToInstant()] : Array.Empty<Instant>());
    }

    [Fact]
    public void A_real_toll_is_kept_once_however_its_downloads_overlap()
    {
        // Of each key, as many rows stay as the file with the most of them has; one if the key has an ID or a balance.
        RandomRun.Any.Sample(run =>
        {
            var decided = run.Scenario().Run();
            var kept = decided.Answers.Count(answer => answer.Outcome != Outcome.Duplicate);
            var expected = run.Files
                .SelectMany(file => file.Tolls.GroupBy(toll => $"{toll.Issuer} {Key(toll)}").Select(group => (group.Key, Count: group.First().Issuer == "pa" ? group.Count() : 1)))
                .GroupBy(group => group.Key).Sum(group => group.Max(entry => entry.Count));

            Assert.Equal(expected, kept);
        }, iter: Rounds.Of(100, 1_500));

        // The entry is not part of the key.
        static string Key(RandomToll toll) => toll.Issuer == "pa"
            ? string.Join(',', toll.Line.Split(',').Where((_, ordinal) => ordinal is not (4 or 5)))
            : toll.Issuer == "ny" ? string.Join(',', toll.Line.Split(',').Where((_, ordinal) => ordinal is 0 or 1 or 4 or 6 or 7 or 8))
            : string.Join(',', toll.Line.Split(',').Where((_, ordinal) => ordinal is not (5 or 6)));
    }

    [Fact]
    public void Of_two_layouts_of_one_account_every_second_of_a_plaza_is_kept_once()
    {
        var toll = Gen.Select(Gen.Int[0, 1], Gen.OneOf(5, 5, 40), Gen.OneOf("RAS", "PVK"));
        Gen.Select(toll.Array[0, 5], toll.Array[0, 5], Gen.Bool).Sample((first, second, turned) =>
        {
            var a = $"{Rows.NjHeader}\n{string.Concat(first.Select(row => Rows.Nj(At(row.Item1, row.Item2), plaza: row.Item3) + "\n"))}";
            var b = $"{Rows.Nj18Header}\n{string.Concat(second.Select(row => Rows.Nj18(At(row.Item1, row.Item2), plaza: row.Item3) + "\n"))}";
            var scenario = Scenario.With(Rows.Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30"));
            var decided = turned ? scenario.Statement("b.csv", b).Statement("a.csv", a).Run() : scenario.Statement("a.csv", a).Statement("b.csv", b).Run();

            var seconds = first.Concat(second).Distinct().ToLookup(row => (row.Item1, row.Item2));
            Assert.Equal(seconds.Count(plazas => plazas.Count() == 1), decided.Outcomes.Count(outcome => outcome == Outcome.Matched));
            // One car at two plazas in one second is a person's to see to.
            Assert.Equal(seconds.Where(plazas => plazas.Count() > 1).Sum(plazas => plazas.Count()), decided.Outcomes.Count(outcome => outcome == Outcome.NeedsReview));
        }, iter: Rounds.Of(100, 1_500));

        static string At(int minute, int second) => $"2025-11-12 12:0{minute}:{second:00}";
    }

    private static long Sum(Decided decided, Outcome outcome) =>
        decided.Reconciliation.Statements.Select((statement, file) => statement.Rows.Where((_, index) => decided.Reconciliation.DecisionsOf(file)[index].Outcome == outcome).Sum(row => row.Amount!.Value.Cents)).Sum();

    private static RandomToll[] Shuffled(List<RandomToll> tolls, Random random)
    {
        var rows = tolls.ToArray();
        random.Shuffle(rows);
        return rows;
    }
}
