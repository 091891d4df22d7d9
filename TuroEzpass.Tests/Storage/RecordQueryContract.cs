using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>The behavior of ranges and pages, on every engine.</summary>
public abstract class RecordQueryContract<TEngine> : StorageContract<TEngine>
    where TEngine : StorageEngine, new()
{
    private static readonly string Month = Owner.Partition("TOLL#2024-05");
    private static readonly string Review = Owner.Partition("TOLLSTATE#review");

    [Theory]
    [InlineData(RecordSource.Partition, false)]
    [InlineData(RecordSource.Partition, true)]
    [InlineData(RecordSource.Index1, false)]
    [InlineData(RecordSource.Index1, true)]
    [InlineData(RecordSource.Index2, false)]
    [InlineData(RecordSource.Index2, true)]
    public async Task Pages_show_every_item_once_and_in_order(RecordSource source, bool descending)
    {
        var store = await Engine.RecordsAsync();
        await StoreAsync(store, Enumerable.Range(10, 23).Select(n => $"{n}"));
        await StoreAsync(store, ["11", "12"], partition: Owner.Partition("TOLL#2024-06"), indexed: false);
        var expected = Enumerable.Range(10, 23).Select(n => $"{n}");

        var pages = await PagesAsync(store, new(source, source == RecordSource.Partition ? Month : Review) { Limit = 7, Descending = descending });

        Assert.Equal([7, 7, 7, 2], pages.Select(page => page.Count));
        Assert.Equal(descending ? expected.Reverse() : expected, pages.SelectMany(page => page));
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_token()
    {
        var store = await Engine.RecordsAsync();
        await StoreAsync(store, ["1", "2", "3"]);

        Assert.Null((await store.QueryAsync(new(RecordSource.Partition, Month) { Limit = 3 }, Cancel)).Next);
        Assert.NotNull((await store.QueryAsync(new(RecordSource.Partition, Month) { Limit = 2 }, Cancel)).Next);
    }

    [Theory]
    [InlineData(RecordSource.Partition)]
    [InlineData(RecordSource.Index1)]
    public async Task Ranges_include_their_ends(RecordSource source)
    {
        var store = await Engine.RecordsAsync();
        await StoreAsync(store, ["a", "b", "b#1", "b#2", "b$", "c"]);

        Assert.Equal(["b", "b#1", "b#2", "b$"], await ReadAsync(SortRange.StartingWith("b")));
        Assert.Equal(["b#1", "b#2"], await ReadAsync(SortRange.StartingWith("b#")));
        Assert.Equal(["b#1", "b#2", "b$"], await ReadAsync(SortRange.Between("b#1", "b$")));
        Assert.Equal(["b$", "c"], await ReadAsync(SortRange.AtLeast("b$")));
        Assert.Equal(["a", "b"], await ReadAsync(SortRange.AtMost("b")));
        Assert.Equal(["b$", "b#2", "b#1", "b"], await ReadAsync(SortRange.StartingWith("b"), descending: true));
        Assert.Empty(await ReadAsync(SortRange.StartingWith("bb")));

        async Task<IEnumerable<string>> ReadAsync(SortRange range, bool descending = false) =>
            (await PagesAsync(store, new(source, source == RecordSource.Partition ? Month : Review) { Range = range, Descending = descending, Limit = 2 }))
            .SelectMany(page => page);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sort_keys_are_ordered_by_their_utf8_bytes(bool descending)
    {
        var store = await Engine.RecordsAsync();
        // UTF-16 would sort U+1F600 before U+FF5E, and a dictionary é before z.
        string[] ordered = ["#", "A", "Z", "a", "z", "zz", "é", "ﬀ", "～", "😀", "😁"];
        await StoreAsync(store, ordered.Reverse());
        Assert.Equal(ordered, ordered.Order(Comparer<string>.Create(SortRange.CompareUtf8)));

        var read = (await PagesAsync(store, new(RecordSource.Partition, Month) { Descending = descending, Limit = 3 })).SelectMany(page => page);
        var indexed = (await PagesAsync(store, new(RecordSource.Index1, Review) { Descending = descending, Limit = 3 })).SelectMany(page => page);

        Assert.Equal(descending ? ordered.Reverse() : ordered, read);
        Assert.Equal(descending ? ordered.Reverse() : ordered, indexed);
    }

    [Theory]
    [InlineData(RecordSource.Partition, false)]
    [InlineData(RecordSource.Partition, true)]
    [InlineData(RecordSource.Index2, false)]
    [InlineData(RecordSource.Index2, true)]
    public async Task A_token_still_works_after_its_item_was_deleted(RecordSource source, bool descending)
    {
        var store = await Engine.RecordsAsync();
        await StoreAsync(store, ["1", "2", "3", "4", "5"]);
        var query = new RecordQuery(source, source == RecordSource.Partition ? Month : Review) { Limit = 2, Descending = descending };
        var first = await store.QueryAsync(query, Cancel);

        var last = first.Items[^1];
        Assert.IsType<DeleteResult.Deleted>(await store.DeleteAsync(last.Key, last.Version, Cancel));

        var second = await store.QueryAsync(query with { After = first.Next }, Cancel);
        Assert.Equal(descending ? ["3", "2"] : ["3", "4"], second.Items.Select(item => item.Key.Sort));
    }

    [Fact]
    public async Task A_token_survives_as_text_and_serves_its_own_query_only()
    {
        var store = await Engine.RecordsAsync();
        await StoreAsync(store, ["1", "2", "3"]);
        var query = new RecordQuery(RecordSource.Index1, Review) { Limit = 2 };
        var token = (await store.QueryAsync(query, Cancel)).Next!;

        Assert.True(PageToken.TryParse(token.ToString(), out var parsed));
        Assert.Equal("3", Assert.Single((await store.QueryAsync(query with { After = parsed }, Cancel)).Items).Key.Sort);
        foreach (var other in new[]
        {
            query with { Source = RecordSource.Index2 },
            query with { Partition = OwnerId.Parse("host-2").Partition("TOLLSTATE#review") },
            query with { Range = SortRange.AtLeast("3") },
        })
        {
            Assert.False(parsed.Fits(other));
            await Assert.ThrowsAsync<ArgumentException>(() => store.QueryAsync(other with { After = parsed }, Cancel));
        }
    }

    [Fact]
    public async Task A_page_ends_where_its_bodies_pass_one_megabyte()
    {
        var store = await Engine.RecordsAsync();
        foreach (var sort in new[] { "1", "2", "3", "4", "5", "6" })
            await store.PutAsync(new(new(Month, sort), new byte[300_000]), Expected.Nothing, Cancel);

        var pages = await PagesAsync(store, new(RecordSource.Partition, Month) { Limit = 100 });

        Assert.True(pages.Count > 1);
        Assert.All(pages, page => Assert.InRange(page.Count, 0, 5));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], pages.SelectMany(page => page));
    }

    [Fact]
    public async Task Expired_items_are_skipped_across_pages()
    {
        var store = await Engine.RecordsAsync();
        var soon = Engine.Clock.GetCurrentInstant() + Duration.FromMinutes(1);
        foreach (var n in Enumerable.Range(10, 20))
            await store.PutAsync(new(new(Month, $"{n}"), "x"u8.ToArray()) { ExpiresAt = n % 3 == 0 ? null : soon }, Expected.Nothing, Cancel);
        Engine.Clock.AdvanceMinutes(1);

        var pages = await PagesAsync(store, new(RecordSource.Partition, Month) { Limit = 4 });

        Assert.Equal(["12", "15", "18", "21", "24", "27"], pages.SelectMany(page => page));
    }

    [Fact]
    public async Task An_item_moves_in_an_index_when_its_key_changes()
    {
        var store = await Engine.RecordsAsync();
        var key = new RecordKey(Month, "1");
        var owed = Owner.Partition("TOLLSTATE#owed");
        var version = Assert.IsType<PutResult.Stored>(
            await store.PutAsync(new(key, "x"u8.ToArray()) { Index1 = new(Review, "1") }, Expected.Nothing, Cancel)).Version;

        await store.PutAsync(new(key, "x"u8.ToArray()) { Index1 = new(owed, "1") }, Expected.VersionIs(version), Cancel);

        Assert.Empty((await store.QueryAsync(new(RecordSource.Index1, Review), Cancel)).Items);
        Assert.Equal(key, Assert.Single((await store.QueryAsync(new(RecordSource.Index1, owed), Cancel)).Items).Key);
    }

    private static async Task StoreAsync(IRecordStore store, IEnumerable<string> sorts, string? partition = null, bool indexed = true)
    {
        foreach (var sort in sorts)
        {
            RecordKey? place = indexed ? new(Review, sort) : null;
            Assert.IsType<PutResult.Stored>(await store.PutAsync(
                new(new(partition ?? Month, sort), "x"u8.ToArray()) { Index1 = place, Index2 = place }, Expected.Nothing, Cancel));
        }
    }

    private static async Task<List<List<string>>> PagesAsync(IRecordStore store, RecordQuery query)
    {
        var pages = new List<List<string>>();
        RecordPage page;
        do
        {
            page = await store.QueryAsync(query, Cancel);
            pages.Add([.. page.Items.Select(item => item.Key.Sort)]);
            query = query with { After = page.Next };
            Assert.InRange(pages.Count, 1, 50);
        }
        while (page.Next is not null);
        return pages;
    }
}
