using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>How a channel does.</summary>
/// <param name="SentAt">When something was sent last, in UTC; null for never.</param>
/// <param name="FailedAt">When sending failed last; null where it has not since.</param>
/// <param name="Error">Why, for people.</param>
public sealed record ChannelHealth(string? SentAt, string? FailedAt, string? Error);

/// <summary>How the channels of an owner, or of the operators, do. It is told to people and decides nothing.</summary>
/// <param name="store">The store.</param>
/// <param name="owner">The owner; null for the operators.</param>
public sealed class ChannelBook(IRecordStore store, OwnerId? owner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private string Partition => owner is { } its ? its.Partition("NOTIFY") : "SYS#NOTIFY";

    /// <summary>How a channel does; null where nothing was sent yet.</summary>
    public async Task<ChannelHealth?> GetAsync(AlertChannel channel, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(channel), cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<ChannelHealth>(item.Body.Span, Json) : null;

    /// <summary>Something was sent, or could not be.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="now">Now.</param>
    /// <param name="error">Why not; null when it was.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task NoteAsync(AlertChannel channel, Instant now, string? error, CancellationToken cancellation = default)
    {
        PutResult result;
        do
        {
            var there = await store.GetAsync(Key(channel), cancellation).ConfigureAwait(false);
            var before = there is null ? null : JsonSerializer.Deserialize<ChannelHealth>(there.Body.Span, Json);
            var after = error is null ? new ChannelHealth(Alert.Text(now), null, null) : new ChannelHealth(before?.SentAt, Alert.Text(now), error);
            result = await store.PutAsync(new RecordWrite(Key(channel), JsonSerializer.SerializeToUtf8Bytes(after, Json)), there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false);
        }
        while (result is not PutResult.Stored);
    }

    private RecordKey Key(AlertChannel channel) => new(Partition, $"channel#{channel.ToString().ToLowerInvariant()}");
}
