using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <summary>The filter and page of a toll query. Every condition must be true.</summary>
public sealed record TollQuery
{
    /// <summary>At or after this time.</summary>
    public Instant? From { get; init; }

    /// <summary>Before this time.</summary>
    public Instant? To { get; init; }

    /// <summary>Of this car.</summary>
    public string? Vehicle { get; init; }

    /// <summary>With this outcome: the name of an <see cref="Matching.Outcome"/>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Matched to this trip.</summary>
    public string? Trip { get; init; }

    /// <summary>From this file, by its id.</summary>
    public string? Import { get; init; }

    /// <summary>With this text in plaza, agency, tag, plate, trip, file, the reason's code, or the statement's text quoted in the reason; case is ignored.</summary>
    public string? Text { get; init; }

    /// <summary>The page size.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}

/// <content>Tolls.</content>
public sealed partial class LedgerReader
{
    private static readonly Duration Near = Duration.FromDays(2);

    /// <summary>Finds a toll; null if there is none.</summary>
    public async Task<Projected<TollItem>?> TollAsync(TollKey key, CancellationToken cancellation = default) =>
        await store.GetAsync(key.Of(owner), cancellation).ConfigureAwait(false) is { } item ? Read<TollItem>(item) : null;

    /// <summary>Tolls, newest first.</summary>
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
        // Months are read one after the other; the tags and plates of a car are read in parallel.
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
            // A full page may end with its month: only the next month shows whether anything is left.
            if (left == 0)
                return new ProjectedPage<TollItem>(items, month == sources[^1] ? null : items[^1].Sort);
        }

        return new ProjectedPage<TollItem>(items, null);
    }

    /// <summary>Every toll of a month, oldest first.</summary>
    /// <param name="month">In UTC: <c>2026-03</c>.</param>
    public IAsyncEnumerable<Projected<TollItem>> MonthAsync(string month, CancellationToken cancellation = default) =>
        store.ReadAllAsync(Source(RecordSource.Partition, $"TOLL#{month}") with { Limit = StorageLimits.MaxPage }, cancellation).Select(item => Read<TollItem>(item));

    /// <summary>The tolls awaiting review, oldest first.</summary>
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
        // The keys of the totals show which months exist; the totals themselves are large.
        var months = (await store.ReadAllAsync(Source(RecordSource.Partition, "TOTAL") with { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(total => total.Key.Sort).ToListAsync(cancellation).ConfigureAwait(false)).OrderDescending(StringComparer.Ordinal);
        return
        [
            // "none", the rows without a time, comes last: its sort keys are the lowest.
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

    /// <summary>The tolls with a tag or plate that is or was on a car.</summary>
    private async Task<IReadOnlyList<RecordQuery>> DevicesOfAsync(string vehicle, CancellationToken cancellation)
    {
        var devices = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Index1, $"VEHICLE#{vehicle}"), cancellation).ConfigureAwait(false))
            devices.Add(item.Key.Sort[..item.Key.Sort.LastIndexOf('#')]);
        if (await store.GetAsync(Key("CAR", vehicle), cancellation).ConfigureAwait(false) is { } car)
            devices.UnionWith(Read<VehicleItem>(car).Value.LabelPlates);
        // Statements show a plate with or without its state.
        devices.UnionWith([.. devices.Where(device => device.StartsWith("PLATE#", StringComparison.Ordinal)).Select(device => $"PLATE#-#{device[(device.LastIndexOf('#') + 1)..]}")]);
        return [.. devices.Select(device => Source(RecordSource.Index1, $"DEVICE#{device}"))];
    }

    /// <summary>The tolls of a trip's cars around the time of the trip.</summary>
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
