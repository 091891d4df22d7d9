using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A credit that may refund one of several tolls: one answer settles them all.</summary>
public sealed class RefundTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_credit_lists_its_possible_charges_and_nets_the_one_that_a_person_names()
    {
        await using var world = await WithCreditAsync();
        var credit = await world.TollAsync("2025-11-25T09:00:00");
        Assert.Equal(2, credit.Charges!.Count);
        var (first, second) = (await world.TollAsync("2025-11-20T14:00:00"), await world.TollAsync("2025-11-21T14:00:00"));
        Assert.All(new[] { first, second }, toll => Assert.Equal((nameof(Outcome.NeedsReview), Reason.MayBeRefunded), (toll.Outcome, toll.Reason.Code)));

        await world.Ledger.DecideRefundAsync(credit.Id, first.Id, LedgerWorld.Me, cancellation: Cancel);

        Assert.Equal(nameof(Outcome.Excluded), (await world.TollAsync("2025-11-20T14:00:00")).Outcome);
        Assert.Equal(nameof(Outcome.Matched), (await world.TollAsync("2025-11-21T14:00:00")).Outcome);
        Assert.Equal(217, Assert.Single(world.State.Drafts(new(), new(2025, 12, 20))).Claim.Amount.Cents);
        await world.VerifyAsync();

        await world.UndoAsync(credit.Id);
        Assert.Equal(nameof(Outcome.NeedsReview), (await world.TollAsync("2025-11-21T14:00:00")).Outcome);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task None_of_these_frees_the_charges()
    {
        await using var world = await WithCreditAsync();
        await world.Ledger.DecideRefundAsync((await world.TollAsync("2025-11-25T09:00:00")).Id, null, LedgerWorld.Me, cancellation: Cancel);
        Assert.Equal(434, Assert.Single(world.State.Drafts(new(), new(2025, 12, 20))).Claim.Amount.Cents);
        Assert.Equal(nameof(Outcome.Excluded), (await world.TollAsync("2025-11-25T09:00:00")).Outcome);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_claimed_charge_is_flagged_with_what_to_pay_back()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-21 14:00:00"));
        await world.ApproveAsync($"{LedgerWorld.Trip1}-1");
        await world.NjAsync("later.csv", Rows.Nj("2025-11-25 09:00:00", "$2.17"));
        Assert.Equal([ClaimCode.MayBeRefunded, ClaimCode.MayBeRefunded], (await world.ClaimsAsync())[$"{LedgerWorld.Trip1}-1"].Flags.Select(flag => flag.Code));

        await world.Ledger.DecideRefundAsync((await world.TollAsync("2025-11-25T09:00:00")).Id, (await world.TollAsync("2025-11-20T14:00:00")).Id, LedgerWorld.Me, cancellation: Cancel);

        var flag = Assert.Single((await world.ClaimsAsync())[$"{LedgerWorld.Trip1}-1"].Flags);
        Assert.Equal((ClaimCode.RefundDue, 217), (flag.Code, flag.Args!.Cents));
        Assert.Empty(world.State.Drafts(new(), new(2025, 12, 20)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Only_a_credit_with_possible_charges_can_refund_and_only_those()
    {
        await using var world = await WithCreditAsync();
        var toll = await world.TollAsync("2025-11-20T14:00:00");
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.DecideRefundAsync(toll.Id, null, LedgerWorld.Me, cancellation: Cancel));
        var credit = await world.TollAsync("2025-11-25T09:00:00");
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.DecideRefundAsync(credit.Id, credit.Id, LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<LedgerStaleException>(() => world.Ledger.DecideRefundAsync(credit.Id, toll.Id, LedgerWorld.Me, "stale", Cancel));
    }

    private static async Task<LedgerWorld> WithCreditAsync()
    {
        var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-21 14:00:00"), Rows.Nj("2025-11-25 09:00:00", "$2.17"));
        return world;
    }
}
