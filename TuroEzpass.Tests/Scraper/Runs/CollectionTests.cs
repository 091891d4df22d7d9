using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Scraper.Runs;

/// <summary>The results of a run, and what it leaves unchanged.</summary>
public sealed class CollectionTests
{
    private static readonly byte[] Session = "a session"u8.ToArray();
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_complete_collection_is_imported_and_proved_and_moves_what_is_complete()
    {
        await using var world = await RunWorld.NewAsync(new LocalDate(2026, 3, 10));
        await world.EnableAsync(RunWorld.Nj);
        await world.SignInAsync(RunWorld.Nj);
        world.Collector.Answer = async (order, cancellation) =>
        {
            await order.KeepPage(Picture, cancellation);
            var done = ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00", "2026-03-01 11:00:00"), RunWorld.Tolls("b.csv", "2026-03-01 11:00:00", "2026-03-02 10:00:00"));
            return new Collected.Complete { Files = done.Files, Rows = done.Rows, Summary = done.Summary, Session = Session };
        };

        var run = await world.RunAsync();

        Assert.Equal((RunStatus.Succeeded, null, 4, 3, 1), (run.Status, run.Error, run.TotalRecords, run.NewRecords, run.Attempts));
        Assert.Equal("E-ZPass New Jersey: all of it; 3 new", run.Summary);
        Assert.Equal(("2025-08-12", "2026-03-10"), (run.From, run.Through));
        Assert.Equal(["a.csv", "b.csv"], (await world.LedgerAsync()).Imports.Select(import => import.FileName));
        Assert.All((await world.LedgerAsync()).Imports, import => Assert.Equal("collector", import.By));
        Assert.Equal((await world.LedgerAsync()).Imports.Select(import => import.Sha256), run.Imports);
        Assert.IsType<ProofGet.Found>(await world.Proofs.GetAsync(new ProofAddress(ProofKind.Proof, RunWorld.Owner, Assert.Single(run.Pages)), Cancel));
        var account = await world.Accounts.GetAsync(RunWorld.Nj, Cancel);
        Assert.Equal(("2026-03-09", null, run.EndedAt), (account.CompleteThrough, account.LastReason, account.LastRunAt));
        Assert.Equal(Session, Assert.IsType<SessionRead.Found>(await world.Credentials.ReadSessionAsync(RunWorld.Owner, RunWorld.Nj, Cancel)).State.ToArray());
        Assert.Equal("driver@example.org", world.Collector.Orders.Single().Credentials!.UserName);
    }

