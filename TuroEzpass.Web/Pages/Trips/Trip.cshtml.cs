using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Trips;

/// <summary>A trip: its tolls, its claims, and its rows in the trip files.</summary>
public sealed class TripModel(ApiClient api, Viewer viewer) : AppPage(api)
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

    /// <summary>The stated times, with the ETag to change them.</summary>
    public Tagged<Handover> Times { get; private set; } = null!;

    /// <summary>The stated times as local text for the form.</summary>
    public (string PickedUp, string Returned) TimeTexts { get; private set; }

    /// <summary>Loads the trip, its tolls and its reminder.</summary>
    public async Task OnGetAsync(string id)
    {
        await LoadAsync(id);
        TimeTexts = (LocalText(Times.Value.PickedUpAt), LocalText(Times.Value.ReturnedAt));
    }

    /// <summary>States the times.</summary>
    public async Task<IActionResult> OnPostTimesAsync(string id, string? pickedUp, string? returned, string etag)
    {
        if (viewer.May(Scope.Decide) && await TryAsync(() => Api.PutHandoverAsync(id, new Handover(Given(pickedUp), Given(returned)), etag)))
        {
            Flash = "Times saved. The tolls of this trip were matched again.";
            return RedirectToPage(new { id });
        }

        await LoadAsync(id);
        TimeTexts = (pickedUp ?? "", returned ?? "");
        return Page();
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // 2026-03-31T18:45:00-04:00 without seconds and offset, as the browser's field has it.
    private static string LocalText(string? at) => at is { Length: >= 16 } ? at[..16] : "";

    private async Task LoadAsync(string id)
    {
        Times = await Api.HandoverAsync(id);
        var (trip, tolls, reminders) = (Api.TripAsync(id), Api.TollsAsync(new TollsAsked(Trip: id), limit: MostTolls), Api.RemindersAsync());
        Trip = await trip;
        var page = await tolls;
        (Tolls, HasMore) = ([.. page.Items.OrderBy(toll => Moments.InstantOf(toll.At))], page.Next is not null);
        Reminders = [.. (await reminders).Where(reminder => reminder.Trip.Id == id)];
    }
}
