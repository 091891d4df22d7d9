using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>An import can be taken back: what follows from it goes, what people did stays.</summary>
public sealed class WithdrawalTests
{
    private const string Claim = $"{LedgerWorld.Trip1}-1";

    private static readonly string[] Tolls = [Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-21 14:00:00", "($5.54)")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawn_statement_leaves_nothing_but_its_original()
    {
        await using var world = await WithTripAsync();
        var before = await world.ContentAsync();
        await world.NjAsync("nj.csv", Tolls);
        Assert.Equal(771, Assert.Single(world.State.Drafts(new(), new(2025, 12, 20))).Claim.Amount.Cents);

        var import = world.Ledger.Imports().Single(import => import.Kind == "statement");
        await world.Ledger.WithdrawImportAsync(import.Id, LedgerWorld.Me, cancellation: Cancel);

        Assert.Empty(await world.TollsAsync());
        Assert.Empty(world.State.Drafts(new(), new(2025, 12, 20)));
        Assert.NotNull(world.Ledger.Imports().Single(one => one.Id == import.Id).WithdrawnAt);
        Assert.NotEmpty(await world.Ledger.OriginalAsync(import.Id, Cancel));
        var after = await world.ContentAsync();
        Assert.Empty(before.Except(after));
        Assert.Single(after.Except(before), item => item.Contains("#IMPORT/", StringComparison.Ordinal) || item.Contains(import.Id, StringComparison.Ordinal));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Imported_again_decisions_come_back_with_their_tolls()
    {
        await using var world = await WithTripAsync();
        await world.NjAsync("nj.csv", Tolls);
        await world.DecideAsync((await world.TollAsync("2025-11-21T14:00:00")).Id, DecisionKind.HostExpense);
        var before = await OutcomesAsync(world);

        await world.Ledger.WithdrawImportAsync(IdOf(world, "nj.csv"), LedgerWorld.Me, cancellation: Cancel);
        Assert.Empty(await OutcomesAsync(world));
        Assert.True((await world.NjAsync("nj.csv", Tolls)).IsNew);

        Assert.Equal(before, await OutcomesAsync(world));
        Assert.Contains(before, line => line.Contains(nameof(Outcome.HostExpense), StringComparison.Ordinal));
        await world.VerifyAsync();
        await world.ReopenAsync();
        await world.VerifyAsync();
    }

    [Fact]
    public async Task An_approved_claim_keeps_its_tolls_and_is_flagged()
    {
        await using var world = await WithTripAsync();
        await world.NjAsync("nj.csv", Tolls);
        await world.ApproveAsync(Claim);
        await world.Ledger.WithdrawImportAsync(IdOf(world, "nj.csv"), LedgerWorld.Me, cancellation: Cancel);

        var claim = (await world.ClaimsAsync())[Claim];
        Assert.Equal(771, claim.Cents);
        Assert.Equal([ClaimCode.TollGone, ClaimCode.TollGone], claim.Flags.Select(flag => flag.Code));

        await world.NjAsync("nj.csv", Tolls);
        Assert.Empty((await world.ClaimsAsync())[Claim].Flags);
        Assert.Empty(world.State.Drafts(new(), new(2025, 12, 20)));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Withdrawn_trips_flag_a_claim_and_give_its_tolls_to_nobody()
    {
        await using var world = await WithTripAsync();
        await world.NjAsync("nj.csv", Tolls);
        await world.ApproveAsync(Claim);
        await world.Ledger.WithdrawImportAsync(IdOf(world, "trip_earnings_export_20251201.csv"), LedgerWorld.Me, cancellation: Cancel);

        Assert.NotEmpty((await world.ClaimsAsync())[Claim].Flags);
        Assert.DoesNotContain(await world.TollsAsync(), toll => toll.Outcome is nameof(Outcome.Matched) or nameof(Outcome.HostExpense));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_withdrawn_fleet_gives_way_to_the_one_before()
    {
        await using var world = await WithTripAsync();
        await world.FleetAsync("tag,00499000111,,1000001,2025-06-01,,");
        await world.Ledger.ImportFleetAsync("later.csv", LedgerWorld.Lines("kind,value,state,vehicle,from,to,zone", "tag,00499000111,,1000002,2025-06-01,,"), LedgerWorld.Me, Cancel);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", id: "00499000111"));
        Assert.Equal("1000002", (await world.TollAsync("2025-11-20T14:00:00")).Vehicle);

        await world.Ledger.WithdrawImportAsync(IdOf(world, "later.csv"), LedgerWorld.Me, cancellation: Cancel);

        Assert.Equal((nameof(Outcome.Matched), "1000001"), ((await world.TollAsync("2025-11-20T14:00:00")).Outcome, (await world.TollAsync("2025-11-20T14:00:00")).Vehicle));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_statement_for_the_wrong_car_is_corrected_by_importing_it_for_the_right_one()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 10:00", "2025-11-22 10:00", vehicle: "1000002", plate: "NY #XYZ9876"));
        var file = LedgerWorld.Lines("Transaction No,Transaction Date / Time,Location,Toll Status*,Amount", "1763354372,11-20-2025 14:20:14,E470 PLAZA D Lane 2 South,AVITOLL,$2.95");
        await world.Ledger.ImportStatementAsync("expresstoll.csv", file, LedgerWorld.Me, "1000001", cancellation: Cancel);
        Assert.False((await world.Ledger.ImportStatementAsync("expresstoll.csv", file, LedgerWorld.Me, cancellation: Cancel)).IsNew);

        Assert.True((await world.Ledger.ImportStatementAsync("expresstoll.csv", file, LedgerWorld.Me, "1000002", cancellation: Cancel)).IsNew);

        Assert.Equal("1000002", Assert.Single(await world.TollsAsync()).Vehicle);
        Assert.Single(world.Ledger.Imports(), import => import.Kind == "statement");
        await world.VerifyAsync();
    }

    [Fact]
    public async Task What_is_not_imported_cannot_be_withdrawn_and_nothing_twice()
    {
        await using var world = await WithTripAsync();
        await world.NjAsync("nj.csv", Tolls);
        var id = IdOf(world, "nj.csv");
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.WithdrawImportAsync(new string('0', 64), LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<LedgerStaleException>(() => world.Ledger.WithdrawImportAsync(id, LedgerWorld.Me, "stale", Cancel));
        await world.Ledger.WithdrawImportAsync(id, LedgerWorld.Me, cancellation: Cancel);
        await Assert.ThrowsAsync<LedgerRefusedException>(() => world.Ledger.WithdrawImportAsync(id, LedgerWorld.Me, cancellation: Cancel));
        Assert.Throws<LedgerRefusedException>(() => world.Ledger.FindImport("0"));
        Assert.Equal(id, world.Ledger.FindImport(id[..10]).Id);
    }

    [Fact]
    public async Task A_guest_in_a_withdrawn_trips_file_is_due_and_erased_too()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00", guest: "Zora Guest"));
        await world.Ledger.WithdrawImportAsync(IdOf(world, "trip_earnings_export_20251201.csv"), LedgerWorld.Me, cancellation: Cancel);
        Assert.Equal([LedgerWorld.Trip1], world.Ledger.GuestsDue(new(2028, 1, 1)));

        await world.Ledger.EraseGuestsAsync([LedgerWorld.Trip1], LedgerWorld.Me, Cancel);

        Assert.Empty(world.Ledger.GuestsDue(new(2028, 1, 1)));
        Assert.DoesNotContain("Zora", System.Text.Encoding.UTF8.GetString(await world.Ledger.OriginalAsync(world.State.Facts.OfType<TripsImported>().Single().Sha256, Cancel)), StringComparison.Ordinal);
        await world.VerifyAsync();
    }

    private static async Task<LedgerWorld> WithTripAsync()
    {
        var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"), Rows.Trip(LedgerWorld.Trip2, "2025-10-01 10:00", "2025-10-02 10:00", vehicle: "1000002", plate: "NY #XYZ9876"));
        return world;
    }

    private static string IdOf(LedgerWorld world, string file) => world.Ledger.Imports().Single(import => import.File == file).Id;

    private static async Task<List<string>> OutcomesAsync(LedgerWorld world) => [.. (await world.TollsAsync()).Select(toll => $"{toll.Id} {toll.Outcome} {toll.Reservation} {toll.DecidedBy}")];
}
