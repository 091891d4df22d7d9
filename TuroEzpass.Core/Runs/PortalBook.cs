using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>What a portal provides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PortalKind>))]
public enum PortalKind
{
    /// <summary>Tolls.</summary>
    Tolls,

    /// <summary>Trips.</summary>
    Trips,
}

/// <summary>A portal that the collector knows, for lists and forms.</summary>
/// <param name="Id">Its id: <c>ezpassny</c>.</param>
/// <param name="Name">The portal's name.</param>
/// <param name="Site">The portal's host name.</param>
/// <param name="Kind">What it provides.</param>
/// <param name="ByPerson">Whether only a person may sign in there, in a browser; then no password is stored.</param>
/// <param name="Evidence">The evidence behind its definition, and when it was last checked: one sentence.</param>
/// <param name="IsVerified">Whether someone checked the definition against the live site.</param>
public sealed record PortalListing(string Id, string Name, string Site, PortalKind Kind, bool ByPerson, string Evidence, bool IsVerified);

/// <summary>The portals that the running collectors know. Collectors write the list when they start, so that services without definitions
/// of their own can name the portals. It contains no owner data.</summary>
public sealed class PortalBook(IRecordStore store)
{
    private const string Partition = "SYS#PORTAL";

    /// <summary>Reads all portals, in the order of their ids; none before a collector has started.</summary>
    public async Task<IReadOnlyList<PortalListing>> ListAsync(CancellationToken cancellation = default) =>
        await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage }, cancellation)
            .Select(Read).ToListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Reads a portal; null if there is none.</summary>
    public async Task<PortalListing?> GetAsync(string id, CancellationToken cancellation = default) =>
        StorageNames.IsName(id) && await store.GetAsync(new RecordKey(Partition, id), cancellation).ConfigureAwait(false) is { } item ? Read(item) : null;

    /// <summary>Replaces the list by what this collector knows. If two start at the same time, the last one wins.</summary>
    public async Task ReplaceAsync(IReadOnlyList<PortalListing> listings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(listings);
        var there = await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage }, cancellation)
            .ToDictionaryAsync(item => item.Key.Sort, cancellationToken: cancellation).ConfigureAwait(false);
        foreach (var listing in listings)
        {
            var known = there.GetValueOrDefault(listing.Id);
            if (known is null || Read(known) != listing)
                await store.PutAsync(new RecordWrite(new RecordKey(Partition, listing.Id), JsonSerializer.SerializeToUtf8Bytes(listing)), known is null ? Expected.Nothing : Expected.VersionIs(known.Version), cancellation).ConfigureAwait(false);
        }

        foreach (var gone in there.Values.Where(item => listings.All(listing => listing.Id != item.Key.Sort)))
            await store.DeleteAsync(gone.Key, gone.Version, cancellation).ConfigureAwait(false);
    }

    private static PortalListing Read(StoredRecord item) => JsonSerializer.Deserialize<PortalListing>(item.Body.Span)!;
}
