using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>A stored alert.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Version">The version at which it was read.</param>
public sealed record StoredAlert(Alert Alert, long Version);

/// <summary>The alerts of an owner, or of the system. Resolved alerts are kept for 90 days.</summary>
/// <param name="store">The store.</param>
/// <param name="owner">The owner; null for operator alerts, which name no guest.</param>
public sealed class AlertBook(IRecordStore store, OwnerId? owner)
{
    private static readonly Duration Kept = Duration.FromDays(90);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private string Partition => owner is { } its ? its.Partition("ALERT") : "SYS#ALERT";

    /// <summary>Reads all alerts.</summary>
    public async Task<IReadOnlyList<StoredAlert>> ListAsync(CancellationToken cancellation = default) =>
        await store.ReadAllAsync(new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage }, cancellation).Select(Read).ToListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Reads an alert; null if there is none.</summary>
    public async Task<StoredAlert?> GetAsync(string id, CancellationToken cancellation = default) =>
        id is { Length: > 0 and <= 200 } && StorageLimits.IsKey(id) && await store.GetAsync(new RecordKey(Partition, id), cancellation).ConfigureAwait(false) is { } item ? Read(item) : null;

    /// <summary>Stores an alert if the stored one has not changed since it was read.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="before">The alert as it was read; null if there was none.</param>
    /// <returns>Null if another writer was faster.</returns>
    public async Task<StoredAlert?> TryPutAsync(Alert alert, StoredAlert? before, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var write = new RecordWrite(new RecordKey(Partition, alert.Id), JsonSerializer.SerializeToUtf8Bytes(alert, Json))
        {
            ExpiresAt = alert.ResolvedAt is { } ended ? InstantPattern.General.Parse(ended).Value + Kept : null,
        };
        return await store.PutAsync(write, before is null ? Expected.Nothing : Expected.VersionIs(before.Version), cancellation).ConfigureAwait(false) is PutResult.Stored stored
            ? new StoredAlert(alert, stored.Version)
            : null;
    }

    /// <summary>Removes an alert that was never opened.</summary>
    public async Task<bool> TryForgetAsync(StoredAlert alert, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return await store.DeleteAsync(new RecordKey(Partition, alert.Alert.Id), alert.Version, cancellation).ConfigureAwait(false) is DeleteResult.Deleted;
    }

    /// <summary>Acknowledges an alert.</summary>
    /// <returns>The acknowledged alert; null if there is no open one.</returns>
    public async Task<Alert?> AcknowledgeAsync(string id, Instant now, string by, CancellationToken cancellation = default)
    {
        while (await GetAsync(id, cancellation).ConfigureAwait(false) is { Alert.IsOpen: true } there)
        {
            if (there.Alert.State == AlertState.Acknowledged)
                return there.Alert;
            if (await TryPutAsync(there.Alert.Acknowledge(now, by), there, cancellation).ConfigureAwait(false) is { } stored)
                return stored.Alert;
        }

        return null;
    }

    private static StoredAlert Read(StoredRecord item) => new(JsonSerializer.Deserialize<Alert>(item.Body.Span, Json)!, item.Version);
}
