using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Imports: complete, once, and with their effect on earlier files.</summary>
public sealed class ImportTests
{
    private static readonly string TripLine = Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_trips_and_a_fleet_give_tolls_a_draft_and_totals()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, TripLine);
        await world.FleetAsync("tag,00499000111,,1000001,2025-01-01,,");

        var result = await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "($3.00)", id: "00499000111"), Rows.Nj("2025-11-25 15:00:00", "($1.00)"));

        Assert.Equal((true, 3), (result.IsNew, result.Rows));
        Assert.Equal(["Matched", "Matched", "HostExpense"], (await world.TollsAsync()).Select(toll => toll.Outcome));
        var draft = (await world.ClaimsAsync())["50000001-1"];
        Assert.Equal(("Draft", 517, 2), (draft.State, draft.Cents, draft.Lines.Count));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task The_same_files_again_are_not_new_and_change_not_a_byte()
    {
        await using var world = await LedgerWorld.NewAsync();
        await ImportAll();
        var before = await world.WrittenAsync();
        var facts = world.State.Facts.Count;

        var again = await ImportAll();
        await world.ReopenAsync();
        var afterReopening = await ImportAll();

        Assert.All([.. again, .. afterReopening], result => Assert.Equal((false, 0), (result.IsNew, result.Written)));
        Assert.Equal(before, await world.WrittenAsync());
        Assert.Equal(facts, world.State.Facts.Count);

        async Task<List<ImportResult>> ImportAll() =>
        [
            await world.TripsAsync(1, TripLine), await world.FleetAsync("tag,00499000111,,1000001,2025-01-01,,"), await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00")),
        ];
    }

    [Fact]
    public async Task An_overlapping_file_adds_only_what_is_new()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, TripLine);
        await world.NjAsync("nj1.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00"));
        var first = await world.TollsAsync();

        await world.NjAsync("nj2.csv", Rows.Nj("2025-11-20 15:00:00"), Rows.Nj("2025-11-20 16:00:00"));

        var all = await world.TollsAsync();
        Assert.Equal(first, all.Take(2));
        Assert.Equal(3, all.Count);
        Assert.Equal(651, (await world.ClaimsAsync())["50000001-1"].Cents);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Changed_trip_times_and_another_car_match_the_tolls_again()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, TripLine);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-25 14:00:00"));
        Assert.Equal(["Matched", "HostExpense"], (await world.TollsAsync()).Select(toll => toll.Outcome));

        await world.TripsAsync(2, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-26 10:00"));
        Assert.Equal(["Matched", "Matched"], (await world.TollsAsync()).Select(toll => toll.Outcome));

        await world.TripsAsync(3, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-26 10:00", vehicle: "1000002", plate: "NY #XYZ9876"));
        Assert.DoesNotContain(await world.TollsAsync(), toll => toll.Outcome == "Matched");
        await world.VerifyAsync();
        var log = await world.Records.ReadAllAsync(new(RecordSource.Partition, LedgerWorld.Owner.Partition("TRIPLOG#50000001")), Cancel).CountAsync(Cancel);
        Assert.Equal(3, log);
    }

    [Fact]
    public async Task A_blank_never_erases_what_an_earlier_file_knew()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00", tolls: "$5.00", guest: "Guest A"));

        await world.TripsAsync(2, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 12:00", tolls: "", guest: ""));

        var trip = Assert.Single(world.State.Reconciliation.Trips.Trips);
        Assert.Equal(("Guest A", 500), (trip.Guest, trip.TollsAndTickets.Cents));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_fleet_that_is_edited_matches_again_and_an_older_one_may_come_back()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, TripLine);
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 15:00:00", id: "00499000111"));
        Assert.Equal("Unmapped", Assert.Single(await world.TollsAsync()).Outcome);

        foreach (var (line, outcome) in new[]
        {
            ("tag,00499000111,,1000001,2025-01-01,,", "Matched"), ("tag,00499000111,,1000001,2025-01-01,2025-10-31,", "Unmapped"), ("tag,00499000111,,1000001,2025-01-01,,", "Matched"),
        })
        {
            Assert.True((await world.FleetAsync(line)).IsNew);
            Assert.Equal(outcome, Assert.Single(await world.TollsAsync()).Outcome);
            await world.VerifyAsync();
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_leaves_no_trace()
    {
        await using var world = await LedgerWorld.NewAsync();
        await Assert.ThrowsAsync<InputException>(() => world.Ledger.ImportStatementAsync("x.csv", "a,b\n1,2\n"u8.ToArray(), LedgerWorld.Me, cancellation: Cancel));
        await Assert.ThrowsAsync<InputException>(() => world.Ledger.ImportTripsAsync("x.csv", "a,b\n1,2\n"u8.ToArray(), LedgerWorld.Me, Cancel));
        await Assert.ThrowsAsync<InputException>(() => world.FleetAsync("tag,00499000111,,1000001,2025-13-01,,"));
        Assert.Empty(world.State.Facts);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Two_trips_files_of_one_day_that_differ_in_a_status_can_both_be_imported()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00", status: "In-progress"));
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00", status: "Completed"));
        await world.NjAsync("nj2.csv", Rows.Nj("2025-11-20 15:00:00"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Trips_that_make_a_name_in_the_fleet_ambiguous_are_refused_and_do_not_lock_the_ledger()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, TripLine);
        await world.FleetAsync("tag,00499000111,,Honda Civic 2020,2025-01-01,,");
        await Assert.ThrowsAsync<InputException>(() => world.TripsAsync(
            2, TripLine, Rows.Trip(LedgerWorld.Trip2, "2025-11-20 10:00", "2025-11-22 10:00", vehicle: "1000002", plate: "NY #XYZ9876")));

        await world.ReopenAsync();
        Assert.True((await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"))).IsNew);
        await world.VerifyAsync();
    }

    [Theory]
    [InlineData("500\n01")]
    [InlineData("#5")]
    [InlineData("é ö")]
    public async Task A_strange_reservation_id_is_refused_or_kept_and_does_not_lock_the_ledger(string id)
    {
        await using var world = await LedgerWorld.NewAsync();
        try
        {
            await world.TripsAsync(1, Rows.Trip(id, "2025-11-20 10:00", "2025-11-22 10:00"));
        }
        catch (LedgerRefusedException)
        {
            Assert.Empty(world.State.Facts);
        }

        await world.ReopenAsync();
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        await world.VerifyAsync();
    }

    [Fact]
    public async Task Rows_left_by_an_uncommitted_attempt_are_replaced()
    {
        await using var world = await LedgerWorld.NewAsync();
        var bytes = LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00"));
        var partition = LedgerWorld.Owner.Partition($"ROW#{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}");
        await world.Records.PutBatchAsync([new(new(partition, "00000000"), "{}"u8.ToArray()), new(new(partition, "00000001"), "{}"u8.ToArray())], Cancel);

        await world.Ledger.ImportStatementAsync("nj.csv", bytes, LedgerWorld.Me, cancellation: Cancel);

        await world.VerifyAsync();
    }
}
