using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>Allows only addresses of this machine unless <see cref="SimulatorOptions.Public"/> is set: someone could mistake the simulator
/// for the real site and enter a real password.</summary>
internal sealed class LoopbackGuard(IConfiguration configuration, SimulatorOptions options, IServer server) : IHostedLifecycleService
{
    private static readonly char[] Separators = [';', ','];

    public Task StartingAsync(CancellationToken cancellationToken) => CheckAsync([.. Bound(), .. Named()]);

    // Addresses that were set in code are known only now.
    public Task StartedAsync(CancellationToken cancellationToken) => CheckAsync(Bound());

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task CheckAsync(IEnumerable<string> addresses) => !options.Public && addresses.FirstOrDefault(IsOpen) is { } open
        ? throw new OpenSimulatorException($"The portal simulator would listen on {open}, where other machines can reach it, and it accepts passwords. Use http://127.0.0.1 with a port. In a private network, you can set Simulator:Public=true instead.")
        : Task.CompletedTask;

    private ICollection<string> Bound() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private IEnumerable<string> Named()
    {
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        // A port alone means every address of the machine.
        if (urls.Length == 0)
            urls = [.. Split(configuration[WebHostDefaults.HttpPortsKey]).Concat(Split(configuration[WebHostDefaults.HttpsPortsKey])).Select(port => $"http://*:{port}")];
        return [.. urls, .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
    }

    private static string[] Split(string? list) => list?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsOpen(string address)
    {
        var parsed = BindingAddress.Parse(address);
        return !parsed.IsUnixPipe && !parsed.IsNamedPipe
            && !parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
