using System.Text.Json;
using System.Text.Json.Nodes;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.SigningIn;

/// <summary>The browser's state of a sign-in, as far as it is the portal's own.</summary>
internal static class SessionState
{
    /// <summary>The state without the cookies and stores of other sites.</summary>
    /// <param name="state">As Playwright gives it.</param>
    /// <param name="site">The portal's place.</param>
    public static string Of(string state, PortalSite site)
    {
        var json = JsonNode.Parse(state)!.AsObject();
        var hosts = site.Hosts.ToList();
        json["cookies"] = new JsonArray([.. Items(json, "cookies").Where(cookie => IsOf(hosts, (string?)cookie?["domain"])).Select(item => item?.DeepClone())]);
        json["origins"] = new JsonArray([.. Items(json, "origins").Where(origin => site.Allows((string?)origin?["origin"] ?? "")).Select(item => item?.DeepClone())]);
        return json.ToJsonString(new JsonSerializerOptions());
    }

    private static IEnumerable<JsonNode?> Items(JsonObject json, string name) => json[name] as JsonArray ?? [];

    /// <summary>A cookie of <c>.example.org</c> is one of <c>www.example.org</c> too.</summary>
    private static bool IsOf(List<string> hosts, string? domain) =>
        domain?.TrimStart('.') is { Length: > 0 } name && hosts.Any(host => host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
}
