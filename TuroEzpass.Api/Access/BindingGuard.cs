using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TuroEzpass.Api.Access;

/// <summary>An address would carry passwords and tokens over the network in the clear.</summary>
/// <param name="message">Which, and what to do.</param>
public sealed class UnsafeBindingException(string message) : Exception(message);

/// <summary>Refuses to listen on anything but this machine without HTTPS, unless a proxy that has it stands before
/// (<c>--behind-proxy true</c>, or <c>BehindProxy=true</c>; the framework's own <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c>, which
/// Aspire's manifest sets, says the same).</summary>
/// <param name="configuration">Where the addresses and the proxy are named.</param>
/// <param name="server">What listens.</param>
public sealed class BindingGuard(IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    private static readonly char[] Separators = [';', ','];

    /// <summary>Whether a proxy with HTTPS stands before this service.</summary>
    public static bool IsBehindProxy(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.GetValue("BehindProxy", false) || configuration.GetValue("behind-proxy", false) || IsForwardingByFramework(configuration);
    }

    /// <summary>Whether the framework reads forwarded headers by itself. Reading them once more would believe one hop too many: an
    /// address that the client made up.</summary>
    internal static bool IsForwardingByFramework(IConfiguration configuration) => configuration.GetValue("ForwardedHeaders_Enabled", false);

    /// <summary>Checks addresses.</summary>
    /// <param name="addresses">As Kestrel takes them: <c>http://127.0.0.1:5000</c>, <c>https://*:443</c>, <c>http://unix:/…</c>.</param>
    /// <param name="behindProxy">Whether a proxy with HTTPS stands before.</param>
    /// <exception cref="UnsafeBindingException">One is open to the network without HTTPS.</exception>
    public static void Check(IEnumerable<string> addresses, bool behindProxy)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (!behindProxy && addresses.FirstOrDefault(IsOpen) is { } open)
        {
            throw new UnsafeBindingException(
                $"The address {open} is open to the network without HTTPS, so passwords and tokens could be read on their way. " +
                "Use http://127.0.0.1 and a port, or https:// with a certificate; or, where a proxy with HTTPS stands before this service, add --behind-proxy true.");
        }
    }

    /// <summary>The addresses that the configuration names: <c>urls</c>, else ports alone, and Kestrel's endpoints.</summary>
    public static IReadOnlyList<string> Named(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]).ToList();
        // Ports alone mean every address of the machine.
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
        // What code had told Kestrel shows only now.
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
