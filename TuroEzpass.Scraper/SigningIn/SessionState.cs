using System.Text.Json;
using System.Text.Json.Nodes;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.SigningIn;

/// <summary>The browser state of a sign-in, limited to the portal's own data.</summary>
internal static class SessionState
{
    /// <summary>Removes other sites' cookies and storage from the state.</summary>
    /// <param name="state">The state from Playwright.</param>
    /// <param name="site">The portal's addresses.</param>
    public static string Of(string state, PortalSite site)
    {
        var json = JsonNode.Parse(state)!.AsObject();
        var hosts = site.Hosts.ToList();
        json["cookies"] = new JsonArray([.. Items(json, "cookies").Where(cookie => IsOf(hosts, (string?)cookie?["domain"])).Select(item => item?.DeepClone())]);
        json["origins"] = new JsonArray([.. Items(json, "origins").Where(origin => site.Allows((string?)origin?["origin"] ?? "")).Select(item => item?.DeepClone())]);
        return json.ToJsonString(new JsonSerializerOptions());
    }

    private static IEnumerable<JsonNode?> Items(JsonObject json, string name) => json[name] as JsonArray ?? [];

    /// <summary>A cookie of <c>.example.org</c> also belongs to <c>www.example.org</c>.</summary>
    private static bool IsOf(List<string> hosts, string? domain) =>
        domain?.TrimStart('.') is { Length: > 0 } name && hosts.Any(host => host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
}
