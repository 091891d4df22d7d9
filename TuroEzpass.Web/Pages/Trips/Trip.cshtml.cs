using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Trips;

/// <summary>A trip: its tolls along its days, its claims, and what the trips files told of it.</summary>
public sealed class TripModel(ApiClient api) : AppPage(api)
{
    private const int MostTolls = 200;

    /// <summary>The trip.</summary>
    public Trip Trip { get; private set; } = null!;

    /// <summary>Its first stay.</summary>
    public TripSummary Stay => Trip.Stays[0];

    /// <summary>The tolls that are matched to it, the oldest first.</summary>
    public IReadOnlyList<Toll> Tolls { get; private set; } = [];

    /// <summary>Whether there are more than these.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Its reminder, while it is asked about.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>What its tolls come to.</summary>
    public MoneyAmount Sum => new(Tolls.Sum(toll => toll.Amount?.Cents ?? 0));

    /// <summary>The trip and what belongs to it.</summary>
    public async Task OnGetAsync(string id)
    {
        var (trip, tolls, reminders) = (Api.TripAsync(id), Api.TollsAsync(new TollsAsked(Trip: id), limit: MostTolls), Api.RemindersAsync());
        Trip = await trip;
        var page = await tolls;
        (Tolls, HasMore) = ([.. page.Items.OrderBy(toll => Moments.InstantOf(toll.At))], page.Next is not null);
        Reminders = [.. (await reminders).Where(reminder => reminder.Trip.Id == id)];
    }
}
