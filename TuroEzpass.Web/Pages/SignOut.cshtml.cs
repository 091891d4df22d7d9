using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Ends the session, here and at the API.</summary>
[AllowAnonymous]
public sealed class SignOutModel(ApiClient api) : AppPage(api)
{
    /// <summary>A GET request never ends the session.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        try
        {
            await Api.SignOutAsync();
        }
        catch (ApiException)
        {
            // The session has expired, belongs to the identity provider, or the API is down. The browser is signed out in any case.
        }

        return LocalRedirect("/sign-in");
    }
}
