using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>Which tolls are asked for. Every condition holds.</summary>
public sealed record TollQuery
{
    /// <summary>Taken at or after this instant.</summary>
    public Instant? From { get; init; }

    /// <summary>Taken before this instant.</summary>
    public Instant? To { get; init; }

    /// <summary>Of this car.</summary>
    public string? Vehicle { get; init; }

    /// <summary>That end so: the name of an <see cref="Matching.Outcome"/>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Matched to this trip.</summary>
    public string? Trip { get; init; }

    /// <summary>From this file, by its id.</summary>
    public string? Import { get; init; }

    /// <summary>With this text in plaza, agency, tag, plate, trip or file, in the code of its reason, or in the file's text that the reason repeats; case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>Items of a page.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}

/// <content>Tolls.</content>
public sealed partial class LedgerReader
{
    private static readonly Duration Near = Duration.FromDays(2);

    /// <summary>A toll; null when there is none.</summary>
    public async Task<Projected<TollItem>?> TollAsync(TollKey key, CancellationToken cancellation = default) =>
        await store.GetAsync(key.Of(owner), cancellation).ConfigureAwait(false) is { } item ? Read<TollItem>(item) : null;

    /// <summary>Tolls, the newest first.</summary>
    public async Task<ProjectedPage<TollItem>> TollsAsync(TollQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sources = await SourcesAsync(query, cancellation).ConfigureAwait(false);
        if (Range(query) is { } range)
            sources = [.. sources.Select(source => source with { Range = range })];
        bool Fits(Projected<TollItem> toll) =>
            (query.Outcome is null || toll.Value.Outcome == query.Outcome)
            && (query.Vehicle is null || toll.Value.Vehicle == query.Vehicle)
            && (query.Trip is null || toll.Value.Reservation == query.Trip)
            && (query.Import is null || toll.Value.Import == query.Import)
            && (query.Text is null || Holds(toll.Value, query.Text));
        // Months are read one after the other; a car's tags and plates side by side.
        if (sources.Any(source => source.Source != RecordSource.Partition))
            return await PageAsync<TollItem>(sources, descending: true, query.Limit, query.Cursor, Fits, cancellation).ConfigureAwait(false);
        var (items, cursor, left) = (new List<Projected<TollItem>>(), query.Cursor, query.Limit);
        foreach (var month in sources)
        {
            var page = await PageAsync<TollItem>([month], descending: true, left, cursor, Fits, cancellation).ConfigureAwait(false);
            items.AddRange(page.Items);
            left -= page.Items.Count;
            if (page.Next is not null)
                return new ProjectedPage<TollItem>(items, page.Next);
            // A full page may end with its month: the next one tells whether anything is left.
            if (left == 0)
                return new ProjectedPage<TollItem>(items, month == sources[^1] ? null : items[^1].Sort);
        }

        return new ProjectedPage<TollItem>(items, null);
    }

    /// <summary>Every toll of a month, the oldest first.</summary>
    /// <param name="month">In UTC: <c>2026-03</c>.</param>
    /// <param name="cancellation">Stops.</param>
    public IAsyncEnumerable<Projected<TollItem>> MonthAsync(string month, CancellationToken cancellation = default) =>
        store.ReadAllAsync(Source(RecordSource.Partition, $"TOLL#{month}") with { Limit = StorageLimits.MaxPage }, cancellation).Select(item => Read<TollItem>(item));

    /// <summary>The tolls that a person must decide, the oldest first.</summary>
    public Task<ProjectedPage<TollItem>> ReviewAsync(int limit, string? cursor, CancellationToken cancellation = default) =>
        PageAsync<TollItem>([Source(RecordSource.Index2, "TOLLSTATE#review")], descending: false, limit, cursor, null, cancellation);

