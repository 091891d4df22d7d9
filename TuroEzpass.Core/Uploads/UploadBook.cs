using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Uploads;

/// <summary>An owner's uploads. A finished one is kept for only some days, because the ledger has it.</summary>
public sealed class UploadBook(IRecordStore store, OwnerId owner)
{
    private static readonly Duration DoneStays = Duration.FromDays(7);
    private static readonly InstantPattern Moments = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Reads an upload and its version; null if there is none.</summary>
    public async Task<(Upload Upload, long Version)?> GetAsync(string id, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(id), cancellation).ConfigureAwait(false) is { } item ? (Read(item), item.Version) : null;

    /// <summary>Stores a new upload.</summary>
    /// <returns>Its version; null if one exists already.</returns>
    public async Task<long?> TryAddAsync(Upload upload, Instant now, CancellationToken cancellation = default) =>
        await store.PutAsync(Write(upload, now), Expected.Nothing, cancellation).ConfigureAwait(false) is PutResult.Stored stored ? stored.Version : null;

    /// <summary>Stores the new state of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="version">The version it was read at.</param>
    /// <param name="now">The current time, to compute the expiry of a finished one.</param>
    /// <returns>The new version; null if it has changed meanwhile: read it again.</returns>
    public async Task<long?> TryUpdateAsync(Upload upload, long version, Instant now, CancellationToken cancellation = default) =>
        await store.PutAsync(Write(upload, now), Expected.VersionIs(version), cancellation).ConfigureAwait(false) is PutResult.Stored stored ? stored.Version : null;

    /// <summary>Changes the current state of an upload.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Computes the new state; null to leave it unchanged.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The upload after the change; null if there is none.</returns>
    public async Task<Upload?> ChangeAsync(string id, Func<Upload, Upload?> change, Instant now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (await GetAsync(id, cancellation).ConfigureAwait(false) is var (upload, version))
        {
            if (change(upload) is not { } next || next == upload)
                return upload;
            if (await TryUpdateAsync(next, version, now, cancellation).ConfigureAwait(false) is not null)
                return next;
        }

        return null;
    }

    /// <summary>Deletes an upload if it has not changed since it was read.</summary>
    /// <returns>False if it has changed.</returns>
    public async Task<bool> TryForgetAsync(string id, long version, CancellationToken cancellation = default) =>
        await store.DeleteAsync(Key(id), version, cancellation).ConfigureAwait(false) is not DeleteResult.Conflict;

    /// <summary>The unfinished uploads, newest first.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<IReadOnlyList<(Upload Upload, long Version)>> WaitingAsync(int limit, CancellationToken cancellation = default)
    {
        var query = new RecordQuery(RecordSource.Index1, owner.Partition("UPLOADTIME")) { Descending = true, Limit = limit };
        var page = await store.QueryAsync(query, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select(item => (Read(item), item.Version))];
    }

    /// <summary>A time in the format of uploads: always with a fraction, so that text order is time order.</summary>
    public static string Text(Instant instant) => Moments.Format(instant);

    private static Upload Read(StoredRecord item) => JsonSerializer.Deserialize<Upload>(item.Body.Span, Json)!;

    private RecordKey Key(string id) => new(owner.Partition("UPLOAD"), id);

    private RecordWrite Write(Upload upload, Instant now) => new(Key(upload.Id), JsonSerializer.SerializeToUtf8Bytes(upload, Json))
    {
        Index1 = upload.Status == UploadStatus.Done ? null : new RecordKey(owner.Partition("UPLOADTIME"), $"{upload.At}#{upload.Id}"),
        ExpiresAt = upload.Status == UploadStatus.Done ? now + DoneStays : null,
    };
}
