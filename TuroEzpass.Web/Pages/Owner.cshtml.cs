using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Selects another owner. The session cookie keeps the selection, so that no URL contains it.</summary>
public sealed class OwnerModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Redirects to the Overview.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Selects the owner.</summary>
    public async Task<IActionResult> OnPostAsync(string? owner)
    {
        if (owner is not null && viewer.Me!.Owners.Any(one => one.Owner == owner) && HttpContext.Features.Get<WebSession>() is { } session)
            await session.LookAtAsync(HttpContext, owner);
        return LocalRedirect("/");
    }
}
