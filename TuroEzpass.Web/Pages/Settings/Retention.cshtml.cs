using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Guests' names that are no longer needed, and erasing them.</summary>
public sealed class RetentionModel(ApiClient api) : AppPage(api)
{
    /// <summary>The most names shown and erased at a time.</summary>
    public const int Most = 300;

    /// <summary>The trips whose guests' names are due.</summary>
    public GuestsDue Due { get; private set; } = new([], 0);

    /// <summary>The chosen trips, on the confirmation page.</summary>
    public IReadOnlyList<string> Chosen { get; private set; } = [];

    /// <summary>Loads the trips.</summary>
    public async Task OnGetAsync() => Due = await Api.GuestsDueAsync();

    /// <summary>Asks for confirmation, without erasing.</summary>
    public async Task<IActionResult> OnPostAskAsync(string[] trips)
    {
        await OnGetAsync();
        Chosen = [.. trips.Intersect(Due.Trips).Take(Most)];
        if (Chosen.Count == 0)
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "No trips chosen", "Choose the trips whose guests’ names you want to erase."));
        return Page();
    }

    /// <summary>Erases the names.</summary>
    public async Task<IActionResult> OnPostEraseAsync(string[] trips)
    {
        if (await TryAsync(async () =>
            {
                var erased = await Api.EraseGuestsAsync(new EraseGuests(trips));
                Flash = erased.Erased.Count == 1 ? "One guest’s name was erased." : $"{erased.Erased.Count} guests’ names were erased.";
            }))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
