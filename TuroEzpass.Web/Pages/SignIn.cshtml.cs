using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Signs in with a local account, or links to the identity provider.</summary>
[AllowAnonymous]
public sealed class SignInModel(ApiClient api, Microsoft.Extensions.Configuration.IConfiguration configuration) : AppPage(api)
{
    /// <summary>The page to return to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The user name.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>The password.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the identity provider rejected the sign-in.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Failed { get; set; }

    /// <summary>The available ways to sign in.</summary>
    public SignInWays? Ways { get; private set; }

    /// <summary>Whether the person will return to a page other than the Overview.</summary>
    public bool IsOver => Problem is null && ReturnUrls.Local(ReturnUrl) != "/";

    /// <summary>Whether the identity provider is configured here.</summary>
    public bool IsOidcReady => configuration[$"{WebOptions.Section}:Oidc:Authority"] is { Length: > 0 };

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync() => Ways = await Api.SignInWaysAsync();

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await WebSession.BeginAsync(HttpContext, await Api.SignInAsync(new SignInRequest(UserName ?? "", Password ?? "")));
            return LocalRedirect(ReturnUrls.Local(ReturnUrl));
        }
        catch (ApiException fault) when (fault.Problem.Status is >= 400 and < 500)
        {
            Refuse(fault.Problem);
            Ways = await Api.SignInWaysAsync();
            return Page();
        }
    }
}
