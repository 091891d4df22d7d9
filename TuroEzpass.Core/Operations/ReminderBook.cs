using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Operations;

/// <summary>A reminder that was marked as done.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Tags">For a car's listing: the tags in it.</param>
public sealed record ReminderMark(string At, string By, IReadOnlyList<string>? Tags = null);

/// <summary>Records which guests were told the tag's number, and which listings show it. No decision depends on it, so it is not a fact of the
/// ledger: the last mark wins, and it expires automatically when it is no longer needed.</summary>
public sealed class ReminderBook(IRecordStore records, IClock clock)
{
    // A trip's mark is needed until a day after its start. Losing a listing's mark that no one has read for years does no harm.
    private static readonly Duration KeptOfTrip = Duration.FromDays(60);
    private static readonly Duration KeptOfListing = Duration.FromDays(730);

    /// <summary>The mark of a trip; null if there is none.</summary>
    public Task<ReminderMark?> OfTripAsync(OwnerId owner, string reservation, CancellationToken cancellation = default) => ReadAsync(Trip(owner, reservation), cancellation);

    /// <summary>The mark of a car's listing; null if there is none.</summary>
    public Task<ReminderMark?> OfListingAsync(OwnerId owner, string vehicle, CancellationToken cancellation = default) => ReadAsync(Listing(owner, vehicle), cancellation);

    /// <summary>Marks that the guest of a trip was told.</summary>
    public Task TellOfTripAsync(OwnerId owner, string reservation, string by, CancellationToken cancellation = default) =>
        PutAsync(Trip(owner, reservation), Mark(by, null), KeptOfTrip, cancellation);

    /// <summary>Marks that the car's listing shows these tags.</summary>
    public Task TellOfListingAsync(OwnerId owner, string vehicle, IReadOnlyList<string> tags, string by, CancellationToken cancellation = default) =>
        PutAsync(Listing(owner, vehicle), Mark(by, tags), KeptOfListing, cancellation);

    /// <summary>Removes the marks of a trip and its car's listing.</summary>
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
