using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Trips;

/// <summary>Trips: those that run, those to come, those that are over.</summary>
public sealed class IndexModel(ApiClient api, IClock clock) : AppPage(api)
{
    private const int Rows = 50;

    /// <summary>Of this car.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Vehicle { get; set; }

    /// <summary>The page of trips.</summary>
    public Page<TripSummary> Trips { get; private set; } = new([], null);

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>Whose guests should be told the tag's number.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>The page's trips by when they are; parts without trips are left out.</summary>
    public IReadOnlyList<(string Id, string Name, IReadOnlyList<TripSummary> Trips)> Parts { get; private set; } = [];

    /// <summary>The list.</summary>
    public async Task OnGetAsync(string? cursor)
    {
        var (fleet, reminders) = (Api.FleetAsync(), Api.RemindersAsync());
        await TryAsync(async () => Trips = await Api.TripsAsync(Vehicle, cursor, Rows));
        (Cars, Reminders) = ((await fleet).Vehicles, cursor is null ? await reminders : []);
        var now = clock.GetCurrentInstant();
        var parts = Trips.Items.ToLookup(trip => PartOf(trip, now));
        // What runs and what comes first is read from the nearest on; what is over from the latest on.
        Parts = [.. new (string Id, string Name, IReadOnlyList<TripSummary> Trips)[]
        {
            ("running", "Running now", [.. parts["running"]]),
            ("upcoming", "Upcoming", [.. parts["upcoming"].Reverse()]),
            ("past", "Past and cancelled", [.. parts["past"]]),
        }.Where(part => part.Trips.Count > 0)];
    }

    private static string PartOf(TripSummary trip, Instant now) =>
        Moments.InstantOf(trip.End) <= now || TripWords.IsCancelled(trip) ? "past" : Moments.InstantOf(trip.Start) > now ? "upcoming" : "running";
}
