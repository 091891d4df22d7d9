using System.Net;
using TuroEzpass.Contracts;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>The checks that need no sign-in.</summary>
internal sealed class SmokeVisit(RemoteOptions options, RemoteApi api)
{
    private const int MostRedirects = 4;

    /// <summary>Checks that the API and its store are healthy, and that the system is open.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellation)
    {
        using var health = await api.AskAsync(HttpMethod.Get, "health", null, cancellation).ConfigureAwait(false);
        var says = (await health.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).Trim();
        if (health.StatusCode != HttpStatusCode.OK || says != "Healthy")
            throw new RemoteException($"GET /health: {(int)health.StatusCode} {(says.Length <= 40 ? says : "and an unexpected page")}. The API's log shows which part is unhealthy.");
        var version = health.Headers.TryGetValues(Extensions.VersionHeader, out var values) ? values.First() : "unknown version";
        var maintenance = await api.ReadAsync<MaintenanceState>(HttpMethod.Get, "api/maintenance", null, cancellation).ConfigureAwait(false);
        return maintenance.On
            ? throw new RemoteException($"{version} has been closed for maintenance since {maintenance.Since}. Open it with `turoezpass maintenance off`, then try again.")
            : $"Healthy, {version}";
    }

    /// <summary>Checks that users get a page: the dashboard, or a redirect to the identity provider.</summary>
    public async Task<string> DashboardAsync(CancellationToken cancellation)
    {
        using var web = new RemoteApi(options.Web);
        var path = "";
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            using var page = await web.AskAsync(HttpMethod.Get, path, null, cancellation).ConfigureAwait(false);
            if ((int)page.StatusCode is >= 300 and < 400 && page.Headers.Location is { } to)
            {
                var next = new Uri(new Uri(options.Web, path), to);
                if (next.Host != options.Web.Host)
                    return $"redirects to the sign-in at {next.Host}";
                path = next.PathAndQuery.TrimStart('/');
                continue;
            }

            var html = await page.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return page.StatusCode == HttpStatusCode.OK && page.Content.Headers.ContentType?.MediaType == "text/html" && html.Contains("TuroEzpass", StringComparison.Ordinal)
                ? $"/{path.Split('?')[0]} shows a page"
                : throw new RemoteException($"GET /{path.Split('?')[0]}: {(int)page.StatusCode}, not a TuroEzpass page. The Web's log shows why.");
        }

        throw new RemoteException($"The dashboard redirected more than {MostRedirects} times.");
    }
}
