using TuroEzpass.Core;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Tests.Matching;

/// <summary>The real times of pickups and returns: where they are known, there is no doubt, and tolls belong to whoever had the car.</summary>
public sealed class StatedTimeTests
{
    private const string First = "50000001";
    private const string Second = "50000002";

    [Fact]
    public void Without_stated_times_tolls_near_a_handover_need_review()
    {
        Assert.Equal(Outcome.NeedsReview, At("2025-11-20 15:00:00").Outcome);
        Assert.Equal(Reason.Handover, At("2025-11-20 17:00:00").Reason);
    }

    [Fact]
    public void On_time_settles_every_toll_around_the_handover()
    {
        var times = new[] { Returned(First, "2025-11-20T14:00"), PickedUp(Second, "2025-11-20T16:00") };
        Assert.Equal(First, At("2025-11-20 13:59:59", times).Trip);
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 14:00:00", times).Outcome);
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 15:59:59", times).Outcome);
        Assert.Equal((Outcome.Matched, Second), Of(At("2025-11-20 16:00:00", times)));
    }

    [Fact]
    public void A_late_return_makes_its_tolls_the_earlier_guests_also_in_the_next_booked_time()
    {
        var times = new[] { Returned(First, "2025-11-20T17:30"), PickedUp(Second, "2025-11-20T18:15") };
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 15:00:00", times)));
        Assert.Equal(Reason.InsideActualTime, At("2025-11-20 15:00:00", times).Reason);
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 17:29:59", times)));
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 17:45:00", times).Outcome);
        Assert.Equal((Outcome.Matched, Second), Of(At("2025-11-20 18:15:00", times)));
    }

    [Fact]
    public void After_a_late_return_the_start_of_the_next_trip_is_doubtful_until_its_pickup_is_known()
    {
        var times = new[] { Returned(First, "2025-11-20T17:30") };
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 17:00:00", times)));
        Assert.Equal(Reason.Handover, At("2025-11-20 17:45:00", times).Reason);
        Assert.Equal((Outcome.Matched, Second), Of(At("2025-11-20 18:00:00", times)));
    }

    [Fact]
    public void An_early_return_gives_the_rest_of_the_booked_time_to_the_host()
    {
        var times = new[] { Returned(First, "2025-11-19T09:00") };
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-19 08:00:00", times)));
        Assert.Equal(Outcome.HostExpense, At("2025-11-19 10:00:00", times).Outcome);
    }

    [Fact]
    public void A_time_with_an_offset_is_the_same_moment()
    {
        var times = new[] { Returned(First, "2025-11-20T22:30Z"), PickedUp(Second, "2025-11-20T18:15-05:00") };
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 17:29:59", times)));
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 17:30:00", times).Outcome);
    }

    [Fact]
    public void Stated_times_of_two_trips_that_overlap_leave_their_tolls_to_a_person()
    {
        var times = new[] { Returned(First, "2025-11-20T18:00"), PickedUp(Second, "2025-11-20T17:00") };
        Assert.Equal((Outcome.NeedsReview, Reason.OverlappingTrips), (At("2025-11-20 17:30:00", times).Outcome, At("2025-11-20 17:30:00", times).Reason));
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 16:59:59", times)));
        Assert.Equal((Outcome.Matched, Second), Of(At("2025-11-20 18:00:00", times)));
    }

    [Fact]
    public void A_canceled_trip_with_stated_times_may_have_taken_place()
    {
        var scenario = Ny("2025-11-20 12:00:00").Trips(
            Rows.Trip(First, "2025-11-17 10:00", "2025-11-20 14:00", status: "Guest cancellation", distance: "0", price: "$0.00"),
            Rows.Trip(Second, "2025-11-10 16:00", "2025-11-12 10:00"));
        Assert.Equal(Outcome.HostExpense, scenario.Run().Answers.Single().Outcome);
        Assert.Equal(Reason.CancelledAfterUse, scenario.Handovers(Returned(First, "2025-11-20T13:00")).Run().Answers.Single().Reason);
    }

    [Fact]
    public void A_later_statement_counts_and_unknown_clears_it()
    {
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 15:00:00", Returned(First, "2025-11-20T14:00"), Returned(First, "2025-11-20T15:30"))));
        Assert.Equal(Outcome.NeedsReview, At("2025-11-20 15:00:00", Returned(First, "2025-11-20T15:30"), new Handover(First) { Returned = StatedTime.Unknown }).Outcome);
        // What is not said stays.
        Assert.Equal((Outcome.Matched, First), Of(At("2025-11-20 15:00:00", Returned(First, "2025-11-20T15:30"), PickedUp(First, "2025-11-17T10:05"))));
    }

