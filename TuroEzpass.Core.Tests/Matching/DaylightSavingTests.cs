using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>The two nights: 2025-11-02, when 01:00 to 02:00 occurred twice, and 2026-03-08, when 02:00 to 03:00 was skipped.</summary>
public sealed class DaylightSavingTests
{
    [Fact]
    public void A_toll_in_the_hour_that_came_twice_is_matched_when_both_readings_lie_in_the_trip()
    {
        var answer = Toll("2025-11-02 01:30:00", Trip("50000001", "2025-11-01 09:30", "2025-11-02 02:00"));

        Assert.Equal((Outcome.Matched, "2025-11-02T01:30:00-04:00"), (answer.Outcome, answer.At));
    }

    [Fact]
    public void A_toll_in_the_hour_that_came_twice_needs_review_when_only_one_reading_lies_in_the_trip()
    {
        // The car is in Chicago's zone: the trip ends at 00:45 there, 01:45 EDT in New York; 01:30 EST is after that.
        var scenario = new Scenario { Zone = "America/Chicago" }.Trips(Trip("50000001", "2025-11-01 09:30", "2025-11-02 00:45"));

        Assert.Equal(Outcome.NeedsReview, scenario.Nj(Nj("2025-11-02 01:30:00")).Run().Only.Outcome);
    }

    [Fact]
    public void Both_readings_count_at_a_hand_over_in_that_night()
    {
        string[] trips = [Trip("50000001", "2025-11-01 09:30", "2025-11-02 00:00"), Trip("50000002", "2025-11-02 00:45", "2025-11-03 10:00")];

        Outcome At(string at) => new Scenario { Options = new() { LateReturnWithin = TimeSpan.FromMinutes(75) } }.Trips(trips).Nj(Nj(at)).Run().Only.Outcome;

        Assert.Equal(Outcome.NeedsReview, At("2025-11-02 01:10:00")); // EDT: within 75 minutes of the earlier trip's end
        Assert.Equal(Outcome.Matched, At("2025-11-02 01:20:00"));
    }

    [Theory]
    [InlineData("2025-11-02 01:10:00", Outcome.NeedsReview)]
    [InlineData("2025-11-02 01:50:00", Outcome.NeedsReview)]
    [InlineData("2025-11-02 00:29:59", Outcome.Matched)]
    public void The_repeated_hour_needs_review_if_a_trip_ends_in_it(string at, Outcome expected) =>
        Assert.Equal(expected, Toll(at, Trip("50000001", "2025-11-01 09:30", "2025-11-02 01:30")).Outcome);

    [Theory]
    [InlineData("2025-11-02 01:10:00", Outcome.NeedsReview)]
    [InlineData("2025-11-02 01:50:00", Outcome.NeedsReview)]
    [InlineData("2025-11-02 02:00:00", Outcome.Matched)] // the boundary's later reading was 01:30 EST
    public void The_repeated_hour_needs_review_if_a_trip_starts_in_it(string at, Outcome expected) =>
        Assert.Equal(expected, Toll(at, Trip("50000002", "2025-11-02 01:30", "2025-11-03 10:00")).Outcome);

    [Fact]
    public void A_time_that_the_clock_skipped_needs_review_and_has_no_instant()
    {
        var answer = Toll("2026-03-08 02:30:00", Trip("50000001", "2026-03-07 09:30", "2026-03-10 02:00"));

        Assert.Equal((Outcome.NeedsReview, Reason.TimeSkipped, ""), (answer.Outcome, answer.Reason, answer.At));
    }

    [Theory]
    [InlineData("2026-03-08 01:59:59", "2026-03-08T01:59:59-05:00")]
    [InlineData("2026-03-08 03:00:00", "2026-03-08T03:00:00-04:00")]
    public void Around_the_gap_the_offsets_change(string at, string expected)
    {
        var answer = Toll(at, Trip("50000001", "2026-03-07 09:30", "2026-03-10 02:00"));

        Assert.Equal((Outcome.Matched, expected), (answer.Outcome, answer.At));
    }

    [Fact]
    public void An_entry_time_that_the_clock_skipped_needs_review()
    {
        var toll = Nj("2026-03-08 03:30:00", agency: "NJTP", entryTime: "02:30:00", entryPlaza: "14", plaza: "18E");

        Assert.Equal(Outcome.NeedsReview, Scenario.With(Trip("50000001", "2026-03-07 09:30", "2026-03-10 02:00")).Nj(toll).Run().Only.Outcome);
    }

