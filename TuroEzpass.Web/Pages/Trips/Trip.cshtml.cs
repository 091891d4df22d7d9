using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Trips;

/// <summary>A trip: its tolls, its claims, and its rows in the trip files.</summary>
public sealed class TripModel(ApiClient api) : AppPage(api)
{
    private const int MostTolls = 200;

    /// <summary>The trip.</summary>
    public Trip Trip { get; private set; } = null!;

    /// <summary>Its first version.</summary>
    public TripSummary Stay => Trip.Stays[0];

    /// <summary>The tolls matched to it, oldest first.</summary>
    public IReadOnlyList<Toll> Tolls { get; private set; } = [];

    /// <summary>Whether there are more than these.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Its reminder, if it has one.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>The total of its tolls.</summary>
    public MoneyAmount Sum => new(Tolls.Sum(toll => toll.Amount?.Cents ?? 0));

    /// <summary>Loads the trip, its tolls and its reminder.</summary>
    public async Task OnGetAsync(string id)
    {
        var (trip, tolls, reminders) = (Api.TripAsync(id), Api.TollsAsync(new TollsAsked(Trip: id), limit: MostTolls), Api.RemindersAsync());
        Trip = await trip;
        var page = await tolls;
        (Tolls, HasMore) = ([.. page.Items.OrderBy(toll => Moments.InstantOf(toll.At))], page.Next is not null);
        Reminders = [.. (await reminders).Where(reminder => reminder.Trip.Id == id)];
    }
}
