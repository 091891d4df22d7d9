using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;
using TuroEzpass.Tests.Ledger;

namespace TuroEzpass.Tests.Storage;

public sealed class OwnerDirectoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_is_listed_once_however_often_and_by_whom_it_is_added()
    {
        await using var engine = new LocalEngine();
        var records = await engine.RecordsAsync();
        // As another process sees it: it knows nothing yet.
        var other = new SqliteRecordStore(engine.Database, engine.Clock);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => new OwnerDirectory(number % 2 == 0 ? records : other).AddAsync(OwnerId.Parse("ben"), Cancel)));
        await new OwnerDirectory(other).AddAsync(OwnerId.Parse("ann"), Cancel);

        Assert.Equal(["ann", "ben"], (await new OwnerDirectory(records).ListAsync(Cancel)).Select(owner => owner.Text));
    }

    [Fact]
    public async Task Whoever_opens_a_ledger_or_stores_a_run_lists_its_owner()
    {
        await using var world = await LedgerWorld.NewAsync();
        await new RunBook(world.Records, OwnerId.Parse("ann")).TryAddAsync(
            new Run { Id = "r", ScrapeDate = "2026-03-31", Source = "turo", Status = RunStatus.Queued, CreatedAt = "2026-03-31T10:00:00Z" }, Cancel);

        Assert.Equal(["ann", LedgerWorld.Owner.Text], (await new OwnerDirectory(world.Records).ListAsync(Cancel)).Select(owner => owner.Text));
    }
}
