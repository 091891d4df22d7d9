using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Creates the first user, with the secret in the setup link that the first start prints. The secret follows the link's <c>#</c>, which
/// browsers never send; a script copies it into the form.</summary>
[AllowAnonymous]
public sealed class SetUpModel(ApiClient api) : AppPage(api)
{
    /// <summary>The link's secret.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    /// <summary>The name that others see.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The name to sign in with.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>The password.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether setup has not been done yet.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync() => IsNeeded = (await Api.SignInWaysAsync()).SetUpNeeded;

    /// <summary>Creates the user and signs them in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        // The person may have pasted the whole link: the secret follows its '#'.
        var secret = (Secret ?? "").Trim().Split('#')[^1];
        if (await TryAsync(async () => await WebSession.BeginAsync(HttpContext, await Api.SetUpAsync(new SetUpRequest(secret, UserName ?? "", Password ?? "", Name ?? "")))))
            return LocalRedirect("/");
        await OnGetAsync();
        return Page();
    }
}
