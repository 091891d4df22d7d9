using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Pages;

/// <summary>Leads to the identity provider. A link and no form: the policy of where forms may lead would stop at the provider's door.</summary>
[AllowAnonymous]
public sealed class SignInStartModel(IAuthenticationSchemeProvider schemes) : PageModel
{
    /// <summary>Leads there.</summary>
    public async Task<IActionResult> OnGetAsync(string? returnUrl) => await schemes.GetSchemeAsync(SignInServices.Oidc) is null
        ? NotFound()
        : Challenge(new AuthenticationProperties { RedirectUri = ReturnUrls.Local(returnUrl) }, SignInServices.Oidc);
}
