using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>What an older export of the trips saw stays true: a running trip that was cancelled later, a car that was swapped, a return
/// before the booked end.</summary>
public sealed class OlderExportTests
{
    private const string Old = "trip_earnings_export_20251113.csv";
    private const string New = "trip_earnings_export_20260331.csv";
    private const string Start = "2025-11-11 09:30";
    private const string End = "2025-11-18 21:30";
    private static readonly string Other = Trip("50000000", "2025-10-01 10:00", "2025-10-02 10:00");
    private static readonly string OnOtherCar = Trip("50000007", "2025-10-01 10:00", "2025-10-02 10:00", vehicle: "1000002", plate: "NY #XYZ9876");

    [Theory]
    [InlineData("In-progress", Outcome.NeedsReview)]
    [InlineData("Completed", Outcome.NeedsReview)]
    [InlineData("Booked", Outcome.HostExpense)]
    public void A_trip_that_ran_before_it_was_cancelled_may_have_been_driven(string status, Outcome expected)
    {
        foreach (var newestFirst in new[] { true, false })
        {
            var answer = Run(
                newestFirst, [Trip("50000001", Start, End, status, distance: ""), Other],
                [Trip("50000001", Start, End, "Guest cancellation", distance: "", price: "$0.00"), Other], Nj("2025-11-12 12:00:00"));

            Assert.Equal(expected, answer.Outcome);
            if (expected == Outcome.NeedsReview)
                Assert.Equal(Reason.CancelledAfterUse, answer.Reason);
        }
    }

    [Theory]
    [InlineData("2025-11-12 12:00:00", Outcome.Matched)]
    [InlineData("2025-11-13 00:00:00", Outcome.NeedsReview)]
    [InlineData("2025-11-16 12:00:00", Outcome.NeedsReview)]
    public void After_a_return_before_the_booked_end_the_rest_of_the_trip_is_asked_about(string at, Outcome expected)
    {
        var trip = Trip("50000001", Start, End);

        Assert.Equal(expected, Run(false, [trip, Other], [trip, Other], Nj(at)).Outcome);
        Assert.Equal(expected, new Scenario().TripsOf(Old, trip, Other).Nj(Nj(at)).Run().Only.Outcome);
    }

    [Theory]
    [InlineData("2025-11-12 12:00:00")]
    [InlineData("2025-11-16 12:00:00")]
    public void A_car_that_a_running_trip_was_moved_to_is_not_the_guests_for_certain(string at)
    {
        string[] older = [Trip("50000001", Start, End, "In-progress", distance: ""), OnOtherCar];
        string[] newer = [Trip("50000001", Start, End, vehicle: "1000002", plate: "NY #XYZ9876"), OnOtherCar, Other];
        foreach (var plate in new[] { "ABC1234-NY", "XYZ9876-NY" })
        {
            var answer = Run(false, older, newer, Nj(at, id: plate));
            Assert.Equal((Outcome.NeedsReview, Reason.VehicleChanged, "50000001"), (answer.Outcome, answer.Reason, answer.Trip));
        }
    }

    [Fact]
    public void From_the_day_on_which_a_file_shows_it_there_a_moved_trip_is_certain_on_its_new_car()
    {
        Answer At(string at) => new Scenario()
            .TripsOf("trip_earnings_export_20251112.csv", Trip("50000001", Start, End, "In-progress", distance: ""), OnOtherCar)
            .TripsOf("trip_earnings_export_20251114.csv", Trip("50000001", Start, End, "In-progress", vehicle: "1000002", plate: "NY #XYZ9876", distance: ""), OnOtherCar)
            .TripsOf(New, Trip("50000001", Start, End, vehicle: "1000002", plate: "NY #XYZ9876"), OnOtherCar)
            .Nj(Nj(at, id: "XYZ9876-NY")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, At("2025-11-14 23:00:00").Outcome);
        Assert.Equal(Outcome.Matched, At("2025-11-15 00:00:00").Outcome);
    }

    [Fact]
    public void A_reservation_in_two_parts_on_two_cars_has_one_claim()
    {
        var decided = Scenario.With(
                Trip("50000001", "2025-11-11 10:00", "2025-11-13 10:00"),
                Trip("50000001", "2025-11-13 10:00", "2025-11-15 10:00", vehicle: "1000002", plate: "NY #XYZ9876"))
            .Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-14 12:00:00", id: "XYZ9876-NY")).Run();

        Assert.All(decided.Answers, answer => Assert.Equal((Outcome.Matched, "50000001"), (answer.Outcome, answer.Trip)));
        Assert.Equal(2, Assert.Single(decided.Claims).Tolls.Count);
    }

    [Fact]
    public void Of_two_downloads_of_one_day_the_one_with_trips_further_on_is_the_later()
    {
        foreach (var newestFirst in new[] { true, false })
        {
            string[] early = [Trip("50000001", Start, End, "In-progress", distance: ""), Other];
            string[] late = [Trip("50000001", Start, "2025-11-14 09:00"), Other];
            var scenario = new Scenario();
            foreach (var (name, lines) in newestFirst ? new[] { ("b_20251114.csv", late), ("a_20251114.csv", early) } : [("a_20251114.csv", early), ("b_20251114.csv", late)])
                scenario.TripsOf(name, lines);

            Assert.Equal([Outcome.Matched, Outcome.NeedsReview], scenario.Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-14 10:00:00")).Run().Outcomes);
        }
    }

    private static Answer Run(bool newestFirst, string[] older, string[] newer, string toll)
    {
        var scenario = newestFirst ? new Scenario().TripsOf(New, newer).TripsOf(Old, older) : new Scenario().TripsOf(Old, older).TripsOf(New, newer);
        return scenario.Nj(toll).Run().Only;
    }
}
