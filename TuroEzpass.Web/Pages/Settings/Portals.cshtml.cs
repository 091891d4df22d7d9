using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The sites that are collected from. Sign-ins go in here and never come out: no page, log or answer shows one.</summary>
public sealed class PortalsModel(ApiClient api) : AppPage(api)
{
    /// <summary>The sites.</summary>
    public IReadOnlyList<PortalInfo> Portals { get; private set; } = [];

    /// <summary>The site whose form was refused, so that it stays open.</summary>
    public string? Open { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Portals = await Api.PortalsAsync();

    /// <summary>Stores a sign-in.</summary>
    public Task<IActionResult> OnPostSaveAsync(string portal, string? userName, string? password) => DoAsync(portal, async () =>
    {
        await Api.PutCredentialsAsync(portal, new NewCredentials(userName ?? "", password ?? ""));
        Flash = $"The sign-in for {RunWords.Site(portal)} is stored. Nobody can read it back.";
    });

    /// <summary>Forgets a sign-in.</summary>
    public Task<IActionResult> OnPostForgetAsync(string portal) => DoAsync(portal, async () =>
    {
        await Api.ForgetCredentialsAsync(portal);
        Flash = $"The sign-in for {RunWords.Site(portal)} is forgotten.";
    });

    private async Task<IActionResult> DoAsync(string portal, Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        Open = portal;
        await OnGetAsync();
        return Page();
    }
}
