using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>The health of a channel.</summary>
/// <param name="SentAt">When a message was last sent, in UTC; null if never.</param>
/// <param name="FailedAt">When sending last failed; null if it has worked since.</param>
/// <param name="Error">The error, as readable text.</param>
public sealed record ChannelHealth(string? SentAt, string? FailedAt, string? Error);

/// <summary>The health of the channels of an owner, or of the operators. It is only shown; nothing depends on it.</summary>
/// <param name="store">The store.</param>
/// <param name="owner">The owner; null for the operators.</param>
public sealed class ChannelBook(IRecordStore store, OwnerId? owner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private string Partition => owner is { } its ? its.Partition("NOTIFY") : "SYS#NOTIFY";

    /// <summary>Reads the health of a channel; null if nothing was sent yet.</summary>
    public async Task<ChannelHealth?> GetAsync(AlertChannel channel, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(channel), cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<ChannelHealth>(item.Body.Span, Json) : null;

    /// <summary>Records that a message was sent or failed.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="now">The current time.</param>
    /// <param name="error">The error; null if it was sent.</param>
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
