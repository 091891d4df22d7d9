using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Accepts an invitation, or a code that adds a new sign-in. The code follows the link's <c>#</c>, which browsers never send; a script
/// copies it into the form. A person who is not signed in creates an account with it.</summary>
[AllowAnonymous]
public sealed class JoinModel(ApiClient api) : AppPage(api)
{
    /// <summary>The code.</summary>
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

    /// <summary>The person signed in in this browser; null if no one is.</summary>
    public WhoAmI? Me { get; private set; }

    /// <summary>Whether accounts are local, not at an identity provider.</summary>
    public bool IsLocal { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync()
    {
        IsLocal = (await Api.SignInWaysAsync()).Mode == SignInMode.Local;
        Me = HttpContext.Features.Get<WebSession>() is null ? null : await Api.MeAsync();
    }

    /// <summary>Accepts the code.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var session = HttpContext.Features.Get<WebSession>();
        // The person may have pasted the whole link: the code follows its '#'.
        var code = (Secret ?? "").Trim().Split('#')[^1];
        if (await TryAsync(async () =>
            {
                var accepted = await Api.AcceptAsync(session is null ? new AcceptInvitation(code, UserName, Password, Name) : new AcceptInvitation(code, null, null, null));
                if (session is null)
                {
                    var begun = await Api.SignInAsync(new SignInRequest(UserName ?? "", Password ?? ""));
                    session = new WebSession(begun.Token, begun.ExpiresAt, null);
                    await WebSession.BeginAsync(HttpContext, begun);
                }

                if (accepted.Owner is not null)
                    await session.LookAtAsync(HttpContext, accepted.Owner);
                Flash = accepted.Role is null ? "Your new sign-in works." : $"Welcome. You are a {(accepted.Role == MemberRole.Host ? "host" : "co-host")} of this account.";
            }))
            return LocalRedirect("/");
        await OnGetAsync();
        return Page();
    }
}
