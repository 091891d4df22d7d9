using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>A link to another origin in <c>foreign-redirect</c>.</summary>
internal static class ForeignLink
{
    /// <summary>The other origin's page; in all other scenarios the given path.</summary>
    public static string Or(Portal portal, HttpContext context, string path)
    {
        if (!portal.Is(Scenario.ForeignRedirect))
            return path;
        var host = context.Request.Host;
        var other = host.Host == "localhost" ? "127.0.0.1" : "localhost";
        return $"{portal.Options.ForeignOrigin ?? $"{context.Request.Scheme}://{other}:{host.Port ?? 80}"}/foreign/{portal.Id}";
    }
}
