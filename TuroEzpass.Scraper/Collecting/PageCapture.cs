using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Takes images of pages, with private data covered.</summary>
internal sealed partial class PageCapture(PortalDefinition portal, PortalCredentials? credentials)
{
    /// <summary>The color of the covers.</summary>
    public const string Cover = "#30404f";

    private const float Patience = 15_000;

    /// <summary>The image that proves a page was read: the full page, readable, with the account's names covered.</summary>
    public Task<byte[]> ProofAsync(IPage page) => TakeAsync(page, [page.Locator("input[type=password]"), .. Names(page)], fullPage: true);

    /// <summary>A screenshot of a failed collection. Covers every field and every long number, which may be a code or an account.</summary>
    /// <returns>Null if no image can be taken.</returns>
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
