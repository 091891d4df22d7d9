using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Operations;

/// <summary>That a reminder was done.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Tags">For a car's listing: the tags that stand in it.</param>
public sealed record ReminderMark(string At, string By, IReadOnlyList<string>? Tags = null);

/// <summary>Remembers which guests were told the tag's number, and which listings name it. Nothing is decided on it, so it is no fact of the ledger:
/// what was said last is right, and it goes by itself when nobody asks any more.</summary>
public sealed class ReminderBook(IRecordStore records, IClock clock)
{
    // A trip is asked about until a day after its start. Listings last: a mark that is looked at never, or after years, is no loss.
    private static readonly Duration KeptOfTrip = Duration.FromDays(60);
    private static readonly Duration KeptOfListing = Duration.FromDays(730);

    /// <summary>What was said of this trip; null for nothing.</summary>
    public Task<ReminderMark?> OfTripAsync(OwnerId owner, string reservation, CancellationToken cancellation = default) => ReadAsync(Trip(owner, reservation), cancellation);

    /// <summary>What was said of this car's listing; null for nothing.</summary>
    public Task<ReminderMark?> OfListingAsync(OwnerId owner, string vehicle, CancellationToken cancellation = default) => ReadAsync(Listing(owner, vehicle), cancellation);

    /// <summary>The guest of this trip was told.</summary>
    public Task TellOfTripAsync(OwnerId owner, string reservation, string by, CancellationToken cancellation = default) =>
        PutAsync(Trip(owner, reservation), Mark(by, null), KeptOfTrip, cancellation);

    /// <summary>The car's listing names these tags.</summary>
    public Task TellOfListingAsync(OwnerId owner, string vehicle, IReadOnlyList<string> tags, string by, CancellationToken cancellation = default) =>
        PutAsync(Listing(owner, vehicle), Mark(by, tags), KeptOfListing, cancellation);

    /// <summary>Takes back what was said of a trip and its car's listing.</summary>
    public async Task TakeBackAsync(OwnerId owner, string reservation, string vehicle, CancellationToken cancellation = default)
    {
        foreach (var key in new[] { Trip(owner, reservation), Listing(owner, vehicle) })
        {
            while (await records.GetAsync(key, cancellation).ConfigureAwait(false) is { } there)
            {
                if (await records.DeleteAsync(key, there.Version, cancellation).ConfigureAwait(false) is DeleteResult.Deleted)
                    break;
            }
        }
    }

    private static RecordKey Trip(OwnerId owner, string reservation) => new(owner.Partition("REMINDER"), $"TRIP#{reservation}");

    private static RecordKey Listing(OwnerId owner, string vehicle) => new(owner.Partition("REMINDER"), $"LISTING#{vehicle}");

    private ReminderMark Mark(string by, IReadOnlyList<string>? tags) => new(InstantPattern.General.Format(clock.GetCurrentInstant()), by, tags);

    private async Task<ReminderMark?> ReadAsync(RecordKey key, CancellationToken cancellation) =>
        await records.GetAsync(key, cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<ReminderMark>(item.Body.Span) : null;

    private async Task PutAsync(RecordKey key, ReminderMark mark, Duration kept, CancellationToken cancellation)
    {
        var write = new RecordWrite(key, JsonSerializer.SerializeToUtf8Bytes(mark)) { ExpiresAt = clock.GetCurrentInstant() + kept };
        while (true)
        {
            var there = await records.GetAsync(key, cancellation).ConfigureAwait(false);
            if (await records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Stored)
                return;
        }
    }
}