    [Fact]
    public async Task The_next_collection_reaches_thirty_days_back_and_counts_only_what_no_earlier_one_had()
    {
        await using var world = await RunWorld.NewAsync(new LocalDate(2026, 3, 10));
        world.Collector.Say(ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00", "2026-03-02 10:00:00")));
        await world.RunAsync();
        world.Clock.Advance(Duration.FromDays(3));
        world.Collector.Say(ScriptedCollector.Complete(RunWorld.Tolls("b.csv", "2026-03-01 10:00:00", "2026-03-02 10:00:00", "2026-03-11 10:00:00")));

        var run = await world.RunAsync();

        Assert.Equal(("2026-02-07", "2026-03-13", 3, 1), (run.From, run.Through, run.TotalRecords, run.NewRecords));
    }

    [Fact]
    public async Task The_same_file_again_brings_nothing_new()
    {
        await using var world = await RunWorld.NewAsync();
        world.Collector.Say(ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00")));
        await world.RunAsync();
        world.Clock.Advance(Duration.FromHours(1));

        var run = await world.RunAsync();

        Assert.Equal((RunStatus.Succeeded, 1, 0), (run.Status, run.TotalRecords, run.NewRecords));
        Assert.Single((await world.LedgerAsync()).Imports);
    }

    [Fact]
    public async Task Trips_are_imported_and_an_unchanged_one_is_not_new()
    {
        await using var world = await RunWorld.NewAsync();
        world.Collector.Say(ScriptedCollector.Complete(Trips("trip_earnings_export_20260309.csv", "50000001", "50000002")));
        Assert.Equal(2, (await world.RunAsync("turo")).NewRecords);

        world.Collector.Say(ScriptedCollector.Complete(Trips("trip_earnings_export_20260310.csv", "50000000", "50000001", "50000002")));
        var run = await world.RunAsync("turo");

        Assert.Equal((3, 1), (run.TotalRecords, run.NewRecords));
    }

    [Theory]
    [InlineData(RunReason.NeedsSignIn)]
    [InlineData(RunReason.ChallengeShown)]
    [InlineData(RunReason.SiteDown)]
    [InlineData(RunReason.LayoutChanged)]
    [InlineData(RunReason.Incomplete)]
    [InlineData(RunReason.CannotRun)]
    public async Task A_failure_leaves_what_was_complete_and_says_why_with_a_picture(RunReason reason)
    {
        await using var world = await RunWorld.NewAsync();
        world.Collector.Say(ScriptedCollector.Complete(RunWorld.Tolls("a.csv", "2026-03-01 10:00:00")));
        await world.RunAsync();
        var before = await world.Accounts.GetAsync(RunWorld.Nj, Cancel);
        world.Clock.Advance(Duration.FromDays(5));
        world.Collector.Say(new Collected.Failed { Reason = reason, Message = "The site would not. Do this", Selector = "signIn.submit", Rows = 7, Screenshot = Picture, Trace = new byte[] { 1, 2 } });

        var run = await world.RunAsync();

        Assert.Equal((RunStatus.Failed, reason, "signIn.submit", 7), (run.Status, run.Reason, run.Selector, run.TotalRecords));
        Assert.Equal("The site would not. Do this. Nothing was imported; earlier collections are not affected.", run.Error);
        Assert.Equal(2, run.Screenshots.Count);
        var shot = Assert.IsType<ProofGet.Found>(await world.Proofs.GetAsync(new ProofAddress(ProofKind.FailureScreenshot, RunWorld.Owner, run.Screenshots[0]), Cancel));
        Assert.Equal("image/png", shot.Info.ContentType);
        Assert.Equal(before with { LastReason = reason, LastRunAt = run.EndedAt }, await world.Accounts.GetAsync(RunWorld.Nj, Cancel));
        Assert.Single((await world.LedgerAsync()).Imports);
    }

    [Theory]
    [InlineData(RunReason.NeedsSignIn, false)]
    [InlineData(RunReason.SignInRefused, false)]
    [InlineData(RunReason.SiteDown, true)]
    [InlineData(RunReason.LayoutChanged, true)]
    public async Task A_session_is_deleted_only_if_the_site_no_longer_accepts_it(RunReason reason, bool stays)
    {
        await using var world = await RunWorld.NewAsync();
        await world.Credentials.SaveSessionAsync(RunWorld.Owner, RunWorld.Nj, Session, Cancel);
        world.Collector.Say(ScriptedCollector.Failed(reason));

        await world.RunAsync();

        Assert.Equal(Session, world.Collector.Orders.Single().Session.ToArray());
        Assert.Equal(stays, await world.Credentials.ReadSessionAsync(RunWorld.Owner, RunWorld.Nj, Cancel) is SessionRead.Found);
    }

    [Theory]
    [InlineData(RunReason.SignInRefused)]
    [InlineData(RunReason.AccountLocked)]
    public async Task A_refused_sign_in_is_not_used_again_until_it_is_stored_again(RunReason reason)
    {
        await using var world = await RunWorld.NewAsync();
        await world.SignInAsync(RunWorld.Nj);
        world.Collector.Say(ScriptedCollector.Failed(reason));
        await world.RunAsync();
        world.Collector.Say(ScriptedCollector.Failed(RunReason.NeedsSignIn, "No one is signed in."));

        var second = await world.RunAsync();

        Assert.Contains("rejected the stored credentials before", second.Error, StringComparison.Ordinal);
        Assert.Contains("turoezpass credentials set ezpassnj", second.Error, StringComparison.Ordinal);
        await world.Accounts.ChangeAsync(RunWorld.Nj, account => account with { IsSignInRefused = false }, Cancel);
        await world.RunAsync();
        Assert.Equal([true, false, true], world.Collector.Orders.Select(order => order.Credentials is not null));
    }

    [Fact]
    public async Task A_sign_in_that_was_stored_during_the_run_is_not_the_one_that_was_refused()
    {
        await using var world = await RunWorld.NewAsync();
        await world.SignInAsync(RunWorld.Nj, password: "an old one");
        world.Collector.Answer = async (_, _) =>
        {
            await world.SignInAsync(RunWorld.Nj, password: "a new one");
            return ScriptedCollector.Failed(RunReason.SignInRefused);
        };

        await world.RunAsync();

        Assert.False((await world.Accounts.GetAsync(RunWorld.Nj, Cancel)).IsSignInRefused);
    }

    [Fact]
    public async Task An_unreadable_file_fails_the_run_and_the_error_quotes_none_of_it()
    {
        await using var world = await RunWorld.NewAsync();
        world.Collector.Say(ScriptedCollector.Complete(new CollectedFile("a.csv", "Zebulon Quimby,1,2\n3,4,5\n"u8.ToArray(), PortalKind.Tolls)));

        var run = await world.RunAsync();

        Assert.Equal((RunStatus.Failed, RunReason.LayoutChanged), (run.Status, run.Reason));
        Assert.Contains("a.csv", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", run.Error, StringComparison.Ordinal);
        Assert.Null((await world.Accounts.GetAsync(RunWorld.Nj, Cancel)).CompleteThrough);
    }

    [Fact]
    public async Task A_run_over_the_time_limit_is_ended_and_names_the_setting()
    {
        await using var world = await RunWorld.NewAsync(configure: RunWorld.With(new ScraperOptions { RunTime = TimeSpan.FromMilliseconds(100) }));
        world.Collector.Answer = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Nobody waits for ever.");
        };

        var run = await world.RunAsync();

        Assert.Equal(RunReason.TimedOut, run.Reason);
        Assert.Contains("Scraper:RunTime", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_site_is_reported_with_the_known_ones()
    {
        await using var world = await RunWorld.NewAsync();

        var run = await world.RunAsync("nowhere");

        Assert.Equal(RunReason.CannotRun, run.Reason);
        Assert.Contains("ezpassnj, ezpassny, turo", run.Error, StringComparison.Ordinal);
        Assert.Empty(world.Collector.Orders);
    }

    [Fact]
    public void The_first_collection_reaches_as_far_as_anything_can_be_claimed()
    {
        var today = new LocalDate(2026, 3, 10);
        PortalAccount With(string? complete) => new() { Portal = "p", CompleteThrough = complete };

        Assert.Equal(new CollectionSpan(today.PlusDays(-210), today), CollectionSpan.Of(With(null), today));
        Assert.Equal(new CollectionSpan(new LocalDate(2026, 2, 7), today), CollectionSpan.Of(With("2026-03-09"), today));
        Assert.Equal(new CollectionSpan(today.PlusDays(-210), today), CollectionSpan.Of(With("2020-01-01"), today));
        Assert.Equal(new CollectionSpan(today, today), CollectionSpan.Of(With("2026-12-31"), today));
        Assert.Equal(new LocalDate(2026, 3, 9), CollectionSpan.Of(With(null), today).CompleteThrough);
    }

    private static CollectedFile Trips(string name, params string[] reservations) => new(
        name, LedgerWorld.Lines(Rows.TripHeader, reservations.Select(id => Rows.Trip(id, "2026-03-01 10:00", "2026-03-03 10:00"))), PortalKind.Trips);
}
