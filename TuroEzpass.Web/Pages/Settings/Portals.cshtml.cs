using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The sites to collect from. Sign-ins are write-only: no page, log or response shows one.</summary>
public sealed class PortalsModel(ApiClient api) : AppPage(api)
{
    /// <summary>The sites.</summary>
    public IReadOnlyList<PortalInfo> Portals { get; private set; } = [];

    /// <summary>The site whose form was rejected and stays open.</summary>
    public string? Open { get; private set; }

    /// <summary>Loads the sites.</summary>
    public async Task OnGetAsync() => Portals = await Api.PortalsAsync();

    /// <summary>Stores a sign-in.</summary>
    public Task<IActionResult> OnPostSaveAsync(string portal, string? userName, string? password) => DoAsync(portal, async () =>
    {
        await Api.PutCredentialsAsync(portal, new NewCredentials(userName ?? "", password ?? ""));
        Flash = $"Sign-in for {RunWords.Site(portal)} saved. No one can view it.";
    });

    /// <summary>Deletes a sign-in.</summary>
    public Task<IActionResult> OnPostForgetAsync(string portal) => DoAsync(portal, async () =>
    {
        await Api.ForgetCredentialsAsync(portal);
        Flash = $"Sign-in for {RunWords.Site(portal)} deleted.";
    });

    /// <summary>Turns daily collection from a site on or off.</summary>
    public Task<IActionResult> OnPostSwitchAsync(string portal, bool on) => DoAsync(portal, async () =>
    {
        await Api.SwitchPortalAsync(portal, new PortalSwitch(on));
        Flash = on ? $"Daily collection from {RunWords.Site(portal)} is on." : $"Daily collection from {RunWords.Site(portal)} is off. Imported data stays.";
    });

    /// <summary>Starts a collection from one site.</summary>
    public async Task<IActionResult> OnPostRunAsync(string portal)
    {
        if (await TryAsync(async () =>
        {
            await Api.ScrapeAsync(new StartScrape(Source: portal));
            Flash = $"Collection from {RunWords.Site(portal)} requested. It appears below when it starts.";
        }))
            return Redirect("/runs");
        await OnGetAsync();
        return Page();
    }

    /// <summary>The state of a portal account, and the badge's tone.</summary>
    internal static (string State, string Tone) StateOf(PortalInfo portal) => portal switch
    {
        { SignIn: PortalSignIn.Unreadable } or { IsSignInRefused: true } => ("Re-enter sign-in", "bad"),
        { IsEnabled: true, LastReason: not null } => ("Action needed", "warn"),
        { IsEnabled: true } => ("Collected daily", "good"),
        { SignIn: PortalSignIn.Stored } or { HasSession: true } => ("Turned off", "plain"),
        _ => ("Not set up", "plain"),
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
