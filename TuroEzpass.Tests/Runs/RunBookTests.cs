using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Runs;

public sealed class RunBookTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-runs-").FullName;
    private readonly SqliteDatabase database;
    private readonly RunBook book;

    public RunBookTests()
    {
        database = SqliteDatabase.Open(folder);
        book = new RunBook(new SqliteRecordStore(database, SystemClock.Instance), OwnerId.Parse("host"));
    }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_run_is_kept_with_every_field_and_its_end()
    {
        await book.TryAddAsync(Queued("2026-03-31", "r1"), TestContext.Current.CancellationToken);
        var (run, version) = (await book.GetAsync("2026-03-31", "r1", TestContext.Current.CancellationToken))!.Value;
        var ended = run with
        {
            Status = RunStatus.Failed,
            EndedAt = "2026-03-31T10:05:00Z",
            Error = "The site asked for a code.",
            Screenshots = ["aa"],
            TotalRecords = 12,
            Reason = RunReason.ChallengeShown,
            From = "2026-01-01",
            Through = "2026-03-30",
            Attempts = 2,
            Imports = ["bb"],
            Pages = ["cc"],
            TraceId = "dd",
            Selector = "ee"
        };

        Assert.True(await book.TryUpdateAsync(ended, version, TestContext.Current.CancellationToken));
        var stored = (await book.GetAsync("2026-03-31", "r1", TestContext.Current.CancellationToken))!.Value.Run;
        Assert.Equal(ended with { Screenshots = stored.Screenshots, Imports = stored.Imports, Pages = stored.Pages }, stored);
        Assert.Equal(["aa", "bb", "cc"], [.. stored.Screenshots, .. stored.Imports, .. stored.Pages]);
    }

    [Fact]
    public async Task Of_two_concurrent_changes_to_a_run_one_must_read_again()
    {
        await book.TryAddAsync(Queued("2026-03-31", "r1"), TestContext.Current.CancellationToken);
        var (run, version) = (await book.GetAsync("2026-03-31", "r1", TestContext.Current.CancellationToken))!.Value;

        Assert.True(await book.TryUpdateAsync(run with { Status = RunStatus.Running }, version, TestContext.Current.CancellationToken));
        Assert.False(await book.TryUpdateAsync(run with { Status = RunStatus.Failed }, version, TestContext.Current.CancellationToken));
        Assert.False(await book.TryAddAsync(run, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        foreach (var day in new[] { "2026-03-29", "2026-03-31", "2026-03-30" })
            await book.TryAddAsync(Queued(day, "r"), TestContext.Current.CancellationToken);

        var first = await book.ListAsync(2, cancellation: TestContext.Current.CancellationToken);
        var second = await book.ListAsync(2, first.Next, TestContext.Current.CancellationToken);

        Assert.Equal(["2026-03-31", "2026-03-30", "2026-03-29"], first.Runs.Concat(second.Runs).Select(run => run.ScrapeDate));
    }

    private static Run Queued(string day, string id) => new() { Id = id, ScrapeDate = day, Source = "ezpassny", Status = RunStatus.Queued, CreatedAt = $"{day}T10:00:00Z" };
}
