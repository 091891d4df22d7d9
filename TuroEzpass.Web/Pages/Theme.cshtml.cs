using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Pages;

/// <summary>Stores the theme in a cookie, so that the server renders each page in the right colors.</summary>
[AllowAnonymous]
public sealed class ThemeModel : PageModel
{
    /// <summary>Redirects to the Overview.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Stores the theme.</summary>
    /// <param name="theme"><c>light</c>, <c>dark</c>, or empty for the system's setting.</param>
    /// <param name="back">The page to return to.</param>
    public IActionResult OnPost(string? theme, string? back)
    {
        if (theme is "light" or "dark")
            Response.Cookies.Append("theme", theme, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps, IsEssential = true });
        else
            Response.Cookies.Delete("theme");
        return LocalRedirect(ReturnUrls.Local(back));
    }
}
