using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Guests whose names are kept longer than needed, and erasing them.</summary>
public sealed class RetentionModel(ApiClient api) : AppPage(api)
{
    /// <summary>How many are shown and erased at a time.</summary>
    public const int Most = 300;

    /// <summary>Who is due.</summary>
    public GuestsDue Due { get; private set; } = new([], 0);

    /// <summary>The trips that were chosen, once it has to be confirmed.</summary>
    public IReadOnlyList<string> Chosen { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Due = await Api.GuestsDueAsync();

    /// <summary>Asks whether it is meant; nothing is done yet.</summary>
    public async Task<IActionResult> OnPostAskAsync(string[] trips)
    {
        await OnGetAsync();
        Chosen = [.. trips.Intersect(Due.Trips).Take(Most)];
        if (Chosen.Count == 0)
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Nothing is chosen", "Choose the trips whose guests’ names are to be erased."));
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
