using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Tolls;

/// <summary>Tolls and other rows of statements. Filters stand in the address; what is searched for does not, for it may be a plate or a name.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    private const int Rows = 50;
    private const int MostNames = 200;

    /// <summary>From this day on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Up to this day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Of this car.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Vehicle { get; set; }

    /// <summary>That end so.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    /// <summary>Of this trip.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Trip { get; set; }

    /// <summary>With this text; only ever posted.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The rows.</summary>
    public Page<Toll> Tolls { get; private set; } = new([], null);

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>The latest trips by reservation, to call them by their guests.</summary>
    public IReadOnlyDictionary<string, TripSummary> Trips { get; private set; } = new Dictionary<string, TripSummary>();

    /// <summary>Whether this is a later page.</summary>
    public bool IsLater { get; private set; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => new[] { From, To, Vehicle, Outcome, Trip, Text }.Any(one => !string.IsNullOrWhiteSpace(one));

    /// <summary>What the tolls of this page come to, credits taken off; payments and fees would only blur it.</summary>
    public MoneyAmount Sum => new(Tolls.Items.Where(toll => toll.Outcome != "Excluded").Sum(toll => toll.Amount?.Cents ?? 0));

    /// <summary>Rows of this page that are no tolls.</summary>
    public int Others => Tolls.Items.Count(toll => toll.Outcome == "Excluded");

    /// <summary>The name of a car.</summary>
    public string? CarOf(string? id) => id is null ? null : Cars.FirstOrDefault(car => car.Id == id)?.Name ?? id;

    /// <summary>The list.</summary>
    public async Task OnGetAsync(string? cursor)
    {
        IsLater = cursor is not null;
        var (fleet, trips) = (Api.FleetAsync(), Api.TripsAsync(limit: MostNames));
        await TryAsync(async () => Tolls = await Api.TollsAsync(new TollsAsked(From, To, Vehicle, Outcome, Trip, Text), cursor, Rows));
        Cars = (await fleet).Vehicles;
        Trips = (await trips).Items.DistinctBy(trip => trip.Id).ToDictionary(trip => trip.Id, StringComparer.Ordinal);
    }

    /// <summary>Searches.</summary>
    public Task OnPostAsync(string? cursor) => OnGetAsync(string.IsNullOrEmpty(cursor) ? null : cursor);
}
