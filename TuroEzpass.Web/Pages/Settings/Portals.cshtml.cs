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

    /// <summary>Begins or ends reading a site every day.</summary>
    public Task<IActionResult> OnPostSwitchAsync(string portal, bool on) => DoAsync(portal, async () =>
    {
        await Api.SwitchPortalAsync(portal, new PortalSwitch(on));
        Flash = on ? $"{RunWords.Site(portal)} is read every day." : $"{RunWords.Site(portal)} is not read any more. What was read stays.";
    });

    /// <summary>Asks for a collection from one site.</summary>
    public async Task<IActionResult> OnPostRunAsync(string portal)
    {
        if (await TryAsync(async () =>
        {
            await Api.ScrapeAsync(new StartScrape(Source: portal));
            Flash = $"Asked for {RunWords.Site(portal)}. It shows below as soon as it begins.";
        }))
            return Redirect("/runs");
        await OnGetAsync();
        return Page();
    }

    /// <summary>How an account stands, in two words, and the badge's colour.</summary>
    internal static (string State, string Tone) StateOf(PortalInfo portal) => portal switch
    {
        { SignIn: PortalSignIn.Unreadable } or { IsSignInRefused: true } => ("Store it anew", "bad"),
        { IsEnabled: true, LastReason: not null } => ("Needs you", "warn"),
        { IsEnabled: true } => ("Read every day", "good"),
        { SignIn: PortalSignIn.Stored } or { HasSession: true } => ("Turned off", "plain"),
        _ => ("Not set", "plain"),
    };

    private async Task<IActionResult> DoAsync(string portal, Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        Open = portal;
        await OnGetAsync();
        return Page();
    }
}
