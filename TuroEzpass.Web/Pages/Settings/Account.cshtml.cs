using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The viewer's account: name, password, sessions.</summary>
public sealed class AccountModel(ApiClient api) : AppPage(api)
{
    /// <summary>Whether this system stores passwords, rather than an identity provider.</summary>
    public bool IsLocal { get; private set; }

    /// <summary>Loads the account.</summary>
    public async Task OnGetAsync() => IsLocal = (await Api.SignInWaysAsync()).Mode == SignInMode.Local;

    /// <summary>Changes the name that others see.</summary>
    public Task<IActionResult> OnPostNameAsync(string? name) => DoAsync(async () =>
    {
        await Api.RenameAsync(name ?? "");
        Flash = "Name changed.";
    });

    /// <summary>Changes the password. This browser gets a new session.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? userName, string? current, string? next)
    {
        var owner = HttpContext.Features.Get<WebSession>()?.Owner;
        try
        {
            var session = await Api.ChangePasswordAsync(new PasswordChange(userName ?? "", current ?? "", next ?? ""));
            await WebSession.BeginAsync(HttpContext, session);
            if (owner is not null)
                await new WebSession(session.Token, session.ExpiresAt, null).LookAtAsync(HttpContext, owner);
            Flash = "Password changed. All other sessions have ended.";
            return RedirectToPage();
        }
        catch (ApiException fault) when (fault.Problem.Status is >= 400 and < 500)
        {
            // Here, 401 means a wrong password, not an expired session.
            Refuse(fault.Problem with { Status = fault.Problem.Status == StatusCodes.Status401Unauthorized ? StatusCodes.Status400BadRequest : fault.Problem.Status });
            await OnGetAsync();
            return Page();
        }
    }

    /// <summary>Ends all sessions, including this one.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        if (await TryAsync(Api.SignOutEverywhereAsync))
        {
            await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return LocalRedirect("/sign-in");
        }

        await OnGetAsync();
        return Page();
    }

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
