using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Cli;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>A data folder of an earlier version opens with this one, and no decision or claim in it is lost.</summary>
public sealed class FrozenFolderTests
{
    private static readonly OwnerId Owner = OwnerId.Parse("host");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_decision_and_every_line_of_a_claim_of_the_old_folder_finds_its_toll()
    {
        await using var engine = OldFolder();
        var ledger = await OpenAsync(engine);
        var state = ledger.State;

        Assert.Equal(FrozenFiles.Lines("facts.jsonl").Length, state.Facts.Count);
        var decided = state.Facts.OfType<DecisionMade>().Select(fact => fact.TollId).Concat(state.Facts.OfType<DecisionUndone>().Select(fact => fact.TollId)).ToList();
        var claimed = state.Facts.OfType<ClaimApproved>().SelectMany(fact => fact.Lines).Select(line => line.TollId).ToList();
        Assert.Equal((9, 18), (decided.Count, claimed.Count));
        Assert.All(decided.Concat(claimed), toll => Assert.True(state.PlaceOf(toll) is not null, $"Toll {toll} of the old folder is not found any more: what a person decided or claimed is orphaned."));
        Assert.Equal(
            ["Approved", "Sent", "Disputed", "Paid", "Withdrawn", "Answered", "Rejected", "Expired", "Approved", "Approved"],
            state.Claims.Select(claim => claim.State.ToString()));
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task Every_toll_that_the_old_folder_stored_keeps_its_id_and_its_crossing()
    {
        await using var engine = OldFolder();
        var before = await TollsAsync(engine);
        await OpenAsync(engine);

        Assert.Equal(29, before.Count);
        Assert.Equal(before, await TollsAsync(engine));
    }

    [Fact]
    public void The_old_folder_is_upgraded_after_a_backup_and_the_command_line_shows_it()
    {
        using var shell = new CommandLine();
        FrozenFiles.UnzipFolder(shell.Path_("data"));

        var preview = shell.Run("upgrade", "--data", "data", "--dry-run");
        Assert.Equal(0, preview.Code);
        Assert.Contains("host: this ledger was stored by an older version. Nothing was changed.", preview.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shell.Path_("data/backups")));

        var (_, _, error) = shell.Run("status", "--data", "data");
        Assert.Contains("turoezpass: upgrading the ledger of host", error, StringComparison.Ordinal);
        Assert.Contains("of all 29 tolls", error, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(Directory.GetFiles(shell.Path_("data/backups"), "before-upgrade-*.zip")), error, StringComparison.Ordinal);

        var verified = shell.Run("verify", "--data", "data");
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains("Every ledger is up to date.", shell.Run("upgrade", "--data", "data").Out, StringComparison.Ordinal);
    }

    /// <summary>Decisions of people stay, regardless of how the rules decide the other tolls.</summary>
    [Fact]
    public async Task Decisions_of_the_old_folder_are_in_force()
    {
        await using var engine = OldFolder();
        var state = (await OpenAsync(engine)).State;
        var inForce = state.Facts.OfType<DecisionMade>().Select(fact => fact.TollId).Distinct().Where(toll => state.DecisionOn(toll) is not null)
            .Select(toll => state.Reconciliation.DecisionAt(state.PlaceOf(toll)!.Value).Outcome.ToString());

        Assert.Equal(["HostExpense", "OffPlatform", "AlreadyCharged", "Excluded", "Matched", "Excluded"], inForce);
    }

    /// <summary>Codes are stored, not sentences: a new wording changes no stored byte.</summary>
    [Fact]
    public async Task No_stored_item_repeats_the_words_of_a_reason_a_warning_or_a_flag()
    {
        await using var engine = OldFolder();
        var ledger = await OpenAsync(engine);
        var records = await engine.RecordsAsync();
        var stored = new List<string>();
        foreach (var partition in new[] { "TOLL#2026-01", "TOLL#2026-02", "TOLL#none" }.Concat(["CLAIM", "TRIP", "IMPORT", "CAR", "TOTAL", "CLAIMTOTAL", "UNKNOWN"]))
        {
            await foreach (var item in records.ReadAllAsync(new RecordQuery(RecordSource.Partition, Owner.Partition(partition)) { Limit = 1000 }, Cancel))
                stored.Add(Encoding.UTF8.GetString(ProjectionWriter.Content(item)));
        }

        var flags = ledger.State.Claims.SelectMany(claim => ledger.State.FlagsOf(claim)).ToList();
        var reasons = new ProjectedItems(Owner, ledger.State).All().Where(item => item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal))
            .Select(item => JsonSerializer.Deserialize<TollItem>(item.Json, ProjectedItems.Json)!.Reason).ToList();
        Assert.NotEmpty(flags);
        Assert.NotEmpty(reasons);
        Assert.All(flags, flag => Assert.Contains(stored, json => json.Contains($"{{\"code\":\"{flag.Code}\"", StringComparison.Ordinal)));
        foreach (var words in flags.Select(ClaimText.Of).Concat(reasons.Select(ReasonText.Of)).Distinct())
            Assert.DoesNotContain(stored, json => json.Contains(JsonEncodedText.Encode(words, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static LocalEngine OldFolder()
    {
        var engine = new LocalEngine();
        FrozenFiles.UnzipFolder(engine.Folder);
        engine.Clock.Reset(Instant.FromUtc(2026, 12, 1, 12, 0));
        return engine;
    }

    private static async Task<OwnerLedger> OpenAsync(LocalEngine engine) =>
        await OwnerLedger.OpenAsync(new LedgerHost(await engine.RecordsAsync(), await engine.ProofsAsync(), engine.Clock, "a test", _ => true), Owner, Cancel);

    /// <summary>The stored tolls, as <c>id crossing</c>; read as plain JSON, which works for every shape.</summary>
    private static async Task<List<string>> TollsAsync(LocalEngine engine)
    {
        var records = await engine.RecordsAsync();
        var tolls = new List<string>();
        foreach (var month in new[] { "2026-01", "2026-02", "none" })
        {
            await foreach (var item in records.ReadAllAsync(new RecordQuery(RecordSource.Partition, Owner.Partition($"TOLL#{month}")) { Limit = 1000 }, Cancel))
            {
                using var toll = JsonDocument.Parse(ProjectionWriter.Content(item).ToArray());
                tolls.Add($"{toll.RootElement.GetProperty("id")} {(toll.RootElement.TryGetProperty("crossing", out var crossing) ? crossing : "-")}");
            }
        }

        return [.. tolls.Order(StringComparer.Ordinal)];
    }
}
