using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <content>Trips and claims.</content>
public sealed partial class LedgerReader
{
    /// <summary>A trip by its reservation: one item, several where files contradict each other or the car was changed, none where
    /// it is not known.</summary>
    public async Task<IReadOnlyList<Projected<TripItem>>> TripAsync(string reservation, CancellationToken cancellation = default)
    {
        var items = new List<Projected<TripItem>>();
        if (!IsPossible(reservation))
            return items;
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Partition, "TRIP") with { Range = SortRange.StartingWith($"{reservation}#") }, cancellation).ConfigureAwait(false))
            items.Add(Read<TripItem>(item));
        return items;
    }

    /// <summary>What the trips files told of a reservation, the oldest first.</summary>
    public async Task<IReadOnlyList<Projected<TripVersionItem>>> TripVersionsAsync(string reservation, CancellationToken cancellation = default) =>
        !IsPossible(reservation) ? [] : await AllAsync<TripVersionItem>($"TRIPLOG#{reservation}", cancellation).ConfigureAwait(false);

    /// <summary>Trips, the latest start first.</summary>
    /// <param name="vehicle">Of this car; of all when null.</param>
    /// <param name="limit">Items of the page.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ProjectedPage<TripItem>> TripsAsync(string? vehicle, int limit, string? cursor, CancellationToken cancellation = default) =>
        PageAsync<TripItem>(
            vehicle is null ? [Source(RecordSource.Index1, "TRIPSTART")] : IsPossible(vehicle) ? [Source(RecordSource.Index2, $"TRIPVEHICLE#{vehicle}")] : [],
            descending: true, limit, cursor, null, cancellation);

    /// <summary>The trips that start between two instants, the earliest first.</summary>
    public async Task<IReadOnlyList<Projected<TripItem>>> TripsStartingAsync(Instant from, Instant to, CancellationToken cancellation = default)
    {
        var items = new List<Projected<TripItem>>();
        var range = SortRange.Between(InstantPattern.General.Format(from), InstantPattern.General.Format(Instant.Max(from, to)));
        await foreach (var item in store.ReadAllAsync(Source(RecordSource.Index1, "TRIPSTART") with { Range = range }, cancellation).ConfigureAwait(false))
            items.Add(Read<TripItem>(item));
        return items;
    }

    /// <summary>A claim, draft or approved; null when there is none.</summary>
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

    /// <summary>How far the statements reach: the last day on which a row was posted or driven; null without a statement.</summary>
    public async Task<LocalDate?> ReachAsync(CancellationToken cancellation = default) =>
        await store.GetAsync(Key("CLAIMTOTAL", "reach"), cancellation).ConfigureAwait(false) is { } item ? LocalDatePattern.Iso.Parse(Read<ReachItem>(item).Value.Through).Value : null;

    /// <summary>The claims whose tolls were corrected since: their guests are to be paid back. At most 1,000.</summary>
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

    /// <summary>Claims by the last day to file them, the nearest first.</summary>
    /// <param name="states">In these states; drafts that are ready count as drafts.</param>
    /// <param name="fromDay">To be filed on this day or later: <c>2026-03-31</c>.</param>
    /// <param name="throughDay">To be filed on this day at the latest.</param>
    /// <param name="limit">Items of the page.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="latestFirst">The other way round: the furthest day first.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<ProjectedPage<ClaimItem>> ClaimsAsync(
        IEnumerable<LedgerClaimState> states, string? fromDay, string? throughDay, int limit, string? cursor, bool latestFirst = false, CancellationToken cancellation = default)
    {
        // Sort keys are a day and the claim: "~" comes after every one of a day.
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
