using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Alerts;

/// <summary>What must be noticed now, and what was lately.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The alerts.</summary>
    public AlertList Alerts { get; private set; } = new([], []);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Alerts = await Api.AlertsAsync();

    /// <summary>Somebody cares for one.</summary>
    public async Task<IActionResult> OnPostAcknowledgeAsync(string id)
    {
        if (await TryAsync(() => Api.AcknowledgeAlertAsync(id)))
        {
            Flash = "Noted: you care for it. It goes by itself when it is done.";
            return RedirectToPage();
        }

        await OnGetAsync();
        return Page();
    }
}
