using System.Collections.Concurrent;
using Microsoft.Playwright;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Browsing;

/// <summary>Blocks requests to origins other than the portal's, and watches the site's responses.</summary>
internal sealed class SiteFence(PortalSite site)
{
    private readonly ConcurrentDictionary<string, int> refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IRequest, byte> open = new(ReferenceEqualityComparer.Instance);
    private volatile string? leftFor;
    private int pageFault;
    private int dataFault;
    private int denied;

    /// <summary>The number of blocked requests, by origin.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    /// <summary>The other origin that the page navigated to; null if none.</summary>
    public string? LeftFor => leftFor;

    /// <summary>Whether a request is in progress.</summary>
    public bool IsBusy => !open.IsEmpty;

    /// <summary>The status of the last page that failed with a server error, since <see cref="Forget"/>; 0 if none did.</summary>
    public int PageFault => Volatile.Read(ref pageFault);

    /// <summary>The same for requests made by a page's scripts. They do not always matter, so this only explains missing data.</summary>
    public int DataFault => Volatile.Read(ref dataFault);

    /// <summary>Whether the site responded with 401 or 403 since <see cref="Forget"/>.</summary>
    public bool IsDenied => Volatile.Read(ref denied) != 0;

    /// <summary>Starts watching.</summary>
    public async Task WatchAsync(IBrowserContext context)
    {
        await context.RouteAsync("**/*", JudgeAsync).ConfigureAwait(false);
        context.Request += (_, request) => Begin(request);
        context.RequestFinished += (_, request) => open.TryRemove(request, out var _);
        context.RequestFailed += (_, request) => open.TryRemove(request, out var _);
        context.Response += (_, response) => Note(response);
    }

    /// <summary>Clears the recorded errors before a new step.</summary>
    public void Forget()
    {
        Volatile.Write(ref pageFault, 0);
        Volatile.Write(ref dataFault, 0);
        Volatile.Write(ref denied, 0);
        open.Clear();
    }

    private async Task JudgeAsync(IRoute route)
    {
        try
        {
            if (site.Allows(route.Request.Url))
            {
                await route.ContinueAsync().ConfigureAwait(false);
                return;
            }

            Refuse(route.Request);
            await route.AbortAsync("blockedbyclient").ConfigureAwait(false);
        }
        catch (PlaywrightException)
        {
            // The page was closed while its request was checked.
        }
    }

    private void Begin(IRequest request)
    {
        if (!site.Allows(request.Url))
        {
            // A redirect can't be checked before it is followed; name resolution blocks other hosts.
            if (request.RedirectedFrom is not null)
                Refuse(request);
            return;
        }

        if (request.ResourceType is "document" or "xhr" or "fetch")
            open[request] = 0;
    }

    private void Refuse(IRequest request)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var address))
            return;
        var origin = PortalSite.Origin(address);
        refused.AddOrUpdate(origin, 1, (_, count) => count + 1);
        if (request.IsNavigationRequest && IsMain(request))
            leftFor = origin;
    }

    private static bool IsMain(IRequest request)
    {
        try
        {
            return request.Frame.ParentFrame is null;
        }
        catch (PlaywrightException)
        {
            // A navigation without a frame yet is the page's own.
            return true;
        }
    }

    private void Note(IResponse response)
    {
        if (response.Request.ResourceType is not ("document" or "xhr" or "fetch"))
            return;
        if (response.Status >= 500 && response.Request.ResourceType == "document")
            Volatile.Write(ref pageFault, response.Status);
        else if (response.Status >= 500)
            Volatile.Write(ref dataFault, response.Status);
        else if (response.Status is 401 or 403)
            Volatile.Write(ref denied, 1);
    }
}
