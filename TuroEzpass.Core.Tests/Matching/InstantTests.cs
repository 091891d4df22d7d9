using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>Rule 6: the outcome at one time for one car.</summary>
public sealed class InstantTests
{
    private static readonly string First = Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30");

    [Fact]
    public void A_toll_inside_a_completed_trip_is_matched_and_says_how_long_after_pickup()
    {
        var answer = Toll("2025-11-11 11:40:00", First);

        Assert.Equal((Outcome.Matched, "50000001", Car), (answer.Outcome, answer.Trip, answer.Vehicle));
        Assert.Equal("in the booked time of trip 50000001, 2 h 10 min after its start", answer.Text);
    }

    [Theory]
    [InlineData("2025-11-11 09:29:59", Outcome.NeedsReview)]
    [InlineData("2025-11-11 09:30:00", Outcome.Matched)]
    [InlineData("2025-11-14 21:29:59", Outcome.Matched)]
    [InlineData("2025-11-14 21:30:00", Outcome.NeedsReview)]
    public void A_trip_holds_its_start_and_not_its_end(string at, Outcome expected) => Assert.Equal(expected, Toll(at, First).Outcome);

    [Theory]
    [InlineData("2025-11-14 21:30:00", Outcome.NeedsReview)]
    [InlineData("2025-11-15 03:29:59", Outcome.NeedsReview)]
    [InlineData("2025-11-15 03:30:00", Outcome.HostExpense)]
    public void Six_hours_after_the_end_a_toll_may_be_a_late_return(string at, Outcome expected)
    {
        var answer = Toll(at, First);

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal((Reason.AfterTrip, "50000001"), (answer.Reason, answer.Trip));
    }

    [Theory]
    [InlineData("2025-11-20 07:59:59", Outcome.HostExpense)]
    [InlineData("2025-11-20 08:00:00", Outcome.NeedsReview)]
    [InlineData("2025-11-20 08:59:59", Outcome.NeedsReview)]
    [InlineData("2025-11-20 09:00:00", Outcome.Matched)]
    public void An_hour_before_the_start_a_toll_may_be_an_early_pickup(string at, Outcome expected)
    {
        var answer = Toll(at, First, Trip("50000002", "2025-11-20 09:00", "2025-11-22 09:00"));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal((Reason.BeforeTrip, "50000002"), (answer.Reason, answer.Trip));
    }

    [Fact]
    public void The_bands_are_as_wide_as_the_options_say()
    {
        var options = new MatchingOptions { ReviewBefore = TimeSpan.FromMinutes(10), ReviewAfter = TimeSpan.FromMinutes(20) };
        string[] trips = [First, Trip("50000002", "2025-11-20 09:00", "2025-11-22 09:00")];
        Outcome At(string at) => new Scenario { Options = options }.Trips(trips).Nj(Nj(at)).Run().Only.Outcome;

        Assert.Equal(Outcome.NeedsReview, At("2025-11-14 21:49:59"));
        Assert.Equal(Outcome.HostExpense, At("2025-11-14 21:50:00"));
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 08:49:59"));
        Assert.Equal(Outcome.NeedsReview, At("2025-11-20 08:50:00"));
    }

    [Theory]
    [InlineData("2025-11-14 21:29:59", Outcome.Matched, "50000001")]
    [InlineData("2025-11-14 21:30:00", Outcome.NeedsReview, null)]
    [InlineData("2025-11-14 21:30:59", Outcome.NeedsReview, null)]
    [InlineData("2025-11-14 21:31:00", Outcome.NeedsReview, null)]
    [InlineData("2025-11-15 01:59:59", Outcome.NeedsReview, null)]
    [InlineData("2025-11-15 02:00:00", Outcome.Matched, "50000002")]
    public void Without_a_pause_between_two_guests_the_first_hours_of_the_next_trip_need_review(string at, Outcome expected, string? trip)
    {
        var answer = Toll(at, First, Trip("50000002", "2025-11-14 21:30", "2025-11-16 09:00"));

        Assert.Equal(expected, answer.Outcome);
        if (trip is null)
            Assert.Equal(["50000001", "50000002"], new[] { answer.Trip, answer.Other }.Order());
        else
            Assert.Equal(trip, answer.Trip);
    }

    [Theory]
    [InlineData("2025-11-14 22:00", "2025-11-14 22:00:00", Outcome.NeedsReview)] // half an hour after the end
    [InlineData("2025-11-14 22:00", "2025-11-14 22:29:59", Outcome.NeedsReview)]
    [InlineData("2025-11-14 22:00", "2025-11-15 01:59:59", Outcome.NeedsReview)] // four and a half hours after the end
    [InlineData("2025-11-14 22:00", "2025-11-15 02:00:00", Outcome.Matched)]
    [InlineData("2025-11-15 01:45", "2025-11-15 01:59:59", Outcome.NeedsReview)]
    [InlineData("2025-11-15 02:00", "2025-11-15 02:00:00", Outcome.Matched)]
    [InlineData("2025-11-14 21:31", "2025-11-14 21:59:00", Outcome.NeedsReview)]
    public void As_long_as_the_earlier_guest_may_be_late_the_next_trip_needs_review_with_both(string start, string at, Outcome expected)
    {
        var answer = Toll(at, First, Trip("50000002", start, "2025-11-16 09:00"));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal(["50000001", "50000002"], new[] { answer.Trip, answer.Other }.Order());
    }

