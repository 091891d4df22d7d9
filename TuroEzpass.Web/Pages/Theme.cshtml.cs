using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Pages;

/// <summary>Keeps light or dark in a cookie, so that a page comes in the right colours from the server.</summary>
[AllowAnonymous]
public sealed class ThemeModel : PageModel
{
    /// <summary>Nothing to see here.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Keeps it.</summary>
    /// <param name="theme"><c>light</c>, <c>dark</c>, or empty for what the system says.</param>
    /// <param name="back">The page to go back to.</param>
    public IActionResult OnPost(string? theme, string? back)
    {
        if (theme is "light" or "dark")
            Response.Cookies.Append("theme", theme, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps, IsEssential = true });
        else
            Response.Cookies.Delete("theme");
        return LocalRedirect(ReturnUrls.Local(back));
    }
}
