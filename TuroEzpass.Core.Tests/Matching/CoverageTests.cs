using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rule 6: the host's own driving is recognized only when the trips files are complete, and the newest file wins.</summary>
public sealed class CoverageTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Theory]
    [InlineData("2025-11-20 12:00:00", Outcome.HostExpense)]
    [InlineData("2026-03-30 12:00:00", Outcome.HostExpense)]
    [InlineData("2026-04-01 00:00:00", Outcome.NeedsReview)] // the day after the file's date
    [InlineData("2026-06-01 12:00:00", Outcome.NeedsReview)]
    [InlineData("2025-11-10 12:00:00", Outcome.NeedsReview)] // before the first trip
    [InlineData("2025-01-10 12:00:00", Outcome.NeedsReview)]
    public void A_toll_outside_trips_is_the_hosts_only_on_a_day_that_the_file_covers(string at, Outcome expected)
    {
        var answer = Scenario.With(First).Nj(Nj(at)).Run().Only;

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal(Reason.NotCovered, answer.Reason);
    }

    [Fact]
    public void A_car_without_trips_in_the_files_is_never_the_hosts_for_certain()
    {
        var answer = Scenario.With(First).Fleet("tag,00500000077,,Van,,").Nj(Nj("2025-11-20 12:00:00", id: "00500000077")).Run().Only;

        Assert.Equal((Outcome.NeedsReview, Reason.NotCovered), (answer.Outcome, answer.Reason));
    }

    [Fact]
    public void A_gap_between_two_files_is_not_covered()
    {
        var scenario = new Scenario()
            .TripsOf("trip_earnings_export_20251130.csv", First)
            .TripsOf("trip_earnings_export_20260331.csv", Trip("50000002", "2026-02-01 10:00", "2026-02-03 10:00"))
            .Nj(Nj("2025-12-20 12:00:00"), Nj("2025-11-20 12:00:00"), Nj("2026-02-20 12:00:00"));

        Assert.Equal([Outcome.NeedsReview, Outcome.HostExpense, Outcome.HostExpense], scenario.Run().Outcomes);
    }

    [Fact]
    public void A_car_is_covered_from_its_own_first_trip_not_from_another_cars()
    {
        var other = Trip("50000002", "2026-01-10 10:00", "2026-01-12 10:00", vehicle: "1000002", plate: "NY #XYZ9876");
        Answer At(string at) => Scenario.With(First, other).Nj(Nj(at, id: "XYZ9876-NY")).Run().Only;

        Assert.Equal((Outcome.NeedsReview, Reason.NotCovered, "1000002"), (At("2025-12-01 12:00:00").Outcome, At("2025-12-01 12:00:00").Reason, At("2025-12-01 12:00:00").Vehicle));
        Assert.Equal(Outcome.HostExpense, At("2026-02-01 12:00:00").Outcome);
    }

    [Fact]
    public void A_trip_that_was_cancelled_before_it_began_covers_nothing()
    {
        var cancelled = Trip("50000000", "2025-09-01 10:00", "2025-09-02 10:00", "Guest cancellation", distance: "0", price: "$0.00");

        Assert.Equal(Outcome.NeedsReview, Scenario.With(cancelled, First).Nj(Nj("2025-10-10 12:00:00")).Run().Only.Outcome);
    }

    [Fact]
    public void Of_several_files_the_newest_row_of_a_reservation_wins_whatever_their_order()
    {
        var shortened = Trip("50000001", "2025-11-11 09:30", "2025-11-13 10:00");
        foreach (var newestFirst in new[] { true, false })
        {
            var scenario = new Scenario();
            if (newestFirst)
                scenario.TripsOf("trip_earnings_export_20260331.csv", shortened).TripsOf("trip_earnings_export_20251120.csv", First);
            else
                scenario.TripsOf("trip_earnings_export_20251120.csv", First).TripsOf("trip_earnings_export_20260331.csv", shortened);

            Assert.Equal([Outcome.Matched, Outcome.HostExpense], scenario.Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-14 12:00:00")).Run().Outcomes);
        }
    }

    [Fact]
    public void A_trip_that_is_cancelled_in_the_newest_file_does_not_exist()
    {
        var scenario = new Scenario()
            .TripsOf("trip_earnings_export_20251110.csv", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", "Booked"), Trip("50000000", "2025-10-01 10:00", "2025-10-02 10:00"))
            .TripsOf("trip_earnings_export_20260331.csv", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", "Guest cancellation", distance: "0", price: "$0.00"), Trip("50000000", "2025-10-01 10:00", "2025-10-02 10:00"))
            .Nj(Nj("2025-11-12 12:00:00"));

        Assert.Equal(Outcome.HostExpense, scenario.Run().Only.Outcome);
    }

    [Fact]
    public void A_blank_guest_in_a_newer_file_does_not_erase_the_name()
    {
        var claim = Assert.Single(new Scenario()
            .TripsOf("trip_earnings_export_20251120.csv", First)
            .TripsOf("trip_earnings_export_20260331.csv", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", guest: ""))
            .Nj(Nj("2025-11-12 12:00:00")).Run().Claims);

        Assert.Equal("Guest 50000001", claim.Trip.Guest);
    }

    [Fact]
    public void A_reservation_that_two_files_of_one_day_list_differently_is_never_matched()
    {
        var scenario = new Scenario()
            .TripsOf("trip_earnings_export_20260331.csv", First)
            .TripsOf("trip_earnings_export_20260331 (1).csv", Trip("50000001", "2025-11-11 09:30", "2025-11-13 10:00"))
            .Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-14 12:00:00"));

        Assert.DoesNotContain(Outcome.Matched, scenario.Run().Outcomes.Skip(1));
        Assert.DoesNotContain(Outcome.HostExpense, scenario.Run().Outcomes);
    }

    [Fact]
    public void A_reservation_that_moved_to_another_car_leaves_doubt_on_the_first()
    {
        var scenario = new Scenario()
            .TripsOf("trip_earnings_export_20251110.csv", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", "Booked", distance: ""))
            .TripsOf("trip_earnings_export_20260331.csv", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", vehicle: "1000002", plate: "NY #XYZ9876"))
            .Nj(Nj("2025-11-12 12:00:00"), Nj("2025-11-12 13:00:00", id: "XYZ9876-NY"));

        var answers = scenario.Run().Answers;

        Assert.Equal(Outcome.NeedsReview, answers[0].Outcome);
        Assert.Equal((Outcome.Matched, "1000002"), (answers[1].Outcome, answers[1].Vehicle));
    }
}
