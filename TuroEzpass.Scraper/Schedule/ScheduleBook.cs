using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>Records the last scheduled collection. There is one item for the whole system, and each change is one conditional write,
/// so only one of several processes makes it.</summary>
internal sealed class ScheduleBook(IRecordStore store)
{
    private static readonly RecordKey Key = new("SYS#SCHEDULE", "scrapes");

    /// <summary>The current mark; null before the first round.</summary>
    public async Task<ScheduleMark?> GetAsync(CancellationToken cancellation) =>
        await store.GetAsync(Key, cancellation) is { } item ? JsonSerializer.Deserialize<Body>(item.Body.Span) is { } body
            ? new ScheduleMark(Instant.FromUnixTimeSeconds(body.Last), body.Seed, item.Version) : null : null;

    /// <summary>Stores a mark.</summary>
    /// <returns>False if another process was faster.</returns>
    public async Task<bool> TryPutAsync(ScheduleMark mark, CancellationToken cancellation) =>
        await store.PutAsync(
            new RecordWrite(Key, JsonSerializer.SerializeToUtf8Bytes(new Body(mark.Last.ToUnixTimeSeconds(), mark.Seed))),
            mark.Version == 0 ? Expected.Nothing : Expected.VersionIs(mark.Version), cancellation) is PutResult.Stored;

    private sealed record Body(long Last, string Seed);
}

/// <summary>The state of the schedule.</summary>
/// <param name="Last">The last scheduled time that was requested, or counts as requested.</param>
/// <param name="Seed">The system's random seed.</param>
/// <param name="Version">The item's version; 0 for a new one.</param>
internal sealed record ScheduleMark(Instant Last, string Seed, long Version);
