using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Core.Ledger.LedgerClaimState;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Claims are fixed when they are approved; after that they are flagged but never changed.</summary>
public sealed class LedgerClaimTests
{
    private const string First = "50000001-1", Second = "50000001-2";

    private static string Trip(string tolls = "$0.00", string end = "2025-11-22 10:00") => Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", end, tolls: tolls);

    [Fact]
    public async Task A_draft_is_ready_fifteen_days_after_the_trips_end()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($9.00)"));

        Assert.Equal(Draft, Assert.Single(world.State.Drafts(new Core.Claims.ClaimRules(), new LocalDate(2025, 12, 6))).State);
        Assert.Equal(Ready, Assert.Single(world.State.Drafts(new Core.Claims.ClaimRules(), new LocalDate(2025, 12, 7))).State);
    }

    [Fact]
    public async Task Late_tolls_make_a_supplementary_claim()
    {
        await using var world = await ApprovedAsync();
        await world.NjAsync("late.csv", Rows.Nj("2025-11-21 09:00:00", "($4.00)"));

        var claims = await world.ClaimsAsync();
        Assert.Equal(("Approved", 217), (claims[First].State, claims[First].Cents));
        Assert.Equal(("Draft", 400), (claims[Second].State, claims[Second].Cents));
        await world.ApproveAsync(Second);
        Assert.Equal([First, Second], (await world.TollsAsync()).Select(toll => toll.Claim));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_credit_in_a_later_file_lowers_a_draft_and_flags_an_approved_claim()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($9.00)"), Rows.Nj("2025-11-20 16:00:00", "($2.00)"));
        await world.NjAsync("credit.csv", Rows.Nj("2025-11-20 14:00:00", "$3.00 ", posted: "12/01/2025"));
        Assert.Equal(800, (await world.ClaimsAsync())[First].Cents);
        await world.ApproveAsync(First);
        var facts = world.State.Facts.ToList();

        await world.NjAsync("credit2.csv", Rows.Nj("2025-11-20 14:00:00", "$1.50 ", posted: "12/09/2025"));

        var claim = (await world.ClaimsAsync())[First];
        Assert.Equal(800, claim.Cents);
        Assert.Equal(new Remark<ClaimCode>(ClaimCode.RefundDue, new RemarkArgs { Cents = 150, CentsBefore = 600 }), Assert.Single(claim.Flags));
        Assert.Single(await world.ClaimsAsync());
        Assert.Equal(facts, world.State.Facts.Take(facts.Count));
        Assert.DoesNotContain(await world.TollsAsync(), toll => toll.Claim != First && toll.At.StartsWith("2025-11-20T14", StringComparison.Ordinal));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_toll_of_a_claim_that_is_credited_in_full_is_refunded_in_full()
    {
        await using var world = await ApprovedAsync();
        await world.NjAsync("credit.csv", Rows.Nj("2025-11-20 14:00:00", "$2.17 ", posted: "12/01/2025"));
        Assert.Equal(new Remark<ClaimCode>(ClaimCode.RefundDue, new RemarkArgs { Cents = 217, CentsBefore = 217 }), Assert.Single((await world.ClaimsAsync())[First].Flags));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_credit_for_one_of_two_claimed_tolls_of_one_minute_is_a_refund()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($5.00)"), Rows.Nj("2025-11-20 14:00:00", "($5.00)"));
        await world.ApproveAsync(First);
        Assert.Equal(1000, (await world.ClaimsAsync())[First].Cents);
        await world.NjAsync("credit.csv", Rows.Nj("2025-11-20 14:00:00", "$5.00 ", posted: "12/01/2025"));
        Assert.Equal(new Remark<ClaimCode>(ClaimCode.RefundDue, new RemarkArgs { Cents = 500, CentsBefore = 1000 }), Assert.Single((await world.ClaimsAsync())[First].Flags));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_trip_that_is_shortened_flags_its_claim_and_leaves_it()
    {
        await using var world = await ApprovedAsync();
        await world.TripsAsync(2, Trip(end: "2025-11-20 11:00"));
        var claim = (await world.ClaimsAsync())[First];
        Assert.Equal(217, claim.Cents);
        Assert.Equal(new Remark<ClaimCode>(ClaimCode.NoLongerCertain, new RemarkArgs { Cents = 217 }), Assert.Single(claim.Flags));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_claim_changes_only_by_allowed_steps_with_user_and_time()
    {
        await using var world = await ApprovedAsync();
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.ApproveAsync(First));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.MoveAsync("50000009-1", Sent));
        foreach (var (to, refused) in new (LedgerClaimState, LedgerClaimState[])[]
        {
            (Sent, [Draft, Approved, Paid, Disputed, Answered, Rejected]), (Disputed, [Draft, Approved, Sent, Answered]), (Answered, [Draft, Approved, Sent, Disputed]),
            (Paid, [Draft, Approved, Sent, Disputed]), (Paid, [Draft, Approved, Sent, Paid, Disputed, Answered, Rejected, Expired, Withdrawn]),
        })
        {
            var facts = world.State.Facts.Count;
            foreach (var wrong in refused.Where(state => world.State.Claim(First)!.State != Paid || to == Paid))
            {
                if (!LedgerClaim.MayFollow(world.State.Claim(First)!.State, wrong))
                    await Assert.ThrowsAsync<LedgerRefusedException>(() => world.MoveAsync(First, wrong));
            }

            Assert.Equal(facts, world.State.Facts.Count);
            if (world.State.Claim(First)!.State == Paid)
                break;
            world.Clock.Advance(Duration.FromHours(1));
            await world.MoveAsync(First, to, $"as {to}");
        }

        Assert.Equal(
            ["Approved ann 2025-12-20T12:00:00Z ", "Sent ann 2025-12-20T13:00:00Z as Sent", "Disputed ann 2025-12-20T14:00:00Z as Disputed", "Answered ann 2025-12-20T15:00:00Z as Answered", "Paid ann 2025-12-20T16:00:00Z as Paid"],
            (await world.ClaimsAsync())[First].Steps.Select(step => $"{step.To} {step.By} {step.At} {step.Note}"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task The_guest_has_48_hours_and_the_host_72()
    {
        await using var world = await ApprovedAsync();
        Assert.Null(world.State.Claim(First)!.AnswerBy);
        await world.MoveAsync(First, Sent);
        Assert.Equal(world.Clock.GetCurrentInstant() + Duration.FromHours(48), world.State.Claim(First)!.AnswerBy);
        world.Clock.Advance(Duration.FromHours(20));
        await world.MoveAsync(First, Disputed);
        Assert.Equal(world.Clock.GetCurrentInstant() + Duration.FromHours(72), world.State.Claim(First)!.AnswerBy);
        await world.MoveAsync(First, Answered);
        Assert.Null(world.State.Claim(First)!.AnswerBy);
    }

    [Theory]
    [InlineData("$2.17", ClaimCode.LooksPaid, null)]
    [InlineData("$2.18", ClaimCode.TuroTollsChanged, 218L)]
    [InlineData("$0.00", null, null)]
    public async Task Turos_tolls_that_rise_by_exactly_the_claim_look_paid_and_any_other_rise_asks(string now, ClaimCode? flag, long? cents)
    {
        await using var world = await ApprovedAsync();
        await world.MoveAsync(First, Sent);
        await world.TripsAsync(9, Trip(now));
        var claim = (await world.ClaimsAsync())[First];
        Assert.Equal("Sent", claim.State);
        if (flag is null)
            Assert.Empty(claim.Flags);
        else
            Assert.Equal((flag, cents), (Assert.Single(claim.Flags).Code, claim.Flags[0].Args?.Cents));
        await world.MoveAsync(First, Paid);
        Assert.Empty((await world.ClaimsAsync())[First].Flags);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_withdrawn_claim_frees_its_tolls_and_a_rejected_one_does_not()
    {
        await using var world = await ApprovedAsync();
        await world.MoveAsync(First, Withdrawn);
        Assert.Null(Assert.Single(await world.TollsAsync()).Claim);
        await world.ApproveAsync(Second);
        await world.MoveAsync(Second, Sent);
        await world.MoveAsync(Second, Rejected);
        Assert.Equal(Second, Assert.Single(await world.TollsAsync()).Claim);
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.ApproveAsync("50000001-3"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_held_toll_is_not_decided_on_and_its_decision_not_undone()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-25 14:00:00"));
        var id = Assert.Single(await world.TollsAsync()).Id;
        await world.DecideAsync(id, DecisionKind.AssignToTrip, LedgerWorld.Trip1);
        await world.ApproveAsync(First);
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.UndoAsync(id));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.DecideAsync(id, DecisionKind.Exclude));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Stored_owed_tolls_are_those_that_no_claim_holds()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($9.00)"), Rows.Nj("2025-11-20 14:00:00", "$3.00 "));
        Assert.Equal(2, await OwedAsync(world));
        await world.ApproveAsync(First);
        Assert.Equal(0, await OwedAsync(world));
    }

    private static async Task<int> OwedAsync(LedgerWorld world) =>
        await world.Records.ReadAllAsync(new(RecordSource.Index2, LedgerWorld.Owner.Partition("TOLLSTATE#owed"))).CountAsync();

    private static async Task<LedgerWorld> ApprovedAsync()
    {
        var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Trip());
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        await world.ApproveAsync(First);
        return world;
    }
}
