using System.Text;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>The behavior of single items, on every engine.</summary>
public abstract class RecordStoreContract<TEngine> : StorageContract<TEngine>
    where TEngine : StorageEngine, new()
{
    private static readonly RecordKey May = new(Owner.Partition("TOLL#2024-05"), "2024-05-03T14:05:00Z#a1");

    [Fact]
    public async Task An_item_comes_back_as_it_was_put()
    {
        var store = await Engine.RecordsAsync();
        var expires = Instant.FromUnixTimeSeconds(Engine.Clock.GetCurrentInstant().ToUnixTimeSeconds() + 3600);
        var item = Toll("""{"plaza":"Größe 😀"}""") with
        {
            Index1 = new(Owner.Partition("DEVICE#TAG#0041"), "2024-05-03T14:05:00Z#a1"),
            Index2 = new(Owner.Partition("TOLLSTATE#review"), "2024-05-03T14:05:00Z#a1"),
            ExpiresAt = expires,
        };

        var stored = Assert.IsType<PutResult.Stored>(await store.PutAsync(item, Expected.Nothing, Cancel));

        var read = await store.GetAsync(May, Cancel);
        Assert.NotNull(read);
        Assert.Equal((May, stored.Version, item.Index1, item.Index2, (Instant?)expires), (read.Key, read.Version, read.Index1, read.Index2, read.ExpiresAt));
        Assert.Equal(item.Body.ToArray(), read.Body.ToArray());
    }

    [Fact]
    public async Task A_missing_item_is_not_found()
    {
        var store = await Engine.RecordsAsync();

        Assert.Null(await store.GetAsync(May, Cancel));
        Assert.Equal(new PutResult.Conflict(null), await store.PutAsync(Toll("{}"), Expected.VersionIs(1), Cancel));
        Assert.IsType<DeleteResult.Missing>(await store.DeleteAsync(May, 1, Cancel));
    }

    [Fact]
    public async Task Creating_what_exists_is_a_conflict_that_names_its_version()
    {
        var store = await Engine.RecordsAsync();
        var version = await CreateAsync(store, "first");

        Assert.Equal(new PutResult.Conflict(version), await store.PutAsync(Toll("second"), Expected.Nothing, Cancel));
        Assert.Equal("first", Text(await store.GetAsync(May, Cancel)));
    }

    [Fact]
    public async Task The_expected_version_lets_a_put_replace_everything()
    {
        var store = await Engine.RecordsAsync();
        var indexed = Toll("first") with { Index1 = new(Owner.Partition("DEVICE#TAG#1"), "x"), ExpiresAt = Engine.Clock.GetCurrentInstant() + Duration.FromDays(1) };
        var first = Assert.IsType<PutResult.Stored>(await store.PutAsync(indexed, Expected.Nothing, Cancel)).Version;

        var second = Assert.IsType<PutResult.Stored>(await store.PutAsync(Toll("second"), Expected.VersionIs(first), Cancel)).Version;

        Assert.True(second > first);
        var read = await store.GetAsync(May, Cancel);
        Assert.Equal(("second", second, null, null), (Text(read), read!.Version, read.Index1, read.ExpiresAt));
        Assert.Empty((await store.QueryAsync(new(RecordSource.Index1, Owner.Partition("DEVICE#TAG#1")), Cancel)).Items);
    }

    [Fact]
    public async Task A_stale_version_changes_nothing()
    {
        var store = await Engine.RecordsAsync();
        var first = await CreateAsync(store, "first");
        var second = Assert.IsType<PutResult.Stored>(await store.PutAsync(Toll("second"), Expected.VersionIs(first), Cancel)).Version;

        Assert.Equal(new PutResult.Conflict(second), await store.PutAsync(Toll("third"), Expected.VersionIs(first), Cancel));
        Assert.Equal(new DeleteResult.Conflict(second), await store.DeleteAsync(May, first, Cancel));
        Assert.Equal("second", Text(await store.GetAsync(May, Cancel)));
    }

    [Fact]
    public async Task A_deleted_item_is_gone_and_its_versions_never_return()
    {
        var store = await Engine.RecordsAsync();
        var first = await CreateAsync(store, "first");

        Assert.IsType<DeleteResult.Deleted>(await store.DeleteAsync(May, first, Cancel));
        Assert.Null(await store.GetAsync(May, Cancel));
        Assert.IsType<DeleteResult.Missing>(await store.DeleteAsync(May, first, Cancel));

        var again = await CreateAsync(store, "again");
        Assert.NotEqual(first, again);
        Assert.Equal(new PutResult.Conflict(again), await store.PutAsync(Toll("late"), Expected.VersionIs(first), Cancel));
    }

    [Fact]
    public async Task Of_sixty_writers_with_one_expectation_exactly_one_wins()
    {
        var store = await Engine.RecordsAsync();
        var creations = await RaceAsync(Expected.Nothing);
        var created = Assert.Single(creations.OfType<PutResult.Stored>());

        var updates = await RaceAsync(Expected.VersionIs(created.Version));
        var updated = Assert.Single(updates.OfType<PutResult.Stored>());

        Assert.Equal(59, updates.OfType<PutResult.Conflict>().Count(conflict => conflict.CurrentVersion == updated.Version));
        Assert.Equal(Array.IndexOf(updates, updated), int.Parse(Text(await store.GetAsync(May, Cancel)), null));

        Task<PutResult[]> RaceAsync(Expected expected) => Task.WhenAll(Enumerable.Range(0, 60).Select(
            writer => Task.Run(() => store.PutAsync(Toll($"{writer}"), expected, Cancel), Cancel)));
    }

    [Fact]
    public async Task An_expired_item_does_not_exist_for_any_operation()
    {
        var store = await Engine.RecordsAsync();
        var index = new RecordKey(Owner.Partition("TOLLSTATE#review"), "x");
        var item = Toll("short") with { Index2 = index, ExpiresAt = Engine.Clock.GetCurrentInstant() + Duration.FromMinutes(5) };
        var version = Assert.IsType<PutResult.Stored>(await store.PutAsync(item, Expected.Nothing, Cancel)).Version;
        Assert.NotNull(await store.GetAsync(May, Cancel));

        Engine.Clock.AdvanceMinutes(5);

        Assert.Null(await store.GetAsync(May, Cancel));
        Assert.Empty((await store.QueryAsync(new(RecordSource.Partition, May.Partition), Cancel)).Items);
        Assert.Empty((await store.QueryAsync(new(RecordSource.Index2, index.Partition), Cancel)).Items);
        Assert.Equal(new PutResult.Conflict(null), await store.PutAsync(item, Expected.VersionIs(version), Cancel));
        Assert.IsType<DeleteResult.Missing>(await store.DeleteAsync(May, version, Cancel));
        Assert.NotEqual(version, await CreateAsync(store, "second"));
        Assert.Equal("second", Text(await store.GetAsync(May, Cancel)));
    }

    [Fact]
    public async Task A_batch_stores_all_its_items_and_may_be_repeated()
    {
        var store = await Engine.RecordsAsync();
        var batch = Enumerable.Range(1, 25).Select(row => Row(row, $"row {row}")).ToList();

        await store.PutBatchAsync(batch, Cancel);
        await store.PutBatchAsync([.. batch.Select(item => item with { Body = "again"u8.ToArray() })], Cancel);

        var page = await store.QueryAsync(new(RecordSource.Partition, batch[0].Key.Partition), Cancel);
        Assert.Equal(25, page.Items.Count);
        Assert.All(page.Items, item => Assert.Equal("again", Text(item)));
    }

    [Fact]
    public async Task A_whole_file_is_staged_and_read_back_in_order()
    {
        var store = await Engine.RecordsAsync();

        await store.PutAllAsync(Enumerable.Range(1, 260).Select(row => Row(row, $"{row}")), Cancel);

        var rows = new List<string>();
        await foreach (var item in store.ReadAllAsync(new(RecordSource.Partition, Owner.Partition("ROW#abc")) { Limit = 100 }, Cancel)) rows.Add(Text(item));
        Assert.Equal(Enumerable.Range(1, 260).Select(row => $"{row}"), rows);
    }

    [Fact]
    public async Task Many_items_are_put_each_by_its_own_condition()
    {
        var store = await Engine.RecordsAsync();
        var taken = Assert.IsType<PutResult.Stored>(await store.PutAsync(Row(7, "taken"), Expected.Nothing, Cancel)).Version;

        var answers = await store.PutEachAsync([.. Enumerable.Range(0, 80).Select(row => (Row(row, "mine"), Expected.Nothing))], Cancel);

        Assert.Equal(new PutResult.Conflict(taken), answers[7]);
        Assert.Equal(79, answers.OfType<PutResult.Stored>().Count());
        Assert.Equal("taken", Text(await store.GetAsync(Row(7, "").Key, Cancel)));
    }

    [Fact]
    public async Task The_largest_item_fits()
    {
        var store = await Engine.RecordsAsync();
        var partition = Owner.Partition(new string('p', StorageLimits.MaxKeyBytes - Owner.Partition("").Length));
        var place = new RecordKey(partition, new string('s', StorageLimits.MaxKeyBytes));
        var item = new RecordWrite(place, new byte[StorageLimits.MaxBodyBytes])
        {
            Index1 = place,
            Index2 = place,
            ExpiresAt = Engine.Clock.GetCurrentInstant() + Duration.FromDays(1),
        };

        Assert.IsType<PutResult.Stored>(await store.PutAsync(item, Expected.Nothing, Cancel));

        Assert.Equal(StorageLimits.MaxBodyBytes, (await store.GetAsync(item.Key, Cancel))!.Body.Length);
    }

    [Fact]
    public async Task A_callers_mistake_is_refused_before_anything_is_stored()
    {
        var store = await Engine.RecordsAsync();
        var other = OwnerId.Parse("host-2");

        await RefusedAsync(Toll("x") with { Key = new("TOLL#2024-05", "a") });
        await RefusedAsync(Toll("x") with { Key = May with { Sort = "" } });
        await RefusedAsync(Toll("x") with { Key = May with { Sort = new string('s', 1025) } });
        await RefusedAsync(Toll("x") with { Body = new byte[StorageLimits.MaxBodyBytes + 1] });
        await RefusedAsync(Toll("x") with { Index1 = new(other.Partition("TOLLSTATE#review"), "a") });
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutBatchAsync([Row(1, "a"), Row(1, "b")], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutBatchAsync([.. Enumerable.Range(1, 26).Select(row => Row(row, "x"))], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.QueryAsync(new(RecordSource.Partition, May.Partition) { Limit = 1001 }, Cancel));
        Assert.Empty((await store.QueryAsync(new(RecordSource.Partition, Owner.Partition("ROW#abc")), Cancel)).Items);

        async Task RefusedAsync(RecordWrite item) =>
            await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(item, Expected.Nothing, Cancel));
    }

    private static RecordWrite Toll(string body) => new(May, Encoding.UTF8.GetBytes(body));

    private static RecordWrite Row(int row, string body) => new(new(Owner.Partition("ROW#abc"), $"{row:00000000}"), Encoding.UTF8.GetBytes(body));

    private static string Text(StoredRecord? item) => Encoding.UTF8.GetString(item!.Body.Span);

    private static async Task<long> CreateAsync(IRecordStore store, string body) =>
        Assert.IsType<PutResult.Stored>(await store.PutAsync(Toll(body), Expected.Nothing, Cancel)).Version;
}
