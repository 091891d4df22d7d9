using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Takes pictures of pages, with what is private covered.</summary>
internal sealed partial class PageCapture(PortalDefinition portal, PortalCredentials? credentials)
{
    /// <summary>The colour of the covers.</summary>
    public const string Cover = "#30404f";

    private const float Patience = 15_000;

    /// <summary>The proof of a page that was read: all of it, readable, without the account's names.</summary>
    public Task<byte[]> ProofAsync(IPage page) => TakeAsync(page, [page.Locator("input[type=password]"), .. Names(page)], fullPage: true);

    /// <summary>What a page showed when the collection failed. Here every field and every longer number is covered: a code, an account.</summary>
    /// <returns>Null where no picture can be taken.</returns>
    public async Task<byte[]?> FailureAsync(IPage page)
    {
        try
        {
            return await TakeAsync(
                page, [page.Locator("input:not([type=submit]):not([type=button]), textarea, [contenteditable], iframe"), page.GetByText(LongNumber()), .. Names(page)], fullPage: true).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is PlaywrightException or TimeoutException)
        {
            return null;
        }
    }

    private IEnumerable<ILocator> Names(IPage page)
    {
        foreach (var selector in portal.Private)
            yield return page.Locator(selector);
        if (credentials is null)
            yield break;
        yield return page.GetByText(credentials.UserName);
        yield return page.GetByText(credentials.Password);
    }

    private static Task<byte[]> TakeAsync(IPage page, IEnumerable<ILocator> masks, bool fullPage) => page.ScreenshotAsync(new()
    {
        FullPage = fullPage,
        Mask = masks,
        MaskColor = Cover,
        Animations = ScreenshotAnimations.Disabled,
        Timeout = Patience,
    });

    [GeneratedRegex(@"\d{6,}")]
    private static partial Regex LongNumber();
}
