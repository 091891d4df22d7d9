using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A person's decision overrides every later match, can be undone, and is stored in the facts.</summary>
public sealed class DecisionTests
{
    private static readonly string[] Trips =
    [
        Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-24 10:00", "2025-11-26 10:00"),
    ];

    [Theory]
    [InlineData(DecisionKind.AssignToTrip, "Matched", "Matched 50000002")]
    [InlineData(DecisionKind.HostExpense, "HostExpense", "HostExpense")]
    [InlineData(DecisionKind.OffPlatform, "OffPlatform", "OffPlatform")]
    [InlineData(DecisionKind.AlreadyCharged, "AlreadyCharged", "AlreadyCharged")]
    [InlineData(DecisionKind.Exclude, "Excluded", "Exclude")]
    public async Task A_decision_survives_rematching_and_undoing_it_restores_the_match(DecisionKind kind, string outcome, string after)
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trips);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        var id = Assert.Single(await world.TollsAsync()).Id;

        await world.DecideAsync(id, kind, kind == DecisionKind.AssignToTrip ? LedgerWorld.Trip2 : null);
        await world.TripsAsync(2, [.. Trips, Rows.Trip("50000003", "2025-11-27 10:00", "2025-11-28 10:00")]);
        await world.FleetAsync("tag,00499000111,,1000001,2025-01-01,,");
        await world.NjAsync("nj2.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00"));
        await world.ReopenAsync();

        var toll = await world.TollAsync("2025-11-20T14");
        Assert.Equal((outcome, LedgerWorld.Me), (toll.Outcome, toll.DecidedBy));
        Assert.Equal(kind == DecisionKind.AssignToTrip ? LedgerWorld.Trip2 : null, toll.Reservation);
        await world.VerifyAsync();

        await world.UndoAsync(id);
        toll = await world.TollAsync("2025-11-20T14");
        Assert.Equal(("Matched", LedgerWorld.Trip1, null), (toll.Outcome, toll.Reservation, toll.DecidedBy));
        await world.VerifyAsync();

        var made = Assert.Single(world.State.Facts.OfType<DecisionMade>());
        Assert.Equal(("Matched 50000001", after, LedgerWorld.Me, "2025-12-20T12:00:00Z"), (made.Before, made.After, made.By, made.At));
        var undone = Assert.Single(world.State.Facts.OfType<DecisionUndone>());
        Assert.Equal((id, after == "Exclude" ? "Excluded" : after), (undone.TollId, undone.Before));
    }

    [Fact]
    public async Task Unknown_tolls_cannot_be_decided_or_undone()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trips);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        var id = Assert.Single(await world.TollsAsync()).Id;
        var facts = world.State.Facts.Count;

        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.DecideAsync("nothing", DecisionKind.Exclude));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.DecideAsync(id, DecisionKind.AssignToTrip, "99999999"));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.UndoAsync(id));
        Assert.Equal(facts, world.State.Facts.Count);
    }

    [Fact]
    public async Task Of_two_decisions_on_one_crossing_the_later_one_wins()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trips);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($5.00)"), Rows.Nj("2025-11-20 14:00:00", "$2.00 "));
        var (charge, credit) = ((await world.TollAsync("2025-11-20", 500)).Id, (await world.TollAsync("2025-11-20", -200)).Id);

        await world.DecideAsync(charge, DecisionKind.HostExpense);
        await world.DecideAsync(credit, DecisionKind.Exclude);
        await world.DecideAsync(charge, DecisionKind.OffPlatform);

        Assert.All(await world.TollsAsync(), toll => Assert.Equal("OffPlatform", toll.Outcome));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_crossing_that_a_claim_holds_cannot_be_decided_by_its_credit_either()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trips);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($5.00)"), Rows.Nj("2025-11-20 14:00:00", "$2.00 "));
        await world.ApproveAsync("50000001-1");

        foreach (var toll in await world.TollsAsync())
            await Assert.ThrowsAsync<LedgerRefusedException>(() => world.DecideAsync(toll.Id, DecisionKind.HostExpense));
        Assert.All(await world.TollsAsync(), toll => Assert.Equal("50000001-1", toll.Claim));
    }

    [Theory]
    [InlineData(DecisionKind.AssignToTrip)]
    [InlineData(DecisionKind.HostExpense)]
    [InlineData(DecisionKind.OffPlatform)]
    [InlineData(DecisionKind.AlreadyCharged)]
    [InlineData(DecisionKind.Exclude)]
    public async Task A_decision_on_a_payment_or_an_unreadable_row_is_refused_or_harmless(DecisionKind kind)
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trips);
        await world.NjAsync(
            "nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "$25.00 ", agency: "-", plaza: "-", type: "PAYMENT"), Rows.Nj("2025-11-20 16:00:00", id: "1.29E+11"), Rows.Nj("2025-11-20 17:00:00", amount: "abc"));
        foreach (var toll in (await world.TollsAsync()).Where(toll => toll.Outcome != "Matched"))
        {
            try
            {
                await world.DecideAsync(toll.Id, kind, LedgerWorld.Trip1);
            }
            catch (LedgerRefusedException)
            {
                // The same.
            }
        }

        await world.ReopenAsync();
        await world.VerifyAsync();
        if (kind == DecisionKind.AssignToTrip)
        {
            await world.ApproveAsync("50000001-1");
            // A person can decide a toll whose tag was destroyed; a payment, or a row without an amount, can't be assigned.
            Assert.Equal(434, Assert.Single(world.State.Claims).Cents);
            Assert.Equal(2, world.State.Claims.Single().Lines.Count);
            await world.VerifyAsync();
        }
    }
}
