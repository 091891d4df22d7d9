using CsCheck;
using NodaTime;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Tests.Matching;

/// <summary>Compares the product's timelines with the rules' literal text, on random small fleets.</summary>
public sealed class NaiveAgreement
{
    private static readonly int[] Gaps = [-200, -1, 0, 1, 29, 30, 31, 60, 119, 120, 121, 200, 360, 400, 421, 700, 3000];
    private static readonly int[] Lengths = [1, 10, 29, 31, 60, 100, 600, 1440, 4000];
    private static readonly string[] Statuses = ["Completed", "Completed", "Completed", "Completed", "In-progress", "Booked", "Guest cancellation", "Host cancellation", "Odd"];

    private static readonly LocalDateTime[] Beginnings =
        [new(2025, 11, 10, 9, 30), new(2025, 10, 31, 20, 0), new(2025, 11, 1, 23, 50), new(2026, 3, 7, 12, 0), new(2026, 3, 8, 1, 30)];

    private static readonly Gen<(int Gap, int Length, string Status, bool Driven, bool Other)> Step =
        Gen.Select(Gen.OneOf(Gaps), Gen.OneOf(Lengths), Gen.OneOf(Statuses), Gen.Bool, Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true))));

    private static readonly int[] Offsets = [-400, -61, -60, -59, -1, 0, 1, 2, 29, 30, 31, 59, 60, 90, 119, 120, 359, 360, 361, 500, 2000];

    private static readonly Gen<(int Boundary, int Offset, int Second)> Moment =
        Gen.Select(Gen.Int[0, 11], Gen.OneOf(Offsets), Gen.OneOf(0, 0, 1, 59));

    [Fact]
    public void The_product_agrees_with_the_plain_text_of_the_rules()
    {
        Gen.Select(Gen.OneOf(Beginnings), Step.Array[1, 6], Moment.Array[40], Gen.Int[0, 14], Gen.Bool).Sample(
            (beginning, steps, moments, days, shuffled) => Agree(beginning, steps, moments, days, shuffled), iter: Rounds.Of(300, 3_000));
    }

    private static void Agree(
        LocalDateTime beginning, (int Gap, int Length, string Status, bool Driven, bool Other)[] steps, (int Boundary, int Offset, int Second)[] moments, int days, bool shuffled)
    {
        var trips = Trips(beginning, steps);
        if (trips.Exists(trip => !NaiveJudge.IsClear(trip.Start) || !NaiveJudge.IsClear(trip.End)))
            return;
        var fileDate = beginning.Date.PlusDays(days);
        var boundaries = trips.SelectMany(trip => new[] { trip.Start, trip.End }).ToList();
        // Each by itself: tolls within seconds are of one passage, and midnight may be no time.
        var tolls = new List<LocalDateTime>();
        foreach (var toll in moments.Select(moment => boundaries[moment.Boundary % boundaries.Count].PlusMinutes(moment.Offset).PlusSeconds(moment.Second)))
        {
            if (toll.TimeOfDay != LocalTime.Midnight && tolls.TrueForAll(other => Math.Abs(Period.Between(other, toll, PeriodUnits.Seconds).Seconds) > 15))
                tolls.Add(toll);
        }

        var lines = trips.Select(trip => trip.Line);
        var decided = new Scenario()
            .TripsOf($"trip_earnings_export_{fileDate.ToString("uuuuMMdd", null)}.csv", [.. shuffled ? lines.Reverse() : lines])
            .Nj([.. tolls.Select((toll, index) => Rows.Nj(toll.ToString("uuuu-MM-dd HH:mm:ss", null), $"({index + 1}.00)"))]).Run();

        var judge = new NaiveJudge(trips, fileDate);
        for (var index = 0; index < tolls.Count; index++)
        {
            var answer = decided.Answers[index];
            var found = answer.Outcome switch { Outcome.Matched => answer.Trip!, Outcome.HostExpense => NaiveJudge.Host, Outcome.NeedsReview => NaiveJudge.Review, _ => answer.Outcome.ToString() };
            var allowed = judge.Judge(Rows.Car, tolls[index]);
            Assert.True(allowed.Contains(found), $"toll at {tolls[index]}: {found} ({answer.Text}), allowed {string.Join(" or ", allowed)}; file of {fileDate}; {string.Join("; ", trips)}");
        }
    }

    private static List<NaiveTrip> Trips(LocalDateTime beginning, (int Gap, int Length, string Status, bool Driven, bool Other)[] steps)
    {
        var trips = new List<NaiveTrip>();
        var at = beginning;
        foreach (var (gap, length, status, driven, other) in steps)
        {
            var start = trips.Count == 0 ? at : at.PlusMinutes(gap);
            var end = start.PlusMinutes(length);
            trips.Add(new NaiveTrip($"{50000001 + trips.Count}", other && trips.Count > 0 ? "1000002" : Rows.Car, start, end, status, driven));
            at = end > at ? end : at;
        }

        return trips;
    }
}