    private async Task<IReadOnlyList<RecordQuery>> SourcesAsync(TollQuery query, CancellationToken cancellation)
    {
        if (query.Outcome is "NeedsReview" or "Unmapped" or "Unreadable")
            return [Source(RecordSource.Index2, "TOLLSTATE#review")];
        if (query.Vehicle is { } vehicle)
            return !IsPossible(vehicle) ? [] : await DevicesOfAsync(vehicle, cancellation).ConfigureAwait(false);
        if (query.Trip is { } trip)
            return await AroundAsync(trip, cancellation).ConfigureAwait(false);
        // Which months there are, the keys of their figures tell; the figures themselves are long.
        var months = (await store.ReadAllAsync(Source(RecordSource.Partition, "TOTAL") with { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(total => total.Key.Sort).ToListAsync(cancellation).ConfigureAwait(false)).OrderDescending(StringComparer.Ordinal);
        return
        [
            // "none", the rows without a time, is the last: its sort keys are the lowest.
            .. months.OrderBy(month => month == "none")
                .Where(month => Touches(month, query))
                .Select(month => Source(RecordSource.Partition, $"TOLL#{month}")),
        ];
    }

    private static bool Touches(string month, TollQuery query)
    {
        if (month == "none")
            return query.From is null;
        var newest = query.Cursor is { Length: >= 7 } cursor ? cursor[..7] : null;
        return (newest is null || string.CompareOrdinal(month, newest) <= 0)
            && (query.From is not { } from || string.CompareOrdinal(month, InstantPattern.General.Format(from)[..7]) >= 0)
            && (query.To is not { } to || string.CompareOrdinal(month, InstantPattern.General.Format(to)[..7]) <= 0);
    }

    /// <summary>The tolls that name a tag or plate that is or was on a car.</summary>
    private async Task<IReadOnlyList<RecordQuery>> DevicesOfAsync(string vehicle, CancellationToken cancellation)
    {
        var devices = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Index1, $"VEHICLE#{vehicle}"), cancellation).ConfigureAwait(false))
            devices.Add(item.Key.Sort[..item.Key.Sort.LastIndexOf('#')]);
        if (await store.GetAsync(Key("CAR", vehicle), cancellation).ConfigureAwait(false) is { } car)
            devices.UnionWith(Read<VehicleItem>(car).Value.LabelPlates);
        // Statements show a plate with its state or without.
        devices.UnionWith([.. devices.Where(device => device.StartsWith("PLATE#", StringComparison.Ordinal)).Select(device => $"PLATE#-#{device[(device.LastIndexOf('#') + 1)..]}")]);
        return [.. devices.Select(device => Source(RecordSource.Index1, $"DEVICE#{device}"))];
    }

    /// <summary>The tolls of a trip's cars about the time of the trip.</summary>
    private async Task<IReadOnlyList<RecordQuery>> AroundAsync(string trip, CancellationToken cancellation)
    {
        var sources = new List<RecordQuery>();
        foreach (var stay in await TripAsync(trip, cancellation).ConfigureAwait(false))
        {
            var start = OffsetDateTimePattern.Rfc3339.Parse(stay.Value.Start).Value.ToInstant() - Near;
            var end = OffsetDateTimePattern.Rfc3339.Parse(stay.Value.End).Value.ToInstant() + Near;
            var range = SortRange.Between(InstantPattern.General.Format(start), InstantPattern.General.Format(end));
            sources.AddRange((await DevicesOfAsync(stay.Value.Vehicle, cancellation).ConfigureAwait(false)).Select(source => source with { Range = range }));
        }

        return [.. sources.DistinctBy(source => (source.Partition, source.Range))];
    }

    private static SortRange? Range(TollQuery query) => (query.From, query.To) switch
    {
        (null, null) => null,
        ({ } from, null) => SortRange.AtLeast(InstantPattern.General.Format(from)),
        (null, { } to) => SortRange.AtMost(InstantPattern.General.Format(to)),
        ({ } from, { } to) => SortRange.Between(InstantPattern.General.Format(from), InstantPattern.General.Format(Instant.Max(from, to))),
    };

    private static bool Holds(TollItem toll, string text) =>
        new[] { toll.Plaza, toll.EntryPlaza, toll.Agency, toll.Tag, toll.Plate, toll.Reason.Code.ToString(), toll.Reason.Args?.Trip, toll.Reason.Args?.OtherTrip, toll.Reason.Args?.Text, toll.Reservation, toll.File, toll.Vehicle }
            .Any(part => part is not null && part.Contains(text, StringComparison.OrdinalIgnoreCase));
}