    [Theory]
    [InlineData("2026-03-08 01:45:00")]
    [InlineData("2026-03-08 03:15:00")]
    public void A_trip_boundary_that_the_clock_skipped_leaves_its_hour_in_doubt(string at)
    {
        Assert.Equal(Outcome.NeedsReview, Toll(at, Trip("50000001", "2026-03-08 02:30", "2026-03-10 02:00"), Trip("50000000", "2026-03-01 10:00", "2026-03-02 10:00")).Outcome);
        Assert.Equal(Outcome.NeedsReview, Toll(at, Trip("50000001", "2026-03-06 02:30", "2026-03-08 02:30")).Outcome);
    }

    [Fact]
    public void On_the_fall_back_night_an_entry_less_than_an_hour_later_may_be_of_the_same_day()
    {
        // Entry 01:50 (EDT) and exit 01:10 (EST) are 20 minutes apart; or the entry was the day before.
        var toll = Nj("2025-11-02 01:10:00", agency: "NJTP", entryTime: "01:50:00", entryPlaza: "14", plaza: "18E");
        Outcome Of(string start) => Scenario.With(Trip("50000001", start, "2025-11-04 10:00"), Trip("50000000", "2025-10-20 10:00", "2025-10-21 10:00")).Nj(toll).Run().Only.Outcome;

        Assert.Equal(Outcome.Matched, Of("2025-10-31 10:00")); // both readings inside
        Assert.Equal(Outcome.NeedsReview, Of("2025-11-01 10:00")); // the day before is outside
    }

    [Theory]
    [InlineData("01:50:00", Outcome.NeedsReview)] // of the same day it may be 01:50 EST, after the trip's end
    [InlineData("02:10:00", Outcome.Matched)] // an hour later and more: the day before alone
    public void Both_readings_of_the_entry_of_that_night_are_judged(string entry, Outcome expected)
    {
        // The car is in Denver's zone: the trip ends at 00:30 there, when it is 01:30 EST, for the second time, in New York.
        var toll = Nj("2025-11-02 01:10:00", agency: "NJTP", entryTime: entry, entryPlaza: "14", plaza: "18E");

        Assert.Equal(expected, new Scenario { Zone = "America/Denver" }.Trips(Trip("50000001", "2025-10-30 10:00", "2025-11-02 00:30")).Nj(toll).Run().Only.Outcome);
    }

    [Fact]
    public void On_any_other_night_it_is_the_day_before_alone()
    {
        var toll = Nj("2025-11-09 01:10:00", agency: "NJTP", entryTime: "01:50:00", entryPlaza: "14", plaza: "18E");

        // The trip ends at 01:30 on the 9th: an entry of the same day would lie after it.
        Assert.Equal(Outcome.Matched, Scenario.With(Trip("50000001", "2025-11-07 10:00", "2025-11-09 01:30")).Nj(toll).Run().Only.Outcome);
    }

    [Fact]
    public void Illinois_hour_that_came_twice_is_an_hour_later_than_New_Yorks()
    {
        // 01:30 in Chicago is 02:30 EDT by the first reading, which is 01:30 EST, or 02:30 EST by the second.
        var toll = Nj("2025-11-02 01:30:00", agency: "ILTOLL", plaza: "41");
        Answer Of(string end) => Scenario.With(Trip("50000001", "2025-10-31 10:00", end)).Nj(toll).Run().Only;

        Assert.Equal((Outcome.NeedsReview, "2025-11-02T01:30:00-05:00"), (Of("2025-11-02 02:15").Outcome, Of("2025-11-02 02:15").At));
        Assert.Equal(Outcome.Matched, Of("2025-11-02 02:45").Outcome);
    }

    [Fact]
    public void A_date_without_a_time_on_the_long_day_is_twenty_five_hours()
    {
        const string Line = "11/02/2025,11/02/2025,ABC1234-NY,GSP,TOLL,,-,-,,RAS,12S,1,($2.17),Y,BUSINESS,N,$4.00";

        Assert.Equal(Outcome.Matched, Scenario.With(Trip("50000001", "2025-11-02 00:00", "2025-11-03 00:00")).Nj(Line).Run().Only.Outcome);
        Assert.Equal(Outcome.NeedsReview, Scenario.With(Trip("50000001", "2025-11-02 00:00", "2025-11-02 23:30")).Nj(Line).Run().Only.Outcome);
    }

    private static Answer Toll(string at, params string[] trips) => Scenario.With(trips).Nj(Nj(at)).Run().Only;
}
