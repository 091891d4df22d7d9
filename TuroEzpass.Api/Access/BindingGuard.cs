using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TuroEzpass.Api.Access;

/// <summary>Thrown for an address that would send passwords and tokens over the network unencrypted.</summary>
/// <param name="message">The address, and what to do.</param>
public sealed class UnsafeBindingException(string message) : Exception(message);

/// <summary>Without HTTPS, allows only addresses of this machine, unless an HTTPS proxy is in front
/// (<c>--behind-proxy true</c>, <c>BehindProxy=true</c>, or the framework's own <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c>, which
/// Aspire's manifest sets).</summary>
/// <param name="configuration">Holds the addresses and the proxy setting.</param>
/// <param name="server">The server that listens.</param>
public sealed class BindingGuard(IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    private static readonly char[] Separators = [';', ','];

    /// <summary>Whether an HTTPS proxy is in front of this service.</summary>
    public static bool IsBehindProxy(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetValue("BehindProxy", false) || configuration.GetValue("behind-proxy", false) || IsForwardingByFramework(configuration);
    }

    /// <summary>Whether the framework already reads forwarded headers. Reading them a second time would trust one hop too many: an
    /// address that the client made up.</summary>
    internal static bool IsForwardingByFramework(IConfiguration configuration) => configuration.GetValue("ForwardedHeaders_Enabled", false);

    /// <summary>Checks addresses.</summary>
    /// <param name="addresses">Addresses in Kestrel's form: <c>http://127.0.0.1:5000</c>, <c>https://*:443</c>, <c>http://unix:/…</c>.</param>
    /// <param name="behindProxy">Whether an HTTPS proxy is in front.</param>
    /// <exception cref="UnsafeBindingException">An address is open to the network without HTTPS.</exception>
    public static void Check(IEnumerable<string> addresses, bool behindProxy)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (!behindProxy && addresses.FirstOrDefault(IsOpen) is { } open)
        {
            throw new UnsafeBindingException(
                $"The address {open} is open to the network without HTTPS, so passwords and tokens could be intercepted. " +
                "Use http://127.0.0.1 with a port, or https:// with a certificate. If an HTTPS proxy is in front of this service, add --behind-proxy true.");
        }
    }

    /// <summary>The configured addresses: <c>urls</c>, or else the ports alone, and Kestrel's endpoints.</summary>
    public static IReadOnlyList<string> Named(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]).ToList();
        // A port alone means every address of the machine.
        if (urls.Count == 0)
            urls.AddRange(Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"));
        return [.. urls, .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Check([.. Bound(), .. Named(configuration)], IsBehindProxy(configuration));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Addresses that were set in code are known only now.
        Check(Bound(), IsBehindProxy(configuration));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ICollection<string> Bound() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private static string[] Split(string? list) => list?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsOpen(string address)
    {
        var parsed = BindingAddress.Parse(address);
        return !parsed.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
            && !parsed.IsUnixPipe && !parsed.IsNamedPipe
            && !parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
