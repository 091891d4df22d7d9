using NodaTime;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Two ledgers on one data folder: they take turns, lose nothing and never claim a toll twice.</summary>
public sealed class TwoWritersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_tasks_that_interleave_lose_nothing_and_claim_nothing_twice()
    {
        await using var engine = new LocalEngine();
        var lines = await Task.WhenAll(Enumerable.Range(0, 2).Select(seed => Task.Run(async () =>
        {
            var (database, ledger) = await LedgerChild.OpenAsync(engine.Folder, Cancel);
            using (database)
            {
                var random = new Random(seed);
                var done = new List<string>();
                for (var step = 0; step < 40; step++)
                    done.Add(await LedgerChild.StepAsync(ledger, random, $"{seed}-{step}", Cancel));
                return done;
            }
        })));
        await CheckAsync(engine.Folder, lines.SelectMany(own => own));
    }

    [Fact]
    public async Task Two_processes_lose_nothing_and_claim_nothing_twice()
    {
        await using var engine = new LocalEngine();
        var children = Enumerable.Range(0, 2).Select(seed => SqliteChild.Start(LedgerChild.Verb, engine.Folder, $"{seed}", "40")).ToList();
        var lines = new List<string>();
        foreach (var child in children)
        {
            lines.AddRange((await child.StandardOutput.ReadToEndAsync(Cancel)).Split('\n'));
            var errors = await child.StandardError.ReadToEndAsync(Cancel);
            await child.WaitForExitAsync(Cancel);
            Assert.True(child.ExitCode == 0, errors);
            child.Dispose();
        }

        await CheckAsync(engine.Folder, lines);
    }

    [Fact]
    public async Task Two_that_import_one_file_at_once_import_it_once()
    {
        await using var world = await LedgerWorld.NewAsync();
        var other = await world.OpenAsync(world.Host(holder: "other"));
        var bytes = LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00"));
        Assert.True((await other.ImportStatementAsync("nj.csv", bytes, "other", vehicle: "1000002", cancellation: Cancel)).IsNew);
        // It has not read the store since.
        Assert.False((await world.Ledger.ImportStatementAsync("nj.csv", bytes, LedgerWorld.Me, vehicle: "1000001", cancellation: Cancel)).IsNew);
        await world.VerifyAsync();
        Assert.Equal("1000002", world.State.Reconciliation.Statements[0].AssignedVehicle);
    }

    [Fact]
    public async Task Of_two_that_approve_one_draft_at_once_one_is_refused()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"));
        var other = await world.OpenAsync(world.Host(holder: "other"));
        Assert.Single(other.State.Drafts(new(), new LocalDate(2025, 12, 20)));
        await world.ApproveAsync("50000001-1");
        await Assert.ThrowsAsync<Core.Ledger.LedgerRefusedException>(() => other.ApproveClaimAsync("50000001-1", "other", cancellation: Cancel));
        Assert.Single(other.State.Claims);
        await world.VerifyAsync();
    }

    private static async Task CheckAsync(string folder, IEnumerable<string> acknowledged)
    {
        var (database, ledger) = await LedgerChild.OpenAsync(folder, Cancel);
        using (database)
        {
            Assert.All(acknowledged, line => Assert.True(LedgerChild.IsKept(ledger.State.Facts, line), line));
            Assert.True(ledger.State.Facts.Count > 20 && ledger.State.Claims.Count > 0);
            Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
            LedgerWorld.Sound(ledger.State);
        }
    }
}
