using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Storage;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>What happens to a request if others arrive too, if the process stops or is killed, and if a store fails.</summary>
public sealed class RequestTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_runs_of_one_account_the_second_waits_for_the_first()
    {
        await using var world = await RunWorld.NewAsync();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (now, most) = (0, 0);
        world.Collector.Answer = async (_, cancellation) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            begun.TrySetResult();
            await go.Task.WaitAsync(Patience, cancellation);
            Interlocked.Decrement(ref now);
            return ScriptedCollector.Complete();
        };
        var first = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-09", cancellation: Cancel);
        var working = world.Receiver.ReceiveAsync(Duration.Zero, Cancel);
        await begun.Task.WaitAsync(Patience, Cancel);
        var second = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);

        Assert.Equal(1, await world.DrainAsync());
        Assert.Equal((RunStatus.Queued, 0), ((await world.GetAsync(second)).Status, (await world.GetAsync(second)).Attempts));

        go.SetResult();
        await working;
        world.Clock.Advance(Duration.FromSeconds(30));
        await world.DrainAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(RunStatus.Succeeded, (await world.GetAsync(first)).Status);
        Assert.Equal((RunStatus.Succeeded, 1), ((await world.GetAsync(second)).Status, (await world.GetAsync(second)).Attempts));
        Assert.Equal((1, 2), (most, world.Collector.Orders.Count));
    }

    [Fact]
    public async Task Waiting_for_another_run_is_never_a_failure()
    {
        await using var world = await RunWorld.NewAsync();
        var other = new Lease(world.Records, new RecordKey(RunWorld.Owner.Partition("LEASE"), $"scrape#{RunWorld.Nj}"), world.Clock, ProcessHolder.Current, Duration.FromHours(1));
        Assert.Null(await other.TryTakeAsync(_ => false, Cancel));
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);

        for (var tries = 0; tries < 2 * StorageLimits.MaxTries; tries++, world.Clock.Advance(Duration.FromMinutes(1)))
            Assert.Equal(1, await world.DrainAsync());
        await other.ReleaseAsync(Cancel);
        await world.DrainAsync();

        Assert.Equal((RunStatus.Succeeded, 1), ((await world.GetAsync(run)).Status, (await world.GetAsync(run)).Attempts));
        Assert.Empty(await world.Queue.ListDeadAsync(WorkKind.Scrapes, cancellation: Cancel));
    }

    [Fact]
    public async Task Accounts_at_two_sites_are_collected_from_at_the_same_time()
    {
        await using var world = await RunWorld.NewAsync();
        using var both = new Barrier(2);
        world.Collector.Answer = (_, _) => Task.Run<Collected>(() =>
        {
            Assert.True(both.SignalAndWait(Patience, Cancel));
            return ScriptedCollector.Complete();
        });
        await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Ny, "2026-03-10", cancellation: Cancel);

        await Task.WhenAll(world.Receiver.ReceiveAsync(Duration.Zero, Cancel), world.Receiver.ReceiveAsync(Duration.Zero, Cancel));

        Assert.All(await world.RunsAsync(), run => Assert.Equal(RunStatus.Succeeded, run.Status));
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_one_run()
    {
        await using var world = await RunWorld.NewAsync();
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        await world.SendAsync(new ScrapeRequest("host", run.Id, run.ScrapeDate, run.Source).ToBody());

        Assert.Equal(2, await world.DrainAsync());

        Assert.Single(world.Collector.Orders);
    }

    [Fact]
    public async Task A_stopping_process_returns_the_run_immediately_without_counting_a_try()
    {
        await using var world = await RunWorld.NewAsync();
        var begun = new TaskCompletionSource();
        world.Collector.Answer = async (_, cancellation) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Nobody waits for ever.");
        };
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var working = world.Receiver.ReceiveAsync(Duration.Zero, stop.Token);
        await begun.Task.WaitAsync(Patience, Cancel);

        await stop.CancelAsync();
        await working;

        Assert.Equal((RunStatus.Queued, 0), ((await world.GetAsync(run)).Status, (await world.GetAsync(run)).Attempts));
        world.Collector.Say(ScriptedCollector.Complete());
        Assert.Equal(1, await world.DrainAsync());
        Assert.Equal((RunStatus.Succeeded, 1), ((await world.GetAsync(run)).Status, (await world.GetAsync(run)).Attempts));
    }

    [Fact]
    public async Task A_failing_store_is_retried_later_and_finally_given_up_without_another_sign_in()
    {
        await using var world = await RunWorld.NewAsync();
        await world.SignInAsync(RunWorld.Nj);
        world.Collector.Answer = (_, _) => throw new StorageException("The store is full", "a disk of driver@example.org", "Make room.");
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);

        for (var tries = 0; tries < StorageLimits.MaxTries; tries++)
        {
            Assert.Equal(RunStatus.Queued, (await world.GetAsync(run)).Status);
            await world.DrainAsync();
            world.Clock.Advance(Duration.FromMinutes(5));
        }

        var ended = await world.GetAsync(run);
        Assert.Equal((RunStatus.Failed, RunReason.CannotRun, StorageLimits.MaxTries), (ended.Status, ended.Reason, ended.Attempts));
        Assert.Contains("failed 5 times: the store did not respond", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("driver", ended.Error, StringComparison.Ordinal);
        Assert.Equal([true, true, false, false, false], world.Collector.Orders.Select(order => order.Credentials is not null));
        Assert.Single(await world.Queue.ListDeadAsync(WorkKind.Scrapes, cancellation: Cancel));
    }

    [Fact]
    public async Task A_crashed_collection_is_not_retried_automatically_because_accounts_lock()
    {
        await using var world = await RunWorld.NewAsync();
        await world.SignInAsync(RunWorld.Nj);
        world.Collector.Answer = (_, _) => throw new InvalidOperationException("of driver@example.org");

        var run = await world.RunAsync();

        Assert.Equal((RunStatus.Failed, RunReason.CannotRun, 1), (run.Status, run.Reason, run.Attempts));
        Assert.DoesNotContain("driver", run.Error, StringComparison.Ordinal);
        world.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(0, await world.DrainAsync());
    }

    [Fact]
    public async Task A_run_whose_process_died_each_time_is_reported()
    {
        await using var world = await RunWorld.NewAsync();
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        for (var tries = 0; tries < StorageLimits.MaxTries; tries++, world.Clock.Advance(Duration.FromMinutes(3)))
            Assert.NotNull(await world.Queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromMinutes(1), cancellation: Cancel));

        await world.Service<DeadScrapes>().SweepAsync(Cancel);

        var ended = await world.GetAsync(run);
        Assert.Equal((RunStatus.Failed, RunReason.CannotRun), (ended.Status, ended.Reason));
        Assert.Contains("the program stopped unexpectedly each time", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_presumed_dead_no_longer_changes_a_run_that_another_restarted()
    {
        await using var world = await RunWorld.NewAsync();
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        world.Collector.Answer = async (_, cancellation) =>
        {
            var (there, version) = (await world.Book.GetAsync(run.ScrapeDate, run.Id, cancellation))!.Value;
            await world.Book.TryUpdateAsync(there with { Attempts = 2 }, version, cancellation);
            return ScriptedCollector.Failed(RunReason.SiteDown);
        };

        await world.DrainAsync();

        Assert.Equal((RunStatus.Running, 2), ((await world.GetAsync(run)).Status, (await world.GetAsync(run)).Attempts));
    }

    [Fact]
    public async Task A_process_that_is_killed_in_the_middle_leaves_the_run_to_the_next_and_nothing_is_doubled()
    {
        await using var world = await RunWorld.NewAsync();
        // The child uses the machine's clock.
        world.Clock.Reset(SystemClock.Instance.GetCurrentInstant());
        var run = await world.Requests.AskAsync(RunWorld.Owner, RunWorld.Nj, "2026-03-10", cancellation: Cancel);
        using (var child = SqliteChild.Start(ScrapeChild.Verb, world.Folder))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            limit.CancelAfter(Patience);
            Assert.Equal(ScrapeChild.Taken, await child.StandardOutput.ReadLineAsync(limit.Token));
            child.Kill();
            await child.WaitForExitAsync(limit.Token);
        }

        var left = await world.GetAsync(run);
        Assert.Equal((RunStatus.Running, 1, 1), (left.Status, left.Attempts, left.Imports.Count));
        Assert.Equal(0, await world.DrainAsync());
        world.Clock.Reset(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(1));
        world.Collector.Say(ScriptedCollector.Complete(ScrapeChild.Files));

        await world.DrainAsync();

        var ended = await world.GetAsync(run);
        Assert.Equal((RunStatus.Succeeded, 2, 4, 4), (ended.Status, ended.Attempts, ended.TotalRecords, ended.NewRecords));
        Assert.Equal(left.StartedAt, ended.StartedAt);
        Assert.Equal(2, ended.Imports.Distinct().Count());
        Assert.Equal(2, (await world.LedgerAsync()).Imports.Count);
    }
}
