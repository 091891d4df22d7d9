using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.SigningIn;

/// <summary>Opens a browser in which the user signs in and answers everything the site asks for, and keeps the resulting session. Nothing is
/// typed or solved for the user. Requests are not restricted, because a site's captcha may come from elsewhere; only the portal's own cookies are kept.</summary>
public sealed class PersonSignIn(PortalCatalog catalog, IOptions<ScraperOptions> options, IOptions<CollectingOptions> timing)
{
    private const int MostSessionBytes = 1024 * 1024;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>For tests: uses a headless browser, and acts as the user.</summary>
    internal Func<IPage, Task>? Person { get; init; }

    /// <summary>Waits until the user has signed in.</summary>
    /// <param name="portalId">The portal.</param>
    /// <param name="progress">Receives instructions for the user.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="ArgumentException">There is no such portal.</exception>
    public async Task<PersonSignedIn> RunAsync(string portalId, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var portal = catalog.Find(portalId) ?? throw new ArgumentException($"There is no portal '{portalId}'. The known portals are {string.Join(", ", catalog.Portals.Select(known => known.Id))}.", nameof(portalId));
        if (CannotShow(out var program) is { } reason)
            return new PersonSignedIn.CannotShow(reason);
        using var playwright = await Playwright.CreateAsync().ConfigureAwait(false);
        try
        {
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                Headless = Person is not null,
                ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
            }).ConfigureAwait(false);
            return await WaitAsync(portal, await browser.NewContextAsync(new() { ServiceWorkers = ServiceWorkerPolicy.Block, ViewportSize = ViewportSize.NoViewport }).ConfigureAwait(false), progress, cancellation).ConfigureAwait(false);
        }
        catch (PlaywrightException) when (!cancellation.IsCancellationRequested)
        {
            return new PersonSignedIn.CannotShow($"The browser {Path.GetFileName(program)} does not start, or {portal.Name} does not open in it. Check that you can open the site in this browser, then try again.");
        }
    }

    private string? CannotShow(out string? program)
    {
        var headless = Person is not null;
        program = BrowserFinder.Find(options.Value.Browser, withWindows: !headless);
        if (program is null && BrowserFinder.Find(options.Value.Browser) is not null)
            return "The browser on this machine cannot show windows. Install Chromium, Chrome or Edge, or sign in on another computer: turoezpass signin, then turoezpass scrape --server.";
        if (program is null)
            return BrowserFinder.Remedy(options.Value.Browser);
        return !headless && OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"))
            ? "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Run turoezpass signin on a computer with a screen."
            : null;
    }

    private async Task<PersonSignedIn> WaitAsync(PortalDefinition portal, IBrowserContext context, IProgress<string>? progress, CancellationToken cancellation)
    {
        var site = catalog.SiteOf(portal);
        var page = await context.NewPageAsync().ConfigureAwait(false);
        await page.GotoAsync(site.Address(portal.Start).ToString(), new() { WaitUntil = WaitUntilState.Commit, Timeout = (float)timing.Value.StepTime.TotalMilliseconds }).ConfigureAwait(false);
        progress?.Report($"Sign in to {portal.Name} in the window that has opened, and answer everything the site asks for. The command continues automatically when you are signed in. Close the window to cancel.");
        if (Person is not null)
            await Person(page).ConfigureAwait(false);
        var until = DateTimeOffset.UtcNow + timing.Value.PersonTime;
        while (DateTimeOffset.UtcNow < until)
        {
            if (context.Pages.Count == 0)
                return new PersonSignedIn.GivenUp("The window was closed before you were signed in. Nothing was stored.");
            foreach (var open in context.Pages)
            {
                if (!await IsInAsync(open, portal, site).ConfigureAwait(false))
                    continue;
                var state = Encoding.UTF8.GetBytes(SessionState.Of(await context.StorageStateAsync().ConfigureAwait(false), site));
                return state.Length <= MostSessionBytes
                    ? new PersonSignedIn.Done { Session = state }
                    : new PersonSignedIn.GivenUp($"The session data for {portal.Name} is larger than 1 MB and can't be stored.");
            }

            await Task.Delay(Poll, cancellation).ConfigureAwait(false);
        }

        return new PersonSignedIn.GivenUp($"You were not signed in after {timing.Value.PersonTime.TotalMinutes:0} minutes. Nothing was stored. If the site blocked the browser, download the file in your own browser and upload it.");
    }

    private static async Task<bool> IsInAsync(IPage page, PortalDefinition portal, PortalSite site)
    {
        try
        {
            var (seen, path) = (portal.SignedIn, site.PathOf(page.Url));
            return site.Allows(page.Url)
                && (seen.At.Length == 0 || Visit.Matches(path, seen.At)) && (seen.NotAt.Length == 0 || !Visit.Matches(path, seen.NotAt))
                && (seen.See.Length == 0 || await page.Locator(seen.See).First.IsVisibleAsync().ConfigureAwait(false))
                && (seen.Text.Length == 0 || Visit.Matches(await page.EvaluateAsync<string?>("document.body ? document.body.innerText : ''").ConfigureAwait(false) ?? "", seen.Text));
        }
        catch (PlaywrightException)
        {
            // The page is navigating, or was closed.
            return false;
        }
    }
}
