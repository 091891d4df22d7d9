using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Schedule;

/// <summary>Which scheduled collection was asked for last. One item of the whole system: each change of it is one conditional write,
/// so of many processes one makes it.</summary>
internal sealed class ScheduleBook(IRecordStore store)
{
    private static readonly RecordKey Key = new("SYS#SCHEDULE", "scrapes");

    /// <summary>As it stands; null before the first look.</summary>
    public async Task<ScheduleMark?> GetAsync(CancellationToken cancellation) =>
        await store.GetAsync(Key, cancellation) is { } item ? JsonSerializer.Deserialize<Body>(item.Body.Span) is { } body
            ? new ScheduleMark(Instant.FromUnixTimeSeconds(body.Last), body.Seed, item.Version) : null : null;

    /// <summary>Notes it.</summary>
    /// <returns>False when another process was faster.</returns>
    public async Task<bool> TryPutAsync(ScheduleMark mark, CancellationToken cancellation) =>
        await store.PutAsync(
            new RecordWrite(Key, JsonSerializer.SerializeToUtf8Bytes(new Body(mark.Last.ToUnixTimeSeconds(), mark.Seed))),
            mark.Version == 0 ? Expected.Nothing : Expected.VersionIs(mark.Version), cancellation) is PutResult.Stored;

    private sealed record Body(long Last, string Seed);
}

/// <summary>Where the schedule stands.</summary>
/// <param name="Last">The time of the timetable that was asked for last, or that counts as asked for.</param>
/// <param name="Seed">The system's chance.</param>
/// <param name="Version">The item's version; 0 for a new one.</param>
internal sealed record ScheduleMark(Instant Last, string Seed, long Version);
