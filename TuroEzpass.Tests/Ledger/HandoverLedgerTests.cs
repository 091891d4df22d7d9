using System.Text;
using TuroEzpass.Core;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Trips;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Real times of pickups and returns, and stated coverage, as facts of the ledger.</summary>
public sealed class HandoverLedgerTests
{
    private const string Header = "reservation_id,picked_up_at,returned_at";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_answer_settles_every_toll_of_a_handover()
    {
        await using var world = await WithHandoverAsync();
        var question = Assert.Single(HandoverQuestions.Of(world.State.Reconciliation));
        Assert.Equal((LedgerWorld.Trip1, HandoverEnd.Return, 3), (question.Trip.ReservationId, question.End, question.Tolls.Count));

        await world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("2025-11-20T15:45") }, new(LedgerWorld.Trip2) { PickedUp = new("2025-11-20T16:00") }], LedgerWorld.Me, cancellation: Cancel);

        Assert.Empty(HandoverQuestions.Of(world.State.Reconciliation));
        Assert.Equal((LedgerWorld.Trip1, Reason.InsideActualTime), await OfAsync(world, "2025-11-20T15:00:00"));
        Assert.Equal(LedgerWorld.Trip2, (await OfAsync(world, "2025-11-20T16:10:00")).Trip);
        await world.VerifyAsync();
        await world.ReopenAsync();
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_file_and_a_form_state_the_same_and_the_later_one_counts()
    {
        await using var world = await WithHandoverAsync();
        Assert.True((await HandoversAsync(world, "one.csv", $"{LedgerWorld.Trip1},,2025-11-20T15:45")).IsNew);
        Assert.False((await HandoversAsync(world, "one.csv", $"{LedgerWorld.Trip1},,2025-11-20T15:45")).IsNew);
        Assert.Equal(LedgerWorld.Trip1, (await OfAsync(world, "2025-11-20T15:00:00")).Trip);

        await world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("2025-11-20T14:00") }], LedgerWorld.Me, cancellation: Cancel);
        Assert.Null((await OfAsync(world, "2025-11-20T15:00:00")).Trip);

        // The same file again, after something else was stated, counts again.
        Assert.True((await HandoversAsync(world, "one.csv", $"{LedgerWorld.Trip1},,2025-11-20T15:45")).IsNew);
        Assert.Equal(LedgerWorld.Trip1, (await OfAsync(world, "2025-11-20T15:00:00")).Trip);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_withdrawn_file_takes_its_times_back()
    {
        await using var world = await WithHandoverAsync();
        var before = await world.TollsAsync();
        await HandoversAsync(world, "one.csv", $"{LedgerWorld.Trip1},,2025-11-20T15:45");
        await world.Ledger.WithdrawImportAsync(world.Ledger.Imports().Single(import => import.Kind == "handovers").Id, LedgerWorld.Me, cancellation: Cancel);
        Assert.Equal(before.Select(toll => (toll.Id, toll.Outcome)), (await world.TollsAsync()).Select(toll => (toll.Id, toll.Outcome)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task On_time_is_asked_again_when_the_booking_changes()
    {
        await using var world = await WithHandoverAsync();
        await world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = StatedTime.OnTime(new(2025, 11, 20, 14, 0)) }], LedgerWorld.Me, cancellation: Cancel);
        Assert.DoesNotContain(HandoverQuestions.Of(world.State.Reconciliation), question => question.End == HandoverEnd.Return);

        await world.TripsAsync(2, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 13:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 16:00", "2025-11-22 10:00"));

        Assert.Contains(HandoverQuestions.Of(world.State.Reconciliation), question => question.End == HandoverEnd.Return);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Refused_times_change_nothing()
    {
        await using var world = await WithHandoverAsync();
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.StateHandoversAsync([new("59999999") { Returned = new("2025-11-20T15:45") }], LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("2025-11-17T09:00"), PickedUp = new("2025-11-17T10:00") }], LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("soon") }], LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<LedgerStaleException>(() => world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("2025-11-20T15:45") }], LedgerWorld.Me, "stale", Cancel));
        await Assert.ThrowsAsync<InputException>(() => HandoversAsync(world, "wrong.csv", $"{LedgerWorld.Trip1},2025-11-18T10:00,2025-11-17T09:00"));
        Assert.DoesNotContain(world.State.Facts, fact => fact is HandoversStated or HandoversImported);
    }

    [Fact]
    public async Task Times_for_a_trip_that_comes_later_wait_for_it()
    {
        await using var world = await LedgerWorld.NewAsync();
        Assert.Equal([LedgerWorld.Trip1], (await HandoversAsync(world, "early.csv", $"{LedgerWorld.Trip1},,2025-11-20T15:45")).UnknownTrips);
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 15:00:00"));
        Assert.Equal(LedgerWorld.Trip1, (await OfAsync(world, "2025-11-20T15:00:00")).Trip);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_stated_time_that_speaks_against_a_claimed_toll_flags_the_claim()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 13:00:00"));
        await world.ApproveAsync($"{LedgerWorld.Trip1}-1");

        await world.Ledger.StateHandoversAsync([new(LedgerWorld.Trip1) { Returned = new("2025-11-20T12:00") }], LedgerWorld.Me, cancellation: Cancel);

        Assert.Equal(ClaimCode.NoLongerCertain, Assert.Single((await world.ClaimsAsync())[$"{LedgerWorld.Trip1}-1"].Flags).Code);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Stated_coverage_makes_a_toll_the_hosts_and_can_be_taken_back()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-10-05 13:00:00"));
        Assert.Equal(Reason.NotCovered, (await OfAsync(world, "2025-10-05T13:00:00")).Reason);

        await world.Ledger.StateCoverageAsync(new("1000001", new(2025, 10, 1), new(2025, 10, 31)), LedgerWorld.Me, Cancel);
        Assert.Equal(nameof(Outcome.HostExpense), (await world.TollAsync("2025-10-05T13:00:00")).Outcome);

        await world.Ledger.StateCoverageAsync(new("1000001", new(2025, 10, 5), new(2025, 10, 5), IsComplete: false), LedgerWorld.Me, Cancel);
        Assert.Equal(Reason.NotCovered, (await OfAsync(world, "2025-10-05T13:00:00")).Reason);
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.StateCoverageAsync(new("nosuchcar", new(2025, 10, 1), new(2025, 10, 31)), LedgerWorld.Me, Cancel));
        await world.VerifyAsync();
    }

    private static async Task<LedgerWorld> WithHandoverAsync()
    {
        var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 16:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:30:00"), Rows.Nj("2025-11-20 15:00:00", "($5.54)"), Rows.Nj("2025-11-20 16:10:00", "($6.94)"));
        return world;
    }

    private static Task<ImportResult> HandoversAsync(LedgerWorld world, string name, params string[] lines) =>
        world.Ledger.ImportHandoversAsync(name, Encoding.UTF8.GetBytes(string.Join('\n', [Header, .. lines])), LedgerWorld.Me, Cancel);

    private static async Task<(string? Trip, Reason Reason)> OfAsync(LedgerWorld world, string at)
    {
        var toll = await world.TollAsync(at);
        return (toll.Reservation, toll.Reason.Code);
    }
}
