using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Trips;

/// <summary>The trips: running, upcoming and past.</summary>
public sealed class IndexModel(ApiClient api, IClock clock) : AppPage(api)
{
    private const int Rows = 50;

    /// <summary>The car to show.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Vehicle { get; set; }

    /// <summary>The page of trips.</summary>
    public Page<TripSummary> Trips { get; private set; } = new([], null);

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>The trips whose guests should get the tag number.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>The page's trips in groups; empty groups are left out.</summary>
    public IReadOnlyList<(string Id, string Name, IReadOnlyList<TripSummary> Trips)> Parts { get; private set; } = [];

    /// <summary>Loads the list.</summary>
    public async Task OnGetAsync(string? cursor)
    {
        var (fleet, reminders) = (Api.FleetAsync(), Api.RemindersAsync());
        await TryAsync(async () => Trips = await Api.TripsAsync(Vehicle, cursor, Rows));
        (Cars, Reminders) = ((await fleet).Vehicles, cursor is null ? await reminders : []);
        var now = clock.GetCurrentInstant();
        var parts = Trips.Items.ToLookup(trip => PartOf(trip, now));
        // Upcoming trips are sorted by nearest start; past trips by latest start.
        Parts = [.. new (string Id, string Name, IReadOnlyList<TripSummary> Trips)[]
        {
            ("running", "Running now", [.. parts["running"]]),
            ("upcoming", "Upcoming", [.. parts["upcoming"].Reverse()]),
            ("past", "Past and canceled", [.. parts["past"]]),
        }.Where(part => part.Trips.Count > 0)];
    }

    private static string PartOf(TripSummary trip, Instant now) =>
        Moments.InstantOf(trip.End) <= now || TripWords.IsCancelled(trip) ? "past" : Moments.InstantOf(trip.Start) > now ? "upcoming" : "running";
}
