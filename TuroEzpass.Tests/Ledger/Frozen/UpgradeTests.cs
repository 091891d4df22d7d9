using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>A ledger that an older version stored is upgraded when it is opened: first the backup, then the changes are shown, then
/// everything is decided again. A test changes stored items so that they differ from today's rules.</summary>
public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upgrade_makes_a_backup_then_shows_what_changes_then_changes_it()
    {
        var engine = new LocalEngine();
        await using var world = await OldAsync(engine);
        var backup = new UpgradeBackup(engine.Folder, engine.Clock);
        var seen = new List<string>();
        LedgerUpgrade? shown = null;
        var host = world.Host() with
        {
            Backup = backup,
            Progress = new Watch(progress => seen.Add(progress.Stage.ToString())),
            Upgrading = upgrade =>
            {
                shown = upgrade;
                seen.Add(File.Exists(upgrade.Backup) ? "shown after the backup" : "shown without a backup");
            },
        };

        var ledger = await world.OpenAsync(host);

        Assert.Equal(new OutcomeChange("HostExpense", "NeedsReview", 1, 217), shown!.Changes[0]);
        Assert.Equal(new OutcomeChange("NeedsReview", "Matched", 1, 300), shown.Changes[1]);
        Assert.Equal((3, 2, new TotalEntry(1, 217)), (shown.Tolls, shown.Changed, shown.ToReview));
        Assert.Equal((0, MatchingRules.Version), (shown.FromRules, shown.ToRules));
        Assert.True(seen.IndexOf("Deciding") < seen.IndexOf("shown after the backup") && seen.IndexOf("shown after the backup") < seen.IndexOf("Writing"), string.Join(", ", seen));
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
        Assert.Equal(shown.Changes, (await new LedgerReader(world.Records, LedgerWorld.Owner).UpgradeAsync(Cancel))!.Changes);

        // The backup is the old folder: when restored, it needs the same upgrade.
        var restored = new LocalEngine();
        await using (restored)
        {
            Directory.Delete(restored.Folder);
            await LocalBackup.RestoreAsync(shown.Backup!, restored.Folder, Cancel);
            var other = new LedgerHost(await restored.RecordsAsync(), await restored.ProofsAsync(), engine.Clock, "another", _ => true);
            Assert.Equal(shown.Changes, (await OwnerLedger.PreviewUpgradeAsync(other, LedgerWorld.Owner, Cancel))!.Changes);
        }
    }

    [Fact]
    public async Task A_preview_changes_nothing()
    {
        await using var world = await OldAsync(new LocalEngine());
        var before = await world.WrittenAsync();

        Assert.Equal(2, (await OwnerLedger.PreviewUpgradeAsync(world.Host(), LedgerWorld.Owner, Cancel))!.Changed);

        Assert.Equal(before, await world.WrittenAsync());
        Assert.True(await OwnerLedger.IsOldAsync(world.Host(), LedgerWorld.Owner, Cancel));
    }

    [Fact]
    public async Task A_ledger_of_this_version_is_opened_as_it_is()
    {
        await using var world = await OldAsync(new LocalEngine());
        await world.ReopenAsync();
        var before = await world.WrittenAsync();

        await world.OpenAsync(world.Host() with { Upgrading = _ => Assert.Fail("There is nothing to upgrade.") });

        Assert.Null(await OwnerLedger.PreviewUpgradeAsync(world.Host(), LedgerWorld.Owner, Cancel));
        Assert.Equal(before, await world.WrittenAsync());
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_the_ledger_as_it_was()
    {
        await using var world = await OldAsync(new LocalEngine());
        var before = await world.WrittenAsync();

        await Assert.ThrowsAsync<StorageException>(() => world.OpenAsync(world.Host() with { Backup = new FullDisk() }));

        Assert.Equal(before, await world.WrittenAsync());
    }

    [Fact]
    public async Task An_upgrade_that_was_stopped_goes_on_with_the_backup_and_the_preview_that_it_has()
    {
        await using var world = await OldAsync(new LocalEngine());
        var backup = new Counting();
        var host = world.Host() with { Backup = backup };
        await Assert.ThrowsAsync<OperationCanceledException>(() => world.OpenAsync(host with { Upgrading = _ => throw new OperationCanceledException() }));

        LedgerUpgrade? shown = null;
        await world.OpenAsync(host with { Upgrading = upgrade => shown = upgrade });

        Assert.Equal(("backup 1", 2, 1), (shown!.Backup, shown.Changed, backup.Made));
    }

    [Theory]
    [InlineData("Rules")]
    [InlineData("Shape")]
    public async Task An_older_program_refuses_a_newer_ledger_and_changes_nothing(string what)
    {
        await using var world = await OldAsync(new LocalEngine());
        await world.ReopenAsync();
        await MarkAsync(world, mark => mark[what] = 1000);
        var before = await world.WrittenAsync();

        var refusal = await Assert.ThrowsAsync<LedgerDamagedException>(() => world.OpenAsync());

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.WrittenAsync());
    }

    /// <summary>Three tolls as stored by rules version 0: one is certain since then, one is doubtful.</summary>
    private static async Task<LedgerWorld> OldAsync(LocalEngine engine)
    {
        var world = await LedgerWorld.NewAsync(engine);
        await world.TripsAsync(19, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"), Rows.Trip(LedgerWorld.Trip2, "2025-12-01 10:00", "2025-12-02 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($3.00)"), Rows.Nj("2025-11-20 15:00:00"), Rows.Nj("2025-11-22 10:30:00"));
        await ChangeAsync(world, await world.TollAsync("2025-11-20T14:00:00"), "NeedsReview");
        await ChangeAsync(world, await world.TollAsync("2025-11-22T10:30:00"), "HostExpense");
        await MarkAsync(world, mark => mark.Remove("Rules"));
        return world;
    }

    private static async Task ChangeAsync(LedgerWorld world, TollItem toll, string outcome)
    {
        var stored = (await world.StoredAsync()).Single(item => item.Key.Sort.EndsWith(toll.Id, StringComparison.Ordinal) && item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal));
        var json = Encoding.UTF8.GetString(stored.Body.Span[8..]).Replace($"\"outcome\":\"{toll.Outcome}\"", $"\"outcome\":\"{outcome}\"", StringComparison.Ordinal);
        await world.Records.PutAsync(new(stored.Key, new byte[8].Concat(Encoding.UTF8.GetBytes(json)).ToArray()) { Index1 = stored.Index1, Index2 = stored.Index2 }, Expected.VersionIs(stored.Version), Cancel);
    }

    private static async Task MarkAsync(LedgerWorld world, Action<JsonObject> change)
    {
        var key = new RecordKey(LedgerWorld.Owner.Partition("LEDGER"), "applied");
        var stored = (await world.Records.GetAsync(key, Cancel))!;
        var mark = JsonNode.Parse(stored.Body.Span)!.AsObject();
        change(mark);
        await world.Records.PutAsync(new(key, JsonSerializer.SerializeToUtf8Bytes(mark)), Expected.VersionIs(stored.Version), Cancel);
    }

    private sealed class Watch(Action<LedgerProgress> report) : IProgress<LedgerProgress>
    {
        public void Report(LedgerProgress value) => report(value);
    }

    private sealed class Counting : ILedgerBackup
    {
        public int Made { get; private set; }

        public Task<string> BeforeUpgradeAsync(CancellationToken cancellation = default) => Task.FromResult($"backup {++Made}");
    }

    private sealed class FullDisk : ILedgerBackup
    {
        public Task<string> BeforeUpgradeAsync(CancellationToken cancellation = default) => throw new StorageException("The disk is full", "backups", "Make room");
    }
}
