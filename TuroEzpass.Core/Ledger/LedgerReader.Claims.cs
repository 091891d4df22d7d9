using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <content>Trips and claims.</content>
public sealed partial class LedgerReader
{
    /// <summary>Finds a trip by its reservation: one item, or several if files contradict each other or the car was changed, or none if
    /// it is unknown.</summary>
    public async Task<IReadOnlyList<Projected<TripItem>>> TripAsync(string reservation, CancellationToken cancellation = default)
    {
        var items = new List<Projected<TripItem>>();
        if (!IsPossible(reservation))
            return items;
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Partition, "TRIP") with { Range = SortRange.StartingWith($"{reservation}#") }, cancellation).ConfigureAwait(false))
            items.Add(Read<TripItem>(item));
        return items;
    }

    /// <summary>The versions of a trip in the trips files, oldest first.</summary>
    public async Task<IReadOnlyList<Projected<TripVersionItem>>> TripVersionsAsync(string reservation, CancellationToken cancellation = default) =>
        !IsPossible(reservation) ? [] : await AllAsync<TripVersionItem>($"TRIPLOG#{reservation}", cancellation).ConfigureAwait(false);

    /// <summary>Trips, latest start first.</summary>
    /// <param name="vehicle">Only of this car; null for all.</param>
    /// <param name="limit">The page size.</param>
    /// <param name="cursor">Where the last page ended.</param>
    public Task<ProjectedPage<TripItem>> TripsAsync(string? vehicle, int limit, string? cursor, CancellationToken cancellation = default) =>
        PageAsync<TripItem>(
            vehicle is null ? [Source(RecordSource.Index1, "TRIPSTART")] : IsPossible(vehicle) ? [Source(RecordSource.Index2, $"TRIPVEHICLE#{vehicle}")] : [],
            descending: true, limit, cursor, null, cancellation);

    /// <summary>The trips that start between two times, earliest first.</summary>
    public async Task<IReadOnlyList<Projected<TripItem>>> TripsStartingAsync(Instant from, Instant to, CancellationToken cancellation = default)
    {
        var items = new List<Projected<TripItem>>();
        var range = SortRange.Between(InstantPattern.General.Format(from), InstantPattern.General.Format(Instant.Max(from, to)));
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Index1, "TRIPSTART") with { Range = range }, cancellation).ConfigureAwait(false))
            items.Add(Read<TripItem>(item));
        return items;
    }

    /// <summary>Finds a claim, draft or approved; null if there is none.</summary>
    public async Task<Projected<ClaimItem>?> ClaimAsync(string id, CancellationToken cancellation = default) =>
        IsPossible(id) && await store.GetAsync(Key("CLAIM", id), cancellation).ConfigureAwait(false) is { } item ? Read<ClaimItem>(item) : null;

    /// <summary>The claims of a trip.</summary>
    public async Task<IReadOnlyList<Projected<ClaimItem>>> ClaimsOfAsync(string reservation, CancellationToken cancellation = default)
    {
        var items = new List<Projected<ClaimItem>>();
        if (!IsPossible(reservation))
            return items;
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Index2, $"CLAIMTRIP#{reservation}"), cancellation).ConfigureAwait(false))
            items.Add(Read<ClaimItem>(item));
        return items;
    }

    /// <summary>How far the statements reach: the last day on which a row was posted or driven; null without statements.</summary>
    public async Task<LocalDate?> ReachAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Key("CLAIMTOTAL", "reach"), cancellation).ConfigureAwait(false) is { } item ? LocalDatePattern.Iso.Parse(Read<ReachItem>(item).Value.Through).Value : null;

    /// <summary>The claims with tolls that were corrected later: their guests are owed a refund. At most 1,000.</summary>
    public async Task<IReadOnlyList<Projected<ClaimItem>>> RefundsAsync(CancellationToken cancellation = default)
    {
        var claims = new List<Projected<ClaimItem>>();
        if (await store.GetAsync(Key("CLAIMTOTAL", "refunds"), cancellation).ConfigureAwait(false) is not { } list)
            return claims;
        foreach (var id in Read<List<string>>(list).Value)
        {
            if (await ClaimAsync(id, cancellation).ConfigureAwait(false) is { } claim)
                claims.Add(claim);
        }

        return claims;
    }

    /// <summary>Claims by last day to file, nearest first.</summary>
    /// <param name="states">In these states; ready drafts count as drafts.</param>
    /// <param name="fromDay">To file on or after this day: <c>2026-03-31</c>.</param>
    /// <param name="throughDay">To file on or before this day.</param>
    /// <param name="limit">The page size.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="latestFirst">Whether to return the latest day first.</param>
    public Task<ProjectedPage<ClaimItem>> ClaimsAsync(
        IEnumerable<LedgerClaimState> states, string? fromDay, string? throughDay, int limit, string? cursor, bool latestFirst = false, CancellationToken cancellation = default)
    {
        // Sort keys are a day and the claim: "~" sorts after every claim of a day.
        var range = (fromDay, throughDay) switch
        {
            (null, null) => SortRange.All,
            ({ } from, null) => SortRange.AtLeast(from),
            (null, { } through) => SortRange.AtMost($"{through}~"),
            ({ } from, { } through) => SortRange.Between(from, $"{through}~"),
        };
        return PageAsync<ClaimItem>(
            [.. states.Select(state => Source(RecordSource.Index1, $"CLAIMSTATE#{state}") with { Range = range })], descending: latestFirst, limit, cursor, null, cancellation);
    }
}
