using System.Collections.Concurrent;
using Microsoft.Playwright;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Browsing;

/// <summary>Keeps a profile on the portal's own origins, and listens to how the site answers.</summary>
internal sealed class SiteFence(PortalSite site)
{
    private readonly ConcurrentDictionary<string, int> refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IRequest, byte> open = new(ReferenceEqualityComparer.Instance);
    private volatile string? leftFor;
    private int pageFault;
    private int dataFault;
    private int denied;

    /// <summary>Requests to other origins that were not made, by origin.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    /// <summary>The other origin that the page itself was led to; null where it never was.</summary>
    public string? LeftFor => leftFor;

    /// <summary>Whether a request is under way.</summary>
    public bool IsBusy => !open.IsEmpty;

    /// <summary>The status of the last page that was a fault of the site's, since <see cref="Forget"/>; 0 where there was none.</summary>
    public int PageFault => Volatile.Read(ref pageFault);

    /// <summary>The same of what a page asked for by itself. Not all of that matters, so it only explains what did not come.</summary>
    public int DataFault => Volatile.Read(ref dataFault);

    /// <summary>Whether the site said since <see cref="Forget"/> that nobody is signed in (401, 403).</summary>
    public bool IsDenied => Volatile.Read(ref denied) != 0;

    /// <summary>Begins to watch.</summary>
    public async Task WatchAsync(IBrowserContext context)
    {
        await context.RouteAsync("**/*", JudgeAsync).ConfigureAwait(false);
        context.Request += (_, request) => Begin(request);
        context.RequestFinished += (_, request) => open.TryRemove(request, out var _);
        context.RequestFailed += (_, request) => open.TryRemove(request, out var _);
        context.Response += (_, response) => Note(response);
    }

    /// <summary>Forgets the faults that were seen, before a new step.</summary>
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
            // The page went away while its request was judged.
        }
    }

    private void Begin(IRequest request)
    {
        if (!site.Allows(request.Url))
        {
            // A redirect is not judged before it is followed; its host's name is not looked up.
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
            // A navigation whose frame is not there yet is a page's own.
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
