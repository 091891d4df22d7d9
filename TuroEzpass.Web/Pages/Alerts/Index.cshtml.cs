using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Alerts;

/// <summary>Open and recently resolved alerts.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The alerts.</summary>
    public AlertList Alerts { get; private set; } = new([], []);

    /// <summary>Loads the alerts.</summary>
    public async Task OnGetAsync() => Alerts = await Api.AlertsAsync();

    /// <summary>Acknowledges an alert.</summary>
    public async Task<IActionResult> OnPostAcknowledgeAsync(string id)
    {
        if (await TryAsync(() => Api.AcknowledgeAlertAsync(id)))
        {
            Flash = "Acknowledged. It will clear automatically once resolved.";
            return RedirectToPage();
        }

        await OnGetAsync();
        return Page();
    }
}
