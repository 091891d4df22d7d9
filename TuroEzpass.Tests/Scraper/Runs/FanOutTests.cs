using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Runs;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>The runs that messages request: every user, one user, every site of one user.</summary>
public sealed class FanOutTests
{
    /// <summary>In the form in which the runbook's <c>aws events put-events</c> arrives through EventBridge.</summary>
    private const string Runbook =
        """{"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","source":"manual.trigger","detail-type":"Manual Scraper Run","account":"123456789012","time":"2026-03-10T15:00:00Z","region":"us-east-1","resources":[],"detail":{"userId":"manual-trigger","timestamp":"2026-03-10T15:00:00Z"}}""";

    private static readonly OwnerId Other = OwnerId.Parse("other");
    private static readonly OwnerId Third = OwnerId.Parse("third");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ForEverybody => new(
        Runbook,
        """{"userId":"manual-trigger","timestamp":"2026-03-10T15:00:00Z"}""",
        """{"version":"0","id":"x","source":"aws.events","detail-type":"Scheduled Event","time":"2026-03-10T15:00:00Z","detail":{}}""",
        """{"source":"turo-ezpass.scheduler","detail":{"userId":"manual-trigger"}}""");

    [Theory]
    [MemberData(nameof(ForEverybody))]
    public async Task An_event_for_everybody_becomes_a_run_of_each_enabled_site_of_each_user(string body)
    {
        await using var world = await ThreeOwnersAsync();

        await world.SendAsync(body);
        await world.DrainAsync();

        Assert.Equal(["all", RunWorld.Nj, RunWorld.Ny], (await world.RunsAsync()).Select(run => run.Source).Order());
        Assert.Equal(["all", RunWorld.Nj], (await world.RunsAsync(Other)).Select(run => run.Source).Order());
        Assert.Empty(await world.RunsAsync(Third));
        Assert.All(await world.RunsAsync(), run => Assert.Equal((RunStatus.Succeeded, "2026-03-10"), (run.Status, run.ScrapeDate)));
        Assert.Equal("Requested E-ZPass New Jersey, E-ZPass New York", (await world.RunsAsync()).Single(run => run.Source == "all").Summary);
        Assert.Equal(3, world.Collector.Orders.Count);
    }

    [Fact]
    public async Task An_event_that_is_delivered_twice_asks_once()
    {
        await using var world = await ThreeOwnersAsync();
        await world.SendAsync(Runbook);
        await world.DrainAsync();
        await world.SendAsync(Runbook);

        await world.DrainAsync();

        Assert.Equal(3, world.Collector.Orders.Count);
        Assert.Equal(3, (await world.RunsAsync()).Count);
    }

    [Fact]
    public async Task An_event_interrupted_by_a_crash_is_finished_without_duplicates()
    {
        await using var world = await ThreeOwnersAsync();
        // One user's run was requested, and then the process died: the message is not completed, and is redelivered.
        await world.Service<FanOut>().ToOwnerAsync(RunWorld.Owner, "event 7bf73129-1428-4cd3-a780-95db273d1602", Instant.FromUtc(2026, 3, 10, 15, 0), Cancel);
        await world.DrainAsync();

        await world.SendAsync(Runbook);
        await world.DrainAsync();

        Assert.Equal(3, (await world.RunsAsync()).Count);
        Assert.Equal(2, (await world.RunsAsync(Other)).Count);
        Assert.Equal(3, world.Collector.Orders.Count);
    }

    [Fact]
    public async Task A_user_who_is_named_is_the_only_one()
    {
        await using var world = await ThreeOwnersAsync();

        await world.SendAsync("""{"source":"manual.trigger","detail":{"userId":"other"}}""");
        await world.DrainAsync();

        Assert.Empty(await world.RunsAsync());
        Assert.Equal(2, (await world.RunsAsync(Other)).Count);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"detail":{"userId":7}}""")]
    [InlineData("""{"detail":{"userId":"nobody-we-know"}}""")]
    [InlineData("""{"detail":{"userId":"third"}}""")]
    [InlineData("""{"detail":{"userId":"U#host#RUN\u001b[31m"}}""")]
    [InlineData("""{"source":"aws.s3","detail-type":"Object Created","detail":{}}""")]
    [InlineData("""{"owner":"host","runId":"no-such-run","scrapeDate":"2026-03-10","source":"ezpassnj"}""")]
    [InlineData("""{"owner":"host","runId":"r","scrapeDate":"yesterday","source":"ezpassnj"}""")]
    [InlineData("""{"owner":"HOST#","runId":"r","scrapeDate":"2026-03-10","source":"ezpassnj"}""")]
    public async Task An_unknown_request_is_rejected_once_and_not_redelivered(string body)
    {
        await using var world = await ThreeOwnersAsync();
        await world.SendAsync(body);

        Assert.Equal(1, await world.DrainAsync());

        world.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(0, await world.DrainAsync());
        Assert.Empty(await world.Queue.ListDeadAsync(WorkKind.Scrapes, cancellation: Cancel));
        Assert.Empty(world.Collector.Orders);
    }

    [Fact]
    public void Outside_text_is_short_and_harmless_in_the_log()
    {
        Assert.Equal("a?b??31m", ScrapeMessage.Shown("a b\u001b[31m"));
        Assert.Equal(41, ScrapeMessage.Shown(new string('x', 5000)).Length);
    }

    [Fact]
    public async Task Every_site_of_a_user_who_has_none_enabled_says_how_to_set_one_up()
    {
        await using var world = await RunWorld.NewAsync();

        var run = await world.RunAsync(ScrapeRequest.EverySource);

        Assert.Equal((RunStatus.Failed, RunReason.NeedsSignIn), (run.Status, run.Reason));
        Assert.Contains("turoezpass credentials set ezpassnj", run.Error, StringComparison.Ordinal);
        Assert.Contains("Settings", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_request_for_a_site_is_reused()
    {
        await using var world = await RunWorld.NewAsync();
        await world.EnableAsync(RunWorld.Nj);
        var one = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        await world.Requests.AskAsync(RunWorld.Owner, ScrapeRequest.EverySource, "2026-03-10", cancellation: Cancel);
        var again = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);

        await world.DrainAsync();

        Assert.Equal(one.Id, again.Id);
        Assert.Equal(RunStatus.Succeeded, (await world.GetAsync(one)).Status);
    }

    [Fact]
    public async Task A_run_whose_message_was_lost_starts_with_the_next_request()
    {
        await using var world = await RunWorld.NewAsync();
        await world.Book.TryAddAsync(new Run { Id = "lost", ScrapeDate = "2026-03-10", Source = RunWorld.Nj, Status = RunStatus.Queued, CreatedAt = "2026-03-10T15:00:00Z" }, Cancel);
        Assert.Equal(0, await world.DrainAsync());

        Assert.Equal("lost", (await world.RunAsync()).Id);

        Assert.Equal(RunStatus.Succeeded, Assert.Single(await world.RunsAsync()).Status);
    }

    private static async Task<RunWorld> ThreeOwnersAsync()
    {
        var world = await RunWorld.NewAsync(new LocalDate(2026, 3, 10));
        await world.EnableAsync(RunWorld.Nj);
        await world.EnableAsync(RunWorld.Ny);
        await world.EnableAsync("of-an-older-version");
        await world.EnableAsync(RunWorld.Nj, Other);
        await new AccountBook(world.Records, Third).ChangeAsync(RunWorld.Nj, account => account, Cancel);
        return world;
    }
}