    [Fact]
    public void On_time_counts_only_for_the_booked_time_that_was_shown()
    {
        var shown = new Handover(First) { Returned = StatedTime.OnTime(new(2025, 11, 20, 14, 0)) };
        var another = new Handover(First) { Returned = StatedTime.OnTime(new(2025, 11, 20, 13, 0)) };
        Assert.Equal(Outcome.HostExpense, At("2025-11-20 14:30:00", shown).Outcome);
        Assert.Equal(Outcome.NeedsReview, At("2025-11-20 14:30:00", another).Outcome);
    }

    [Theory]
    [InlineData("reservation_id,picked_up_at,returned_at\n50000001,2025-11-17T10:05,2025-11-20T15:30\n", null)]
    [InlineData("reservation_id,picked_up_at,returned_at\n50000001,2025-11-20T15:30,2025-11-17T10:05\n", "line 2: trip 50000001 would end")]
    [InlineData("reservation_id,picked_up_at,returned_at\n50000001,,2025-11-17T09:00\n50000001,2025-11-17T10:00,\n", "line 3: trip 50000001 would end")]
    [InlineData("reservation_id,picked_up_at,returned_at\n50000001,,yesterday\n", "line 2: 'yesterday' is not a time")]
    [InlineData("reservation_id,picked_up_at,returned_at\n50000001,,2052-11-20T15:30\n", "line 2: trip 50000001 is booked until")]
    [InlineData("reservation_id,returned_at\n50000001,2025-11-20T15:30\n", "line 1: the header lacks picked_up_at")]
    [InlineData("reservation_id,picked_up_at,returned_at\n,,2025-11-20T15:30\n", "line 2: the reservation_id is missing")]
    [InlineData("", "the file is empty")]
    public void A_file_is_read_or_refused_with_its_line(string text, string? problem)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var trips = Ny("2025-11-20 15:00:00").Trips(Both).Run().Reconciliation.Trips;
        if (problem is null)
            Assert.Empty(HandoversFile.Read("handovers.csv", bytes).Check(trips));
        else
            Assert.Contains(problem, Assert.Throws<InputException>(() => HandoversFile.Read("handovers.csv", bytes).Check(trips)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_trips_are_named()
    {
        var file = HandoversFile.Read("handovers.csv", "reservation_id,picked_up_at,returned_at\n50000009,,2025-11-20T15:30\n"u8.ToArray());
        Assert.Equal("50000009", Assert.Single(file.Check(Ny("2025-11-20 15:00:00").Trips(Both).Run().Reconciliation.Trips)).Handover.ReservationId);
    }

    [Fact]
    public void Tolls_are_grouped_by_the_handover_that_they_wait_for()
    {
        var run = new Scenario().Ny(Rows.Ny("2025-11-20 14:30:00", id: "33237100001"), Rows.Ny("2025-11-20 15:30:00", id: "33237100002"), Rows.Ny("2025-11-20 16:10:00", id: "33237100003"))
            .Trips(Both).Run();
        var question = Assert.Single(HandoverQuestions.Of(run.Reconciliation));
        Assert.Equal((First, HandoverEnd.Return, 3), (question.Trip.ReservationId, question.End, question.Tolls.Count));

        var pickup = Assert.Single(HandoverQuestions.Of(Ny("2025-11-20 15:30:00").Trips(Both).Handovers(Returned(First, "2025-11-20T14:00")).Run().Reconciliation));
        Assert.Equal((Second, HandoverEnd.Pickup), (pickup.Trip.ReservationId, pickup.End));
    }

    private static string[] Both =>
    [
        Rows.Trip(First, "2025-11-17 10:00", "2025-11-20 14:00"),
        Rows.Trip(Second, "2025-11-20 16:00", "2025-11-22 10:00"),
    ];

    private static Handover Returned(string trip, string at) => new(trip) { Returned = new StatedTime(at) };

    private static Handover PickedUp(string trip, string at) => new(trip) { PickedUp = new StatedTime(at) };

    private static (Outcome, string?) Of(Answer answer) => (answer.Outcome, answer.Trip);

    private static Scenario Ny(string at) => new Scenario().Ny(Rows.Ny(at));

    private static Answer At(string at, params Handover[] handovers) => Ny(at).Trips(Both).Handovers(handovers).Run().Answers.Single();
}
