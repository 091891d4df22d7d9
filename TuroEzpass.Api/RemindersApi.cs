using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Which guests should get the tag's number, and which did. Turo accepts a bill that shows only a tag as evidence if the number was in the
/// listing or was messaged within 24 hours of the start (US and Canada; from an undated copy of Turo's help center).</summary>
internal static class RemindersApi
{
    private static readonly Duration Ahead = Duration.FromDays(3);
    private static readonly Duration After = Duration.FromHours(24);

    public static RouteGroupBuilder MapRemindersApi(this RouteGroupBuilder api)
    {
        var reminders = api.MapGroup("/reminders").WithTags("Reminders").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        reminders.MapGet("", List).WithName("ListReminders").WithSummary("Trips that start within 3 days or started less than 24 hours ago, and whether the guest was sent the tag's number.")
            .RequirePermission(Permissions.Read);
        reminders.MapPost("/{trip}/done", Done).WithName("ReminderDone").WithSummary("Records that the guest was sent the number, or that the listing shows it.").RequirePermission(Permissions.Decide).WithIdempotencyKey();
        reminders.MapDelete("/{trip}/done", NotDone).WithName("ReminderNotDone").WithSummary("Clears the mark that the guest was sent the tag number, for this trip and the car's listing.").RequirePermission(Permissions.Decide);
        return api;
    }

    private static async Task<Ok<IReadOnlyList<Reminder>>> List(Caller caller, IRecordStore records, IClock clock, ReminderBook book, CancellationToken cancellation)
    {
        var (reader, now) = (new LedgerReader(records, caller.Owner), clock.GetCurrentInstant());
        var (trips, devices) = (await reader.TripsStartingAsync(now - After, now + Ahead, cancellation), await reader.DevicesAsync(cancellation));
        var reminders = new List<Reminder>();
        foreach (var trip in trips.Select(trip => trip.Value).Where(IsOn))
            reminders.Add(await ReminderAsync(trip, devices, caller.Owner, book, cancellation));
        return TypedResults.Ok<IReadOnlyList<Reminder>>(reminders);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Done(
        string trip, ReminderDone done, Caller caller, IRecordStore records, ReminderBook book, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        if (await reader.TripAsync(trip, cancellation) is not [{ Value: var its }, ..])
            return NoSuchTrip(trip);
        var tags = done.InListing ? TagsAt(its, await reader.DevicesAsync(cancellation)) : [];
        if (done.InListing && tags.Count == 0)
            return Problems.Conflict("No tag is assigned to this car at the start of the trip. Assign one first.");
        await book.TellOfTripAsync(caller.Owner, trip, caller.Name, cancellation);
        if (done.InListing)
            await book.TellOfListingAsync(caller.Owner, its.Vehicle, tags, caller.Name, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NotDone(
        string trip, Caller caller, IRecordStore records, ReminderBook book, CancellationToken cancellation)
    {
        if (await new LedgerReader(records, caller.Owner).TripAsync(trip, cancellation) is not [{ Value: var its }, ..])
            return NoSuchTrip(trip);
        await book.TakeBackAsync(caller.Owner, trip, its.Vehicle, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Reminder> ReminderAsync(TripItem trip, IReadOnlyList<Projected<FleetItem>> devices, OwnerId owner, ReminderBook book, CancellationToken cancellation)
    {
        var (tags, sendBy) = (TagsAt(trip, devices), InstantPattern.General.Format(StartOf(trip) + After));
        var listing = await book.OfListingAsync(owner, trip.Vehicle, cancellation);
        // Ask again if the car has a tag that the listing does not show.
        var inListing = listing?.Tags is { } named && tags.Count > 0 && tags.All(named.Contains);
        var mark = inListing ? listing : await book.OfTripAsync(owner, trip.Reservation, cancellation);
        return new Reminder(ToContract.Trip(trip), tags, sendBy, mark?.At, mark?.By, inListing);
    }

    private static List<string> TagsAt(TripItem trip, IEnumerable<Projected<FleetItem>> devices)
    {
        var start = StartOf(trip).ToUnixTimeSeconds();
        return [.. devices.Where(device => device.Value.Vehicle == trip.Vehicle && device.Sort.StartsWith("TAG#", StringComparison.Ordinal) && device.Value.From <= start && start < device.Value.To)
            .Select(device => device.Sort.Split('#')[1]).Distinct(StringComparer.Ordinal)];
    }

    private static Instant StartOf(TripItem trip) => OffsetDateTimePattern.Rfc3339.Parse(trip.Start).Value.ToInstant();

    private static bool IsOn(TripItem trip) => !trip.Status.Contains("Cancel", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult NoSuchTrip(string id) => Problems.NotFound($"There is no trip {TollsApi.Shown(id)}.");
}
