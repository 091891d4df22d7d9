using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Looks at another owner. Which one stays in the session cookie, so that no address holds it.</summary>
public sealed class OwnerModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Nothing to see here.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? owner)
    {
        if (owner is not null && viewer.Me!.Owners.Any(one => one.Owner == owner) && HttpContext.Features.Get<WebSession>() is { } session)
            await session.LookAtAsync(HttpContext, owner);
        return LocalRedirect("/");
    }
}
