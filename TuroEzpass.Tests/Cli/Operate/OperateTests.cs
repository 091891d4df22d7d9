using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;
using TuroEzpass.Tests.Api;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Cli.Operate;

/// <summary>The operators' commands on a data folder.</summary>
public sealed class OperateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Maintenance_is_turned_on_and_off_and_its_status_shown()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        using (var store = new StoreFolder(data))
            await store.ImportAsync("host", "nj.csv", "2026-03-02 16:00:00");

        Assert.Contains("Down for maintenance", line.Run("maintenance", "on", "--message", "Back at noon.", "--data", data).Out, StringComparison.Ordinal);
        Assert.Contains("Back at noon.", line.Run("maintenance", "status", "--data", data).Out, StringComparison.Ordinal);
        Assert.StartsWith("Open.", line.Run("maintenance", "off", "--data", data).Out, StringComparison.Ordinal);
        Assert.Equal(2, line.Run("maintenance", "on", "--data", line.Path_("nowhere")).Code);
    }

    [Fact]
    public async Task Dead_letters_and_lost_requests_are_listed_and_redriven()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        var owner = OwnerId.Parse("host");
        var old = SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(2);
        var (lost, fresh) = (new string('a', 64), new string('b', 64));
        using (var store = new StoreFolder(data))
        {
            await new OwnerDirectory(store.Records).AddAsync(owner, Cancel);
            var uploads = new UploadBook(store.Records, owner);
            foreach (var (id, at) in new[] { (lost, old), (fresh, SystemClock.Instance.GetCurrentInstant()) })
                await uploads.TryAddAsync(new Upload { Id = id, File = "nj.csv", Status = UploadStatus.Queued, At = UploadBook.Text(at), By = "a test" }, at, Cancel);
            await new RunBook(store.Records, owner).TryAddAsync(
                new Run { Id = "lostrun", ScrapeDate = "2026-03-31", Source = "ezpassny", Status = RunStatus.Queued, CreatedAt = NodaTime.Text.InstantPattern.General.Format(old) }, Cancel);
            await store.Queue.SendAsync(WorkKind.Scrapes, "dead", cancellation: Cancel);
            for (var tries = 0; tries < StorageLimits.MaxTries; tries++)
                await store.Queue.GiveBackAsync((await store.Queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromMinutes(1), cancellation: Cancel))!, cancellation: Cancel);
        }

        var list = line.Run("queue", "list", "--data", data);
        Assert.Equal(1, list.Code);
        Assert.Contains(lost, list.Out, StringComparison.Ordinal);
        Assert.Contains("lostrun", list.Out, StringComparison.Ordinal);
        Assert.Contains("failed too often", list.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(fresh, list.Out, StringComparison.Ordinal);

        var redriven = line.Run("queue", "redrive", "--data", data);
        Assert.Contains("scrapes: 1 put back into the queue, 1 requested again.", redriven.Out, StringComparison.Ordinal);
        Assert.Contains("imports: 0 put back into the queue, 1 requested again.", redriven.Out, StringComparison.Ordinal);
        using var after = new StoreFolder(data);
        var message = await after.Queue.ReceiveAsync(WorkKind.Imports, Duration.FromMinutes(1), cancellation: Cancel);
        Assert.True(ImportMessage.TryRead(message!.Body, out var whose, out var import));
        Assert.Equal((owner, lost), (whose, import));
        Assert.Equal(2, after.Queue.Count(WorkKind.Scrapes));
    }

    [Fact]
    public async Task The_same_works_on_a_running_system()
    {
        await using var world = await ApiWorld.StartAsync();
        var old = world.Clock.GetCurrentInstant() - Duration.FromHours(2);
        await new UploadBook(world.Service<IRecordStore>(), ApiWorld.Owner).TryAddAsync(
            new Upload { Id = new string('c', 64), File = "nj.csv", Status = UploadStatus.Queued, At = UploadBook.Text(old), By = "a test" }, old, Cancel);

        var stranded = await world.Operator.GoodAsync(HttpMethod.Get, "/api/queues/imports/stranded");
        Assert.Equal(new string('c', 64), Assert.Single(stranded.EnumerateArray()).Text("id"));
        Assert.Equal(1, (await world.Operator.GoodAsync(HttpMethod.Post, "/api/queues/imports/stranded/resend")).GetProperty("count").GetInt32());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await world.Operator.GetAsync("/api/queues/letters/stranded", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_lost_password_is_replaced_by_a_link_that_works_once()
    {
        await using var world = await Web.WebWorld.StartAsync();
        using var line = new CommandLine();
        Assert.Contains(Web.WebWorld.UserName, line.Run("account", "list", "--data", world.Api.Folder).Out, StringComparison.Ordinal);

        var (code, output, _) = line.Run("account", "link", Web.WebWorld.UserName, "--url", "https://tolls.example.com/", "--data", world.Api.Folder);
        Assert.Equal(0, code);
        var link = output.Split('\n')[0];
        Assert.StartsWith("https://tolls.example.com/join#link_", link, StringComparison.Ordinal);

        var again = new { code = link.Split('#')[1], userName = Web.WebWorld.UserName, password = "another one in a row", name = (string?)null };
        await world.Api.Anonymous.GoodAsync(HttpMethod.Post, "/api/members/accept", again);
        await world.Api.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in", new { userName = Web.WebWorld.UserName, password = "another one in a row" });
        using var second = await world.Api.Anonymous.PostAsync("/api/members/accept", System.Net.Http.Json.JsonContent.Create(again), Cancel);
        Assert.False(second.IsSuccessStatusCode);
        Assert.Equal(2, line.Run("account", "link", "nobody", "--data", world.Api.Folder).Code);
    }

    [Fact]
    public async Task Every_ledger_is_verified_and_one_that_is_damaged_does_not_stop_the_others()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        using (var store = new StoreFolder(data))
        {
            await store.ImportAsync("anna", "nj.csv", "2026-03-02 16:00:00");
            await store.ImportAsync("zoe", "nj.csv", "2026-03-03 16:00:00");
        }

        var good = line.Run("verify", "--all", "--data", data);
        Assert.Equal(0, good.Code);
        Assert.Contains("All 2 ledgers are consistent.", good.Out, StringComparison.Ordinal);

        File.WriteAllText(Directory.EnumerateFiles(Path.Combine(data, "blobs", "statements", "anna"), "*", SearchOption.AllDirectories).Single(file => !file.EndsWith(".json", StringComparison.Ordinal)), "has changed");
        var bad = line.Run("verify", "--all", "--data", data);
        Assert.Equal(1, bad.Code);
        Assert.Contains("1 of 2 ledgers have problems.", bad.Out, StringComparison.Ordinal);
        Assert.Contains("zoe:", bad.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weekly_report_covers_one_user_or_all()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        using (var store = new StoreFolder(data))
        {
            await store.ImportAsync("host", "nj.csv", "2026-03-02 16:00:00");
            await store.ImportAsync("zoe", "nj.csv", "2026-03-03 16:00:00");
        }

        Assert.StartsWith("Your week from March 30 to April 5", line.Run("report", "weekly", "--week", "2026-04-05", "--data", data).Out, StringComparison.Ordinal);
        Assert.Contains("Accounts: 2", line.Run("report", "weekly", "--all", "--data", data).Out, StringComparison.Ordinal);
        var json = System.Text.Json.JsonDocument.Parse(line.Run("report", "weekly", "--all", "--json", "--week", "2026-03-30", "--data", data).Out).RootElement;
        Assert.Equal("2026-W14", json.GetProperty("week").GetString());
        Assert.Equal("0.00", json.GetProperty("recovered").GetString());
        Assert.Equal(2, json.GetProperty("owners").GetInt32());
    }

    [Fact]
    public void The_version_is_printed()
    {
        using var line = new CommandLine();
        Assert.Matches(@"^\d+\.\d+\.\d+", line.Run("--version").Out);
    }
}
