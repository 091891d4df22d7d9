using TuroEzpass.Core.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Matching;

/// <summary>A booked time is not a real time: who may have had the car around a hand-over.</summary>
public sealed class HandoverTests
{
    private const string FirstEnd = "2025-11-14 10:00";

    [Theory]
    [InlineData("2025-11-14 10:00")]
    [InlineData("2025-11-14 10:01")]
    [InlineData("2025-11-14 11:00")]
    [InlineData("2025-11-14 14:00")]
    [InlineData("2025-11-14 14:30")]
    [InlineData("2025-11-14 18:00")]
    public void A_shorter_pause_is_never_less_doubtful(string start)
    {
        var next = Trip("50000002", start, "2025-11-20 10:00");
        var earlierStart = Trip("50000002", FirstEnd, "2025-11-20 10:00");
        for (var minute = 0; minute < 12 * 60; minute += 7)
        {
            var at = $"2025-11-14 {10 + (minute / 60)}:{minute % 60:00}:00";
            if (Toll(at, First(), next).Outcome == Outcome.NeedsReview && string.CompareOrdinal(at, start) >= 0)
                Assert.Equal(Outcome.NeedsReview, Toll(at, First(), earlierStart).Outcome);
        }
    }

    [Theory]
    [InlineData("2025-11-14 12:10:00", "Guest 1", Outcome.Matched)]
    [InlineData("2025-11-14 12:10:00", "GUEST 1", Outcome.Matched)]
    [InlineData("2025-11-14 12:10:00", "Guest 2", Outcome.NeedsReview)]
    [InlineData("2025-11-14 12:10:00", "", Outcome.NeedsReview)]
    public void Between_two_trips_of_one_guest_there_is_no_hand_over(string at, string guest, Outcome expected) =>
        Assert.Equal(expected, Toll(at, First(guest: "Guest 1"), Trip("50000002", "2025-11-14 12:00", "2025-11-20 10:00", guest: guest)).Outcome);

    [Theory]
    [InlineData("", "", "2025-11-14 14:30:00", Outcome.Matched)]
    [InlineData("$50.00", "", "2025-11-14 14:30:00", Outcome.NeedsReview)]
    [InlineData("", "$20.00", "2025-11-14 21:59:59", Outcome.NeedsReview)]
    [InlineData("$50.00", "$0.00", "2025-11-14 22:00:00", Outcome.Matched)]
    public void A_late_fee_or_additional_usage_shows_a_late_return(string lateFee, string usage, string at, Outcome expected)
    {
        var answer = Toll(at, First(lateFee: lateFee, usage: usage), Trip("50000002", "2025-11-14 11:00", "2025-11-20 10:00"));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal((Reason.Handover, "50000002", "50000001"), (answer.Reason, answer.Trip, answer.Other));
    }

    [Fact]
    public void A_late_fee_also_reaches_into_the_pause_after_the_trip()
    {
        Assert.Equal(Outcome.HostExpense, Toll("2025-11-14 20:00:00", First()).Outcome);
        Assert.Equal((Outcome.NeedsReview, Reason.AfterTrip), Ending(Toll("2025-11-14 20:00:00", First(lateFee: "$50.00"))));
    }

    [Theory]
    [InlineData("2025-11-20 10:05:00", "$60.00", Outcome.NeedsReview)]
    [InlineData("2025-11-20 10:29:59", "$60.00", Outcome.NeedsReview)]
    [InlineData("2025-11-20 10:30:00", "$60.00", Outcome.Matched)]
    [InlineData("2025-11-20 10:05:00", "$0.00", Outcome.Matched)]
    public void The_host_may_still_be_driving_a_car_that_is_delivered(string at, string fee, Outcome expected)
    {
        var answer = Toll(at, First(), Trip("50000002", "2025-11-20 10:00", "2025-11-22 10:00", delivery: fee));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal(Reason.Delivery, answer.Reason);
    }

    [Theory]
    [InlineData("1000", "1200", "1200", Outcome.NeedsReview)] // nobody drove between the trips
    [InlineData("1000", "1200", "1203", Outcome.HostExpense)]
    [InlineData("1000", "", "1200", Outcome.HostExpense)] // one reading alone is no evidence
    [InlineData("1000", "1200", "", Outcome.HostExpense)]
    [InlineData("1000", "1200", "900", Outcome.HostExpense)] // a reading that decreases is none
    public void Readings_that_do_not_move_contradict_a_toll_between_two_trips(string start, string end, string next, Outcome expected)
    {
        var answer = Toll(
            "2025-11-17 12:00:00", First(checkIn: start, checkOut: end), Trip("50000002", "2025-11-20 10:00", "2025-11-22 10:00", checkIn: next, checkOut: "2000"));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal((Reason.NoMilesBetween, "50000001", "50000002"), (answer.Reason, answer.Trip, answer.Other));
    }

    [Theory]
    [InlineData("0", "", "", Outcome.NeedsReview)]
    [InlineData("0", "1000", "1000", Outcome.NeedsReview)]
    [InlineData("", "", "", Outcome.Matched)]
    [InlineData("", "1000", "1000", Outcome.NeedsReview)]
    [InlineData("0", "1000", "1150", Outcome.Matched)] // the readings say more than the distance
    [InlineData("150", "", "", Outcome.Matched)]
    public void A_trip_without_miles_has_no_certain_tolls(string distance, string start, string end, Outcome expected)
    {
        var answer = Toll("2025-11-12 12:00:00", First(distance: distance, checkIn: start, checkOut: end));

        Assert.Equal(expected, answer.Outcome);
        if (expected == Outcome.NeedsReview)
            Assert.Equal(Reason.NoMiles, answer.Reason);
    }

    private static string First(string guest = "Guest 1", string lateFee = "", string usage = "", string distance = "250", string checkIn = "", string checkOut = "") => Trip(
        "50000001", "2025-11-11 09:30", FirstEnd, guest: guest, distance: distance, lateFee: lateFee, usage: usage, checkIn: checkIn, checkOut: checkOut);

    private static (Outcome Outcome, Reason Reason) Ending(Answer answer) => (answer.Outcome, answer.Reason);

    private static Answer Toll(string at, params string[] trips) => Scenario.With(trips).Nj(Nj(at)).Run().Only;
}
