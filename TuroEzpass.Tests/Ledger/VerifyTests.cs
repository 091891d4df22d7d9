using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>Changes made without the ledger are found, and corrected if the facts allow it.</summary>
public sealed class VerifyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_lost_or_added_item_is_reported_and_corrected()
    {
        await using var world = await FilledAsync(new LocalEngine());
        var whole = await world.ContentAsync();
        var tolls = (await world.StoredAsync()).Where(item => item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal)).ToList();
        await world.Records.PutAsync(new(tolls[0].Key, new byte[9]) { Index1 = tolls[0].Index1, Index2 = tolls[0].Index2 }, Expected.VersionIs(tolls[0].Version), Cancel);
        await world.Records.DeleteAsync(tolls[1].Key, tolls[1].Version, Cancel);
        await world.Records.PutAsync(new(new(tolls[0].Key.Partition, "x"), new byte[9]), Expected.Nothing, Cancel);

        var problems = (await world.Ledger.VerifyAsync(Cancel)).Problems;
        Assert.Equal(3, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("differs", StringComparison.Ordinal) && problem.Contains(tolls[0].Key.Sort, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("not stored", StringComparison.Ordinal) && problem.Contains(tolls[1].Key.Sort, StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("/ x is stored", StringComparison.Ordinal));

        Assert.Equal(3, await world.Ledger.RebuildAsync(Cancel));
        await world.VerifyAsync();
        Assert.Equal(whole, await world.ContentAsync());
    }

    [Fact]
    public async Task A_lost_staged_row_is_reported_and_corrected()
    {
        await using var world = await FilledAsync(new LocalEngine());
        var partition = LedgerWorld.Owner.Partition($"ROW#{world.State.Imports[0].Sha256}");
        var row = await world.Records.GetAsync(new(partition, "00000001"), Cancel);
        await world.Records.DeleteAsync(row!.Key, row.Version, Cancel);

        Assert.Contains("1 rows of nj.csv are not staged", (await world.Ledger.VerifyAsync(Cancel)).Problems);

        await world.Ledger.RebuildAsync(Cancel);
        await world.VerifyAsync();
    }

    [Fact]
    public async Task A_changed_original_is_never_used()
    {
        var engine = new LocalEngine();
        await using var world = await FilledAsync(engine);
        await engine.TamperAsync(new ProofAddress(ProofKind.Statement, LedgerWorld.Owner, world.State.Imports[0].Sha256));

        var damage = await Assert.ThrowsAsync<LedgerDamagedException>(() => world.Ledger.VerifyAsync(Cancel));
        Assert.Contains("backup", damage.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerDamagedException>(() => world.OpenAsync());
    }

    private static async Task<LedgerWorld> FilledAsync(LocalEngine engine)
    {
        var world = await LedgerWorld.NewAsync(engine);
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-20 15:00:00"));
        return world;
    }
}
