namespace TuroEzpass.Tests.Storage;

/// <summary>DynamoDB by npm's dynalite 4, which is stricter than moto on sizes, keys and batches. Installed once into the
/// user's cache; the tests are skipped, with the reason, if Node or the package is not available.</summary>
public sealed class DynaliteEngine : AwsEngine
{
    private const string Version = "4.0.0";

    private static readonly Lazy<Task<(ChildServer? Server, string Reason)>> Shared = new(StartAsync);

    public static async ValueTask EndAsync()
    {
        if (Shared.IsValueCreated && (await Shared.Value).Server is { } server) await server.DisposeAsync();
    }

    protected override async Task<Uri> EndpointAsync()
    {
        var (server, reason) = await Shared.Value;
        Assert.SkipWhen(server is null, reason);
        return server!.Endpoint;
    }

    private static async Task<(ChildServer? Server, string Reason)> StartAsync()
    {
        var (folder, reason) = await NpmPackage.FindAsync("dynalite", Version);
        if (folder is null) return (null, reason);
        var program = Path.Combine(folder, "node_modules", "dynalite", "cli.js");
        var server = await ChildServer.StartAsync(port => $"exec node '{program}' --host 127.0.0.1 --port {port} --createTableMs 0 --deleteTableMs 0", "");
        return server is null ? (null, "dynalite did not start within 40 seconds.") : (server, "");
    }
}
