using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>An item and its version.</summary>
internal sealed record Kept<T>(T Value, long Version);

/// <summary>The <c>SYS#</c> items about people, stored as JSON. Every put is conditional; it returns the new version, or null if the item
/// was changed by someone else.</summary>
internal sealed class AccessStore(IRecordStore records)
{
    public async Task<Kept<T>?> GetAsync<T>(RecordKey key, CancellationToken cancellation) =>
        await records.GetAsync(key, cancellation) is { } there ? Read<T>(there) : null;

    public async Task<long?> PutAsync<T>(
        RecordKey key, T value, long version, CancellationToken cancellation, RecordKey? index = null, DateTimeOffset? expires = null)
    {
        var item = new RecordWrite(key, JsonSerializer.SerializeToUtf8Bytes(value))
        {
            Index1 = index,
            ExpiresAt = expires is { } at ? Instant.FromDateTimeOffset(at) : null,
        };
        var expected = version == 0 ? Expected.Nothing : Expected.VersionIs(version);
        return await records.PutAsync(item, expected, cancellation) is PutResult.Stored stored ? stored.Version : null;
    }

    /// <summary>Deletes it if it still has this version.</summary>
    public async Task<bool> DeleteAsync(RecordKey key, long version, CancellationToken cancellation) =>
        await records.DeleteAsync(key, version, cancellation) is not DeleteResult.Conflict;

    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation) => records.QueryAsync(query, cancellation);

    public static Kept<T> Read<T>(StoredRecord there) => new(JsonSerializer.Deserialize<T>(there.Body.Span)!, there.Version);
}
