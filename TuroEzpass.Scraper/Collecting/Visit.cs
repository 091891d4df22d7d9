using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Browsing;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>One visit to a portal: opens pages, waits for elements of the definition, and stops at obstacles.</summary>
internal sealed class Visit(PortalDefinition portal, PortalSite site, BrowserProfile profile, IPage page, SiteFence fence, CollectingOptions timing, IProgress<string>? progress)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan ObstacleEvery = TimeSpan.FromMilliseconds(600);

    public PortalDefinition Portal => portal;

    public IPage Page => page;

    public BrowserProfile Profile => profile;

    public SiteFence Fence => fence;

    public CollectingOptions Timing => timing;

    /// <summary>Whether someone is signed in, as far as is known.</summary>
    public bool IsSignedIn { get; set; }

    private float StepMilliseconds => (float)timing.StepTime.TotalMilliseconds;

    /// <summary>Reports the current step.</summary>
    public void Tell(string what) => progress?.Report(what);

    /// <summary>Pauses before a page.</summary>
    public Task PauseAsync(CancellationToken cancellation) =>
        Task.Delay(site.IsSimulated ? timing.SimulatorPause : TimeSpan.FromSeconds(portal.PauseSeconds), cancellation);

    /// <summary>The full address of a path.</summary>
    public string AddressOf(string path) => site.Address(path).ToString();

    /// <summary>Opens a page of the portal.</summary>
    /// <exception cref="SiteFaultException">The site did not respond, or responded with a server error.</exception>
    public async Task GoAsync(string path, CancellationToken cancellation)
    {
        await PauseAsync(cancellation).ConfigureAwait(false);
        fence.Forget();
        IResponse? answer;
        try
        {
            answer = await page.GotoAsync(site.Address(path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = StepMilliseconds }).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException || (fault is PlaywrightException && profile.IsAlive))
        {
            cancellation.ThrowIfCancellationRequested();
            ThrowIfLeft();
            throw new SiteFaultException($"{portal.Name} did not respond. Check whether the site opens in your own browser, and run it again later.");
        }

        if (answer is { Status: >= 500 })
            throw Fault(answer.Status);
        await ThrowIfObstacleAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until an element of the definition is visible.</summary>
    public async Task<ILocator> FindAsync(string key, string selector, CancellationToken cancellation)
    {
        var found = page.Locator(selector).First;
        await UntilAsync(key, selector, async () => await found.IsVisibleAsync().ConfigureAwait(false), cancellation).ConfigureAwait(false);
        return found;
    }

    /// <summary>Clicks an element of the definition.</summary>
    public async Task PressAsync(string key, string selector, CancellationToken cancellation)
    {
        var found = await FindAsync(key, selector, cancellation).ConfigureAwait(false);
        await DoAsync(key, selector, () => found.ClickAsync(new() { Timeout = StepMilliseconds }), cancellation).ConfigureAwait(false);
    }

    /// <summary>Does something with an element; if that fails, the layout has changed.</summary>
    public async Task DoAsync(string key, string selector, Func<Task> action, CancellationToken cancellation)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            cancellation.ThrowIfCancellationRequested();
            await ThrowIfObstacleAsync().ConfigureAwait(false);
            throw Changed(key, selector);
        }
    }

    /// <summary>Waits until a condition is met.</summary>
    /// <exception cref="CollectionStoppedException">There is an obstacle, or the time limit is exceeded.</exception>
    public async Task UntilAsync(string key, string selector, Func<Task<bool>> holds, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        var nextLook = ObstacleEvery;
        while (!await SafeAsync(holds).ConfigureAwait(false))
        {
            cancellation.ThrowIfCancellationRequested();
            if (waited.Elapsed >= nextLook)
            {
                await ThrowIfObstacleAsync().ConfigureAwait(false);
                nextLook = waited.Elapsed + ObstacleEvery;
            }

            if (waited.Elapsed > timing.StepTime)
                throw Late(key, selector);
            await Task.Delay(Poll, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether an optional element is visible, or appears soon.</summary>
    public async Task<bool> HasAsync(string selector, TimeSpan patience, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Poll, cancellation).ConfigureAwait(false))
        {
            if (await SafeAsync(async () => await page.Locator(selector).First.IsVisibleAsync().ConfigureAwait(false)).ConfigureAwait(false))
                return true;
            if (waited.Elapsed > patience)
                return false;
        }
    }

    /// <summary>Whether the page matches a sighting now.</summary>
    public Task<bool> SeesAsync(Sighting sighting) => SafeAsync(async () =>
    {
        var path = site.PathOf(page.Url);
        if (!sighting.IsGiven || (sighting.At.Length > 0 && !Matches(path, sighting.At)) || (sighting.NotAt.Length > 0 && Matches(path, sighting.NotAt)))
            return false;
        return (sighting.See.Length == 0 || await page.Locator(sighting.See).First.IsVisibleAsync().ConfigureAwait(false))
            && (sighting.Text.Length == 0 || Matches(await TextAsync().ConfigureAwait(false), sighting.Text));
    });

    /// <summary>Whether the sign-in form is shown.</summary>
    public Task<bool> SeesSignInAsync() => SafeAsync(async () => await page.Locator(portal.SignIn.User).First.IsVisibleAsync().ConfigureAwait(false));

    /// <summary>Stops if there is an obstacle.</summary>
    public async Task ThrowIfObstacleAsync(bool isSigningIn = false)
    {
        ThrowIfLeft();
        if (fence.PageFault is >= 500 and var status)
            throw Fault(status);
        foreach (var challenge in portal.Challenges.Where(challenge => isSigningIn || challenge.Is != ChallengeKind.Refused))
        {
            if (await SeesAsync(challenge.Sighting).ConfigureAwait(false))
                throw ObstacleTexts.For(portal, challenge.Is);
        }

        if (IsSignedIn && await SeesSignInAsync().ConfigureAwait(false))
            throw new SignedOutException();
    }

    /// <summary>The exception for a layout that differs from the definition.</summary>
    public CollectionStoppedException Changed(string key, string selector, string? what = null) => new(
        RunReason.LayoutChanged,
        $"The page of {portal.Name} does not match its definition: {what ?? "nothing found"} at {key} ({selector}). {portal.StandingOf(key)} Nothing was imported. For now, download the statement yourself, and correct {portal.Id}.yaml in the folder of portal definitions (docs/PORTALS.md).".Replace("  ", " ", StringComparison.Ordinal),
        $"{key}: {selector}");

    /// <summary>Whether a text matches a pattern of the definition.</summary>
    public static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    /// <summary>During a navigation the page can't be read for a moment; that counts as no.</summary>
    private async Task<bool> SafeAsync(Func<Task<bool>> look)
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (PlaywrightException) when (profile.IsAlive && !page.IsClosed)
        {
            return false;
        }
    }

    private async Task<string> TextAsync() => await page.EvaluateAsync<string?>("document.body ? document.body.innerText : ''").ConfigureAwait(false) ?? "";

    private void ThrowIfLeft()
    {
        if (fence.LeftFor is { } origin)
            throw new CollectionStoppedException(RunReason.LayoutChanged, $"The site redirected to {origin}, which the definition of {portal.Name} does not allow. No request was sent there. If the site has moved, check the new address and add it under 'origins' (docs/PORTALS.md).", "origins");
    }

    private Exception Late(string key, string selector) =>
        fence.IsDenied ? new SignedOutException() : fence.DataFault is >= 500 and var status ? Fault(status) : Changed(key, selector);

    private SiteFaultException Fault(int status) => new($"{portal.Name} responded with an error (status {status}). Check whether the site opens in your own browser, and run it again later.");
}
