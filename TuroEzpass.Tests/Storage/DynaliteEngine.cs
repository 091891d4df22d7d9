using System.Diagnostics;

namespace TuroEzpass.Tests.Storage;

/// <summary>DynamoDB by npm's dynalite 4, which is stricter than moto on sizes, keys and batches. Installed once into the
/// user's cache; the tests are skipped, with the reason, where Node or the package is not to be had.</summary>
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
        if (ChildServer.Find("node") is not { } node) return (null, "dynalite needs Node.js, which is not on the PATH.");
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "turoezpass-tests", $"dynalite-{Version}");
        var program = Path.Combine(cache, "node_modules", "dynalite", "cli.js");
        if (!File.Exists(program) && !await InstallAsync(cache)) return (null, $"npm could not install dynalite {Version} within two minutes.");
        var server = await ChildServer.StartAsync(port => $"exec '{node}' '{program}' --host 127.0.0.1 --port {port} --createTableMs 0 --deleteTableMs 0", "");
        return server is null ? (null, "dynalite did not start within 40 seconds.") : (server, "");
    }

    /// <summary>Installs beside the final place and renames, so that an interrupted install is not taken for one.</summary>
    private static async Task<bool> InstallAsync(string cache)
    {
        if (ChildServer.Find("npm") is not { } npm) return false;
        var folder = $"{cache}.{Environment.ProcessId}";
        Directory.CreateDirectory(folder);
        using var process = Process.Start(new ProcessStartInfo(
            npm, ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", $"dynalite@{Version}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
        if (process.ExitCode != 0) return false;
        if (Directory.Exists(cache)) Directory.Delete(folder, recursive: true);
        else Directory.Move(folder, cache);
        return true;
    }
}
