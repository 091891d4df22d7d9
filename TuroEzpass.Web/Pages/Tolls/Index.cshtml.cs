using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Tolls;

/// <summary>The rows of all statements. Filters are in the URL. The search text is not, because it may be a plate or a name.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    private const int Rows = 50;
    private const int MostNames = 200;

    /// <summary>The first day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>The car.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Vehicle { get; set; }

    /// <summary>The outcome.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Outcome { get; set; }

    /// <summary>The trip.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Trip { get; set; }

    /// <summary>The search text; never in the URL.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The rows.</summary>
    public Page<Toll> Tolls { get; private set; } = new([], null);

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Cars { get; private set; } = [];

    /// <summary>The latest trips by reservation, for the guests' names.</summary>
    public IReadOnlyDictionary<string, TripSummary> Trips { get; private set; } = new Dictionary<string, TripSummary>();

    /// <summary>Whether this is not the first page.</summary>
    public bool IsLater { get; private set; }

    /// <summary>Whether any filter or search is set.</summary>
    public bool IsNarrowed => new[] { From, To, Vehicle, Outcome, Trip, Text }.Any(one => !string.IsNullOrWhiteSpace(one));

    /// <summary>The total of the tolls on this page, after credits, without payments and fees.</summary>
    public MoneyAmount Sum => new(Tolls.Items.Where(toll => toll.Outcome != "Excluded").Sum(toll => toll.Amount?.Cents ?? 0));

    /// <summary>The number of rows on this page that are not tolls.</summary>
    public int Others => Tolls.Items.Count(toll => toll.Outcome == "Excluded");

    /// <summary>The name of a car.</summary>
    public string? CarOf(string? id) => id is null ? null : Cars.FirstOrDefault(car => car.Id == id)?.Name ?? id;

    /// <summary>Loads the list.</summary>
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
