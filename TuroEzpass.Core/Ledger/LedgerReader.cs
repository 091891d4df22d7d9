using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Ledger;

/// <summary>An item of the projection.</summary>
/// <param name="Value">The content.</param>
/// <param name="ETag">Changes if and only if the content changes.</param>
/// <param name="Sort">The sort key at which it was read.</param>
public sealed record Projected<T>(T Value, string ETag, string Sort);

/// <summary>A page of the projection.</summary>
/// <param name="Items">The items, in the requested order.</param>
/// <param name="Next">Where the next page starts; null at the end. A page may be short or even empty and still have a next one.</param>
public sealed record ProjectedPage<T>(IReadOnlyList<Projected<T>> Items, string? Next);

/// <summary>Answers queries from an owner's stored projection without opening the ledger. Only what the
/// answer needs is read. <c>docs/access-patterns.md</c> lists the queries and their keys.</summary>
public sealed partial class LedgerReader(IRecordStore store, OwnerId owner)
{
    /// <summary>The most items that are read for one page if the filter is not a key.</summary>
    private const int MostScanned = 2000;
    private const int ETagBytes = 12;
    private const int LongestName = 200;

    /// <summary>The ETag of default settings.</summary>
    internal const string NoETag = "default";

    /// <summary>The ETag of an item: a digest of its content.</summary>
    public static string ETagOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Base64Url.EncodeToString(hash[..ETagBytes]);
    }

    /// <summary>The ETag of a trip's times.</summary>
    /// <param name="stays">The trip's items, from <see cref="TripAsync"/>.</param>
    public static string ETagOfTimes(IEnumerable<Projected<TripItem>> stays) =>
        ETagOf(TimesContent(stays.OrderBy(stay => stay.Sort, StringComparer.Ordinal).Select(stay => stay.ETag)));

    internal static byte[] TimesContent(IEnumerable<string> etags) => Encoding.UTF8.GetBytes(string.Join('\n', etags));

    /// <summary>Changes with every change of the projection. Empty for an empty ledger.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Key("LEDGER", "applied"), cancellation).ConfigureAwait(false) is { } mark ? mark.Version.ToString("x", CultureInfo.InvariantCulture) : "";

    /// <summary>The last upgrade of this ledger; null if there was none.</summary>
    public async Task<LedgerUpgrade?> UpgradeAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Key("LEDGER", "upgrade"), cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<LedgerUpgrade>(item.Body.Span) : null;

    /// <summary>The matching rules.</summary>
    public async Task<Projected<LedgerSettings>> SettingsAsync(CancellationToken cancellation = default)
    {
        if (await store.GetAsync(Key("SETTINGS", "current"), cancellation).ConfigureAwait(false) is not { } item)
            return new Projected<LedgerSettings>(LedgerSettings.Default, NoETag, "");
        var kept = Read<SettingsItem>(item);
        return new Projected<LedgerSettings>(kept.Value.Read(), kept.ETag, "");
    }

    /// <summary>The totals by month, oldest first.</summary>
    public Task<IReadOnlyList<Projected<TotalItem>>> TotalsAsync(CancellationToken cancellation = default) => AllAsync<TotalItem>("TOTAL", cancellation);

    /// <summary>The totals of a month; null if there are none.</summary>
    public async Task<TotalItem?> TotalAsync(string month, CancellationToken cancellation = default) =>
        IsPossible(month) && await store.GetAsync(Key("TOTAL", month), cancellation).ConfigureAwait(false) is { } item ? Read<TotalItem>(item).Value : null;

    /// <summary>The number and sum of claims, by state.</summary>
    public async Task<IReadOnlyDictionary<string, TotalEntry>> ClaimTotalsAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Key("CLAIMTOTAL", "states"), cancellation).ConfigureAwait(false) is { } item
            ? Read<Dictionary<string, TotalEntry>>(item).Value
            : new Dictionary<string, TotalEntry>();

    /// <summary>The cars.</summary>
    public Task<IReadOnlyList<Projected<VehicleItem>>> VehiclesAsync(CancellationToken cancellation = default) => AllAsync<VehicleItem>("CAR", cancellation);

    /// <summary>The tags and plates on cars; the key is <c>TAG#tag#from</c> or <c>PLATE#state#plate#from</c>.</summary>
    public Task<IReadOnlyList<Projected<FleetItem>>> DevicesAsync(CancellationToken cancellation = default) => AllAsync<FleetItem>("FLEET", cancellation);

    /// <summary>Tags and plates that are on no known car.</summary>
    public Task<IReadOnlyList<Projected<UnknownItem>>> UnknownDevicesAsync(CancellationToken cancellation = default) => AllAsync<UnknownItem>("UNKNOWN", cancellation);

    /// <summary>The questions about handovers, oldest first.</summary>
    public Task<ProjectedPage<HandoverItem>> HandoversAsync(int limit, string? cursor, CancellationToken cancellation = default) =>
        PageAsync<HandoverItem>([Source(RecordSource.Partition, "HANDOVER")], descending: false, limit, cursor, null, cancellation);

    /// <summary>Finds an imported file; null if there is none.</summary>
    public async Task<Projected<ImportItem>?> ImportAsync(string sha256, CancellationToken cancellation = default) =>
        IsPossible(sha256) && await store.GetAsync(Key("IMPORT", sha256), cancellation).ConfigureAwait(false) is { } item ? Read<ImportItem>(item) : null;

    /// <summary>The imported files, newest first.</summary>
    public Task<ProjectedPage<ImportItem>> ImportsAsync(int limit, string? cursor, CancellationToken cancellation = default) =>
        PageAsync<ImportItem>([Source(RecordSource.Index1, "IMPORTTIME")], descending: true, limit, cursor, null, cancellation);

    /// <summary>Whether outside text can be part of a key. If it can't, nothing is stored under it.</summary>
    private static bool IsPossible(string text) => text.Length <= LongestName && StorageLimits.IsKey(text);

    private RecordKey Key(string partition, string sort) => new(owner.Partition(partition), sort);

    private RecordQuery Source(RecordSource source, string partition) => new(source, owner.Partition(partition));

    private static Projected<T> Read<T>(StoredRecord item, string? sort = null)
    {
        var content = ProjectionWriter.Content(item);
        return new Projected<T>(JsonSerializer.Deserialize<T>(content, ProjectedItems.Json)!, ETagOf(content), sort ?? item.Key.Sort);
    }

    private async Task<IReadOnlyList<Projected<T>>> AllAsync<T>(string partition, CancellationToken cancellation)
    {
        var items = new List<Projected<T>>();
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Partition, partition) with { Limit = StorageLimits.MaxPage }, cancellation).ConfigureAwait(false))
            items.Add(Read<T>(item));
        return items;
    }

    /// <summary>A page from several sources with the same sort keys, merged in order.</summary>
    /// <param name="sources">The sources; their ranges apply.</param>
    /// <param name="descending">Whether the largest sort key comes first.</param>
    /// <param name="limit">The page size.</param>
    /// <param name="cursor">The sort key to continue after.</param>
    /// <param name="filter">Which items to include; null for all.</param>
    private async Task<ProjectedPage<T>> PageAsync<T>(
        IReadOnlyList<RecordQuery> sources, bool descending, int limit, string? cursor, Func<Projected<T>, bool>? filter, CancellationToken cancellation)
    {
        var readers = new List<IAsyncEnumerator<StoredRecord>>();
        try
        {
            var heads = new PriorityQueue<int, string>(Comparer<string>.Create((one, other) => descending ? SortRange.CompareUtf8(other, one) : SortRange.CompareUtf8(one, other)));
            foreach (var source in sources)
            {
                if (Beyond(source, descending, limit, cursor) is not { } query)
                    continue;
                readers.Add(store.ReadAllAsync(query, cancellation).GetAsyncEnumerator(cancellation));
                await AdvanceAsync(readers.Count - 1).ConfigureAwait(false);
            }

            var page = new List<Projected<T>>();
            string? last = null;
            for (var scanned = 0; heads.TryDequeue(out var reader, out var sort); scanned++)
            {
                if (page.Count == limit || scanned == MostScanned)
                    return new ProjectedPage<T>(page, last);
                last = sort;
                if (sort != cursor && Read<T>(readers[reader].Current, sort) is var item && (filter is null || filter(item)))
                    page.Add(item);
                await AdvanceAsync(reader).ConfigureAwait(false);
            }

            return new ProjectedPage<T>(page, null);

            async Task AdvanceAsync(int reader)
            {
                if (await readers[reader].MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(reader, SortIn(readers[reader].Current, sources[0].Source));
            }
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string SortIn(StoredRecord item, RecordSource source) => source switch
    {
        RecordSource.Index1 => item.Index1!.Value.Sort,
        RecordSource.Index2 => item.Index2!.Value.Sort,
        _ => item.Key.Sort,
    };

    /// <summary>A source from the cursor on; null if it lies entirely before the cursor.</summary>
    private static RecordQuery? Beyond(RecordQuery source, bool descending, int limit, string? cursor)
    {
        var query = source with { Descending = descending, Limit = Math.Min(StorageLimits.MaxPage, limit + 2) };
        if (cursor is null)
            return query;
        var range = source.Range;
        if (descending)
        {
            var through = range.Through is { } end && SortRange.CompareUtf8(end, cursor) < 0 ? end : cursor;
            return range.From is { } from && SortRange.CompareUtf8(from, through) > 0 ? null
                : query with { Range = range.From is { } start ? SortRange.Between(start, through) : SortRange.AtMost(through) };
        }

        var first = range.From is { } begin && SortRange.CompareUtf8(begin, cursor) > 0 ? begin : cursor;
        return range.Through is { } last && SortRange.CompareUtf8(first, last) > 0 ? null
            : query with { Range = range.Through is { } stop ? SortRange.Between(first, stop) : SortRange.AtLeast(first) };
    }
}
