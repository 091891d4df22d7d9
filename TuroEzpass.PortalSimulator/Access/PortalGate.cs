using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>Runs before every page of a portal: counts requests, and handles scenarios in which the page is not shown.</summary>
internal static class PortalGate
{
    /// <summary>Lets a request through, delays it or blocks it, depending on the portal's scenario.</summary>
    public static async ValueTask<object?> PassAsync(Portal portal, EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var number = portal.Enter(isPage: !context.Request.Path.Value!.EndsWith(".svg", StringComparison.Ordinal));
        // When the response has been sent, not when it is ready: a download takes time.
        context.Response.OnCompleted(() =>
        {
            portal.Leave();
            return Task.CompletedTask;
        });
        if (portal.Is(Scenario.Down) || (portal.Is(Scenario.ServerErrors) && number <= portal.Options.FailedRequests))
            return Notices.Unavailable(portal);
        if (portal.Is(Scenario.Maintenance))
            return Notices.Maintenance(portal);
        if (portal.Is(Scenario.Blocked))
            return Notices.Blocked(portal);
        if (portal.Is(Scenario.SlowPages))
            await Task.Delay(TimeSpan.FromSeconds(portal.Options.SlowSeconds), context.RequestAborted);
        return await next(invocation);
    }
}
