using System.Net.Http.Json;
using NodaTime;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Api.Uploads;

public sealed class ImportWorkerTests
{
    private static readonly Duration Hold = Duration.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopping_process_returns_its_work_immediately()
    {
        // The host's own limit must not be what ends the work.
        await using var world = await ApiWorld.StartAsync("shutdownTimeoutSeconds=3600");
        // Another writer holds the ledger and keeps it: the import waits in the middle.
        var lease = await WriterLease.TakeAsync(world.Service<IRecordStore>(), ApiWorld.Owner, world.Clock, "another process", _ => false, Duration.FromMinutes(1), Cancel);
        var sent = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        await UntilAsync(async () => (await world.Host.GetFromJsonAsync<Import>($"/api/imports/{sent.Id}", Cancel))!.Status == ImportStatus.Running);

        await world.App.StopAsync(Cancel).WaitAsync(Sending.Patience, Cancel);

        await lease.ReleaseAsync(Cancel);
        await using var next = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={world.Folder}");
        using var client = next.ClientWith(world.Host.DefaultRequestHeaders.Authorization!.Parameter);
        Assert.Equal(ImportStatus.Done, (await client.EndAsync(sent.Id)).Status);
        Assert.Single(await new FactLog(next.Service<IRecordStore>(), ApiWorld.Owner).ReadAsync(0, Cancel));
    }

    [Fact]
    public async Task An_invalid_message_becomes_a_dead_letter_and_the_next_one_is_processed()
    {
        await using var world = await ApiWorld.StartAsync();
        var queue = world.Service<IWorkQueue>();
        string[] bodies = ["no json", "{}", "[]", "null", """{"owner":"host","import":"../x"}""", """{"owner":"HOST#","import":"aa"}""", """{"owner":1}"""];
        foreach (var body in bodies)
            await queue.SendAsync(WorkKind.Imports, body, cancellation: Cancel);

        var sent = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        Assert.Equal(ImportStatus.Done, (await world.Host.EndAsync(sent.Id)).Status);
        await UntilAsync(async () => (await queue.ListDeadAsync(WorkKind.Imports, cancellation: Cancel)).Count == bodies.Length);
    }

    [Fact]
    public async Task Work_that_fails_is_retried_later_and_finally_given_up()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var sent = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        var blob = Path.Combine(world.Folder, "blobs", ProofAddress.FolderOf(ProofKind.Statement, ApiWorld.Owner), sent.Id[..2], sent.Id);
        await File.AppendAllTextAsync(blob, "0.00", Cancel);

        await using var worker = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={world.Folder}");
        var given = await world.Host.EndAsync(sent.Id, () => worker.Clock.Advance(Duration.FromSeconds(30)));

        Assert.Equal(ImportStatus.Failed, given.Status);
        Assert.Contains("failed 5 times", given.Error, StringComparison.Ordinal);
        await UntilAsync(async () => (await worker.Service<IWorkQueue>().ListDeadAsync(WorkKind.Imports, cancellation: Cancel)).Count == 1);
    }

    [Fact]
    public async Task An_upload_whose_worker_died_each_time_is_reported()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var queue = world.Service<IWorkQueue>();
        var sent = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        for (var tries = 0; tries < StorageLimits.MaxTries; tries++, world.Clock.Advance(Hold + Hold))
            Assert.NotNull(await queue.ReceiveAsync(WorkKind.Imports, Hold, cancellation: Cancel));

        await world.Service<DeadImports>().SweepAsync(Cancel);

        var failed = (await world.Host.GetFromJsonAsync<Import>($"/api/imports/{sent.Id}", Cancel))!;
        Assert.Equal(ImportStatus.Failed, failed.Status);
        Assert.Contains("failed 5 times", failed.Error, StringComparison.Ordinal);

        // Uploading it again is a new attempt, which the old message does not end.
        await world.Host.SendAsync(Sending.Form(Sending.Statement));
        await world.Service<DeadImports>().SweepAsync(Cancel);
        Assert.Equal(ImportStatus.Queued, (await world.Host.GetFromJsonAsync<Import>($"/api/imports/{sent.Id}", Cancel))!.Status);
        Assert.Equal(1, await queue.RedriveAsync(WorkKind.Imports, cancellation: Cancel));
    }

    [Fact]
    public async Task Two_workers_on_one_queue_and_a_message_that_comes_twice_do_no_harm()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=2");
        await using var second = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={world.Folder}", "Imports:Concurrency=2");
        var ids = new List<string>();
        foreach (var (bytes, name) in new[] { (Sending.Trips, "a.csv"), (Sending.Statement, "b.csv"), (Sending.Fleet, "c.csv") })
        {
            var import = await (await world.Host.SendAsync(Sending.Form(bytes, name))).ImportAsync();
            ids.Add(import.Id);
            for (var more = 0; more < 3; more++)
                await world.Service<IWorkQueue>().SendAsync(WorkKind.Imports, $$"""{"owner":"host","import":"{{import.Id}}"}""", cancellation: Cancel);
        }

        foreach (var id in ids)
            Assert.Equal(ImportStatus.Done, (await world.Host.EndAsync(id)).Status);
        await UntilAsync(async () => await world.Service<IWorkQueue>().ReceiveAsync(WorkKind.Imports, Duration.FromSeconds(1), cancellation: Cancel) is null);
        Assert.Equal(3, (await new FactLog(world.Service<IRecordStore>(), ApiWorld.Owner).ReadAsync(0, Cancel)).Count);
    }

    [Fact]
    public async Task A_large_statement_reports_progress()
    {
        await using var world = await ApiWorld.StartAsync();
        var rows = Enumerable.Range(0, 20_000).Select(row => Matching.Rows.Nj($"2025-11-{1 + (row % 28):00} {row % 24:00}:{row / 28 % 60:00}:{row % 60:00}", plaza: $"P{row}"));
        var sent = await (await world.Host.SendAsync(Sending.Form(Ledger.LedgerWorld.Lines(Matching.Rows.NjHeader, rows)))).ImportAsync();
        var stages = new HashSet<string?>();
        await UntilAsync(async () =>
        {
            var now = (await world.Host.GetFromJsonAsync<Import>($"/api/imports/{sent.Id}", Cancel))!;
            stages.Add(now.StageDone > 0 ? now.Stage : null);
            return now.Status == ImportStatus.Done;
        });
        Assert.Contains(stages, stage => stage is "storing" or "writing");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(50, Cancel))
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Sending.Patience, "It did not come to pass.");
    }
}
