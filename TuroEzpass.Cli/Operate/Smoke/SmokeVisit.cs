using System.Net;
using TuroEzpass.Contracts;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>What anybody sees of a running system.</summary>
internal sealed class SmokeVisit(RemoteOptions options, RemoteApi api)
{
    private const int MostRedirects = 4;

    /// <summary>Whether the API and its store are well, and open.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellation)
    {
        using var health = await api.AskAsync(HttpMethod.Get, "health", null, cancellation).ConfigureAwait(false);
        var says = (await health.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)).Trim();
        if (health.StatusCode != HttpStatusCode.OK || says != "Healthy")
            throw new RemoteException($"GET /health: {(int)health.StatusCode} {(says.Length <= 40 ? says : "and a page of something else")}. The log of the API says which part is not well.");
        var version = health.Headers.TryGetValues(Extensions.VersionHeader, out var values) ? values.First() : "of an unknown version";
        var maintenance = await api.ReadAsync<MaintenanceState>(HttpMethod.Get, "api/maintenance", null, cancellation).ConfigureAwait(false);
        return maintenance.On
            ? throw new RemoteException($"{version} is closed for maintenance since {maintenance.Since}. Open it with `turoezpass maintenance off`, then try again.")
            : $"Healthy, {version}";
    }

    /// <summary>Whether people get a page: the dashboard's, or the way to the identity provider.</summary>
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
                    return $"leads to the sign-in at {next.Host}";
                path = next.PathAndQuery.TrimStart('/');
                continue;
            }

            var html = await page.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return page.StatusCode == HttpStatusCode.OK && page.Content.Headers.ContentType?.MediaType == "text/html" && html.Contains("TuroEzpass", StringComparison.Ordinal)
                ? $"/{path.Split('?')[0]} shows a page"
                : throw new RemoteException($"GET /{path.Split('?')[0]}: {(int)page.StatusCode}, and no page of TuroEzpass. The log of the Web says why.");
        }

        throw new RemoteException($"The dashboard redirects more than {MostRedirects} times.");
    }
}
