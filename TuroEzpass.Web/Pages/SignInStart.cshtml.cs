using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Pages;

/// <summary>Redirects to the identity provider. A link, not a form: the form-action policy would block a form's redirect to the provider.</summary>
[AllowAnonymous]
public sealed class SignInStartModel(IAuthenticationSchemeProvider schemes) : PageModel
{
    /// <summary>Redirects to the provider.</summary>
    public async Task<IActionResult> OnGetAsync(string? returnUrl) => await schemes.GetSchemeAsync(SignInServices.Oidc) is null
        ? NotFound()
        : Challenge(new AuthenticationProperties { RedirectUri = ReturnUrls.Local(returnUrl) }, SignInServices.Oidc);
}