    [Fact]
    public void The_band_after_an_end_stops_at_the_next_start()
    {
        var answer = Toll("2025-11-15 02:30:00", First, Trip("50000002", "2025-11-15 00:00", "2025-11-16 09:00"));

        Assert.Equal((Outcome.Matched, "50000002"), (answer.Outcome, answer.Trip));
    }

    [Fact]
    public void Between_two_near_trips_a_toll_needs_review()
    {
        var answer = Toll("2025-11-14 22:30:00", First, Trip("50000002", "2025-11-14 23:00", "2025-11-16 09:00"));

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_toll_inside_two_trips_needs_review_whatever_their_status()
    {
        foreach (var status in new[] { "Completed", "Booked", "In-progress", "Something new" })
        {
            var answer = Toll("2025-11-13 12:00:00", First, Trip("50000002", "2025-11-13 00:00", "2025-11-16 09:00", status));
            Assert.Equal((Outcome.NeedsReview, Reason.OverlappingTrips), (answer.Outcome, answer.Reason));
        }
    }

    [Theory]
    [InlineData("Booked")]
    [InlineData("Something new")]
    [InlineData("")]
    public void Inside_a_booked_trip_or_one_of_unknown_status_a_toll_needs_review(string status) =>
        Assert.Equal(Outcome.NeedsReview, Toll("2025-11-12 12:00:00", Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", status)).Outcome);

    [Theory]
    [InlineData("Guest cancellation")]
    [InlineData("Host cancellation")]
    public void A_trip_cancelled_before_it_began_does_not_exist(string status)
    {
        var answer = Toll("2025-11-15 12:00:00", First, Trip("50000002", "2025-11-15 10:00", "2025-11-16 10:00", status, distance: "0", price: "$0.00"));

        Assert.Equal(Outcome.HostExpense, answer.Outcome);
    }

    [Fact]
    public void A_cancelled_trip_neither_shields_nor_shortens_another()
    {
        var cancelled = Trip("50000009", "2025-11-14 21:30", "2025-11-16 10:00", "Guest cancellation", distance: "0", price: "$0.00");

        Assert.Equal(Outcome.Matched, Toll("2025-11-14 21:29:00", First, cancelled).Outcome);
        Assert.Equal(Reason.AfterTrip, Toll("2025-11-14 21:30:30", First, cancelled).Reason);
        Assert.Equal(Outcome.Matched, Toll("2025-11-12 12:00:00", First, Trip("50000009", "2025-11-12 00:00", "2025-11-13 00:00", "Host cancellation", distance: "", price: "$0.00")).Outcome);
    }

    [Fact]
    public void A_trip_cancelled_after_use_needs_review()
    {
        Assert.Equal(Outcome.NeedsReview, Cancelled("312", "$90.00").Outcome);
        Assert.Equal(Outcome.NeedsReview, Cancelled("0", "$90.00").Outcome);
        Assert.Equal(Outcome.NeedsReview, Cancelled("312", "$0.00").Outcome);
        Assert.Equal(Outcome.HostExpense, Cancelled("0", "$0.00").Outcome);
        Assert.Equal(Outcome.NeedsReview, Cancelled("1,312", "$1,090.00").Outcome);
        Assert.Equal(Outcome.NeedsReview, Cancelled("312 mi", "$90.00").Outcome);

        static Answer Cancelled(string distance, string price) =>
            Toll("2025-11-19 12:00:00", First, Trip("50000002", "2025-11-18 10:00", "2025-11-20 10:00", "Guest cancellation", distance: distance, price: price));
    }

    [Fact]
    public void A_trip_in_progress_is_certain_only_up_to_the_date_of_its_file()
    {
        var running = Trip("50000004", "2026-03-28 08:00", "2026-04-10 20:00", "In-progress");

        Assert.Equal(Outcome.Matched, Toll("2026-03-30 23:59:59", running).Outcome);
        Assert.Equal(Outcome.NeedsReview, Toll("2026-04-01 00:00:00", running).Outcome);
        Assert.Equal(Outcome.NeedsReview, Toll("2026-04-05 10:00:00", running).Outcome);
    }

    [Fact]
    public void An_undated_trips_file_is_sure_only_of_what_its_trips_show_to_have_happened()
    {
        var running = Trip("50000004", "2026-03-01 08:00", "2026-04-10 20:00", "In-progress");
        var later = Trip("50000005", "2026-03-02 08:00", "2026-03-08 20:00", vehicle: "1000002", plate: "NY #XYZ9876");
        Outcome At(string at) => new Scenario { AsOf = new(2026, 3, 20) }.TripsOf("trips.csv", running, later).Nj(Nj(at)).Run().Only.Outcome;

        Assert.Equal(Outcome.Matched, At("2026-03-08 10:00:00"));
        Assert.Equal(Outcome.NeedsReview, At("2026-03-09 10:00:00"));
    }

    private static Answer Toll(string at, params string[] trips) => Scenario.With(trips).Nj(Nj(at)).Run().Only;
}
