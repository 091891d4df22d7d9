using NodaTime;
using NodaTime.Testing;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>The store fails after every number of writes: acknowledged work is complete, and the rest is either not started or can be finished.</summary>
public sealed class RecoveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly (string What, Func<OwnerLedger, Task> Do)[] Steps =
    [
        ("trips", ledger => ledger.ImportTripsAsync("trip_earnings_export_20251201.csv", LedgerWorld.Lines(Rows.TripHeader, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00")), "ann", Cancel)),
        ("statement", ledger => ledger.ImportStatementAsync("nj.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "($3.00)"), Rows.Nj("2025-11-25 15:00:00")), "ann", cancellation: Cancel)),
        ("decision", ledger => ledger.DecideAsync(IdAt(ledger, 2), DecisionKind.AssignToTrip, LedgerWorld.Trip1, "ann", cancellation: Cancel)),
        ("undo", ledger => ledger.UndoAsync(IdAt(ledger, 2), "ann", cancellation: Cancel)),
        ("claim", ledger => ledger.ApproveClaimAsync("50000001-1", "ann", cancellation: Cancel)),
        ("credit", ledger => ledger.ImportStatementAsync("credit.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 15:00:00", "$1.00 ", posted: "12/01/2025")), "ann", cancellation: Cancel)),
        ("shorter", ledger => ledger.ImportTripsAsync("trip_earnings_export_20251202.csv", LedgerWorld.Lines(Rows.TripHeader, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-20 14:30")), "ann", Cancel)),
        ("withdrawn", ledger => ledger.MoveClaimAsync("50000001-1", LedgerClaimState.Withdrawn, null, "ann", cancellation: Cancel)),
    ];

    [Fact]
    public async Task A_store_that_fails_after_any_number_of_writes_loses_nothing_acknowledged()
    {
        var whole = await EndAsync();
        var isFinished = false;
        for (var writes = 0; !isFinished; writes += Rounds.Of(3, 1))
        {
            await using var world = await LedgerWorld.NewAsync();
            var done = 0;
            try
            {
                var ledger = await world.OpenAsync(world.Host(FaultyStore.FailsAfter(world.Records, writes)));
                foreach (var (_, step) in Steps)
                {
                    await step(ledger);
                    done++;
                }

                isFinished = true;
            }
            catch (StorageException)
            {
                // As expected.
            }

            await world.ReopenAsync();
            Assert.InRange(world.State.Facts.Count, done, done + 1);
            await world.VerifyAsync();

            // Continuing gives the same result as without the failure.
            foreach (var (_, step) in Steps.Skip(world.State.Facts.Count))
                await step(world.Ledger);
            Assert.Equal(whole, await world.ContentAsync());
            await world.VerifyAsync();
        }
    }

    [Fact]
    public async Task Uncommitted_staged_rows_are_ignored()
    {
        await using var world = await LedgerWorld.NewAsync();
        await Steps[0].Do(world.Ledger);
        var before = await world.WrittenAsync();
        // One write stages the three rows; the next would be the lease's.
        var ledger = await world.OpenAsync(world.Host(FaultyStore.FailsAfter(world.Records, 1)));
        await Assert.ThrowsAsync<StorageException>(() => Steps[1].Do(ledger));

        await world.ReopenAsync();

        Assert.Empty(world.State.Imports);
        Assert.Equal(before, await world.WrittenAsync());
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_committed_statement_that_is_not_applied_is_applied_when_the_ledger_is_opened()
    {
        await using var world = await LedgerWorld.NewAsync();
        await Steps[0].Do(world.Ledger);
        // Staged, lease, committed.
        var ledger = await world.OpenAsync(world.Host(FaultyStore.FailsAfter(world.Records, 3)));
        await Assert.ThrowsAsync<StorageException>(() => Steps[1].Do(ledger));
        Assert.Empty(await world.TollsAsync());

        await world.ReopenAsync();

        Assert.Equal(3, (await world.TollsAsync()).Count);
        await world.VerifyAsync();
        Assert.False((await world.Ledger.ImportStatementAsync("nj.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00", "($3.00)"), Rows.Nj("2025-11-25 15:00:00")), "ann", cancellation: Cancel)).IsNew);
    }

    [Fact]
    public async Task A_blocked_writer_is_told_who_holds_the_ledger_and_what_to_do()
    {
        await using var world = await LedgerWorld.NewAsync();
        var slow = await WriterLease.TakeAsync(world.Records, LedgerWorld.Owner, world.Clock, "4711/slow", _ => false, Duration.FromMinutes(2), Cancel);
        // The holder keeps its lease while the other one waits.
        var clock = new FakeClock(world.Clock.GetCurrentInstant(), Duration.FromMilliseconds(1));
        var waiting = WriterLease.TakeAsync(world.Records, LedgerWorld.Owner, clock, "4712/next", _ => false, Duration.FromMilliseconds(3), Cancel);
        var busy = await Assert.ThrowsAsync<LedgerBusyException>(() => waiting);
        Assert.Contains("4711/slow", busy.Message, StringComparison.Ordinal);
        Assert.Contains("try again", busy.Message, StringComparison.Ordinal);
        await slow.ReleaseAsync(Cancel);
        Assert.Equal(slow.Epoch + 1, (await WriterLease.TakeAsync(world.Records, LedgerWorld.Owner, world.Clock, "4712/next", _ => false, Duration.Zero, Cancel)).Epoch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_writer_that_was_paused_at_any_write_while_another_took_over_spoils_nothing(bool decides)
    {
        var isPaused = true;
        var refused = 0;
        for (var at = 1; isPaused; at++)
        {
            isPaused = false;
            await using var world = await LedgerWorld.NewAsync();
            await Steps[0].Do(world.Ledger);
            var paused = await world.OpenAsync(world.Host(new FaultyStore(world.Records, at, async () =>
            {
                isPaused = true;
                world.Clock.Advance(Duration.FromSeconds(40));
                await TakeOverAsync(world, decides);
            }), "paused", _ => false));
            try
            {
                await Steps[1].Do(paused);
            }
            catch (LedgerBusyException busy)
            {
                refused++;
                Assert.Contains("try again", busy.Message, StringComparison.Ordinal);
            }

            await world.ReopenAsync();
            await Steps[1].Do(world.Ledger);
            Assert.Equal(isPaused ? 2 : 1, world.State.Imports.Count);
            var verification = await world.Ledger.VerifyAsync(Cancel);
            Assert.True(verification.Problems.Count == 0, $"asleep after write {at}: {string.Join("; ", verification.Problems)}");
            await world.VerifyAsync();
        }

        Assert.True(refused > 5, $"{refused} refused");
    }

    [Fact]
    public async Task An_item_of_a_later_epoch_is_not_changed_or_deleted_by_an_older_one()
    {
        await using var world = await LedgerWorld.NewAsync();
        var older = new ProjectionWriter(world.Records, await TakeAsync("older"));
        // The older process is believed to be gone but is not, and its lease has not expired.
        var newer = new ProjectionWriter(world.Records, await TakeAsync("newer"));
        var key = new RecordKey(LedgerWorld.Owner.Partition("TRIP"), "1");
        ProjectedItem[] first = [new(key, "1"u8.ToArray(), null, null)], second = [new(key, "2"u8.ToArray(), null, null)];
        await newer.ApplyAsync([], first, Cancel);

        var busy = await Assert.ThrowsAsync<LedgerBusyException>(() => older.ApplyAsync([], second, Cancel));
        Assert.Contains("epoch 2 after 1", busy.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerBusyException>(() => older.ApplyAsync(first, [], Cancel));
        var stored = await world.Records.GetAsync(key, Cancel);
        Assert.Equal("1"u8, ProjectionWriter.Content(stored!));

        Task<WriterLease> TakeAsync(string holder) => WriterLease.TakeAsync(world.Records, LedgerWorld.Owner, world.Clock, holder, _ => true, Duration.Zero, Cancel);
    }

    /// <summary>Another process imports, and claims what it finds or decides that nothing is owed.</summary>
    private static async Task TakeOverAsync(LedgerWorld world, bool decides)
    {
        var other = await world.OpenAsync(world.Host(holder: "other", isGone: _ => false));
        await other.ImportStatementAsync("other.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-21 15:00:00"), Rows.Nj("2025-11-26 15:00:00")), "other", cancellation: Cancel);
        if (!decides)
        {
            await other.ApproveClaimAsync("50000001-1", "other", cancellation: Cancel);
            return;
        }

        foreach (var toll in other.State.Drafts(new(), new LocalDate(2025, 12, 20)).SelectMany(draft => draft.Claim.Tolls).SelectMany(toll => toll.Rows).Select(row => other.State.TollIdAt(row)!).ToList())
            await other.DecideAsync(toll, DecisionKind.HostExpense, null, "other", cancellation: Cancel);
    }

    private static async Task<List<string>> EndAsync()
    {
        await using var world = await LedgerWorld.NewAsync();
        foreach (var (_, step) in Steps)
            await step(world.Ledger);
        return await world.ContentAsync();
    }

    private static string IdAt(OwnerLedger ledger, int row) => ledger.State.TollIdAt(new(0, row))!;
}
