using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Testcontainers.LocalStack;
using TuroEzpass.Tests.Storage;

[assembly: AssemblyFixture(typeof(AwsEmulatorEnd))]

namespace TuroEzpass.Tests.Storage;

/// <summary>The emulator of the AWS tests, started once for the whole run when the first test needs it. In this order:
/// <c>AWS_ENDPOINT_URL</c>; LocalStack if Docker responds; <c>moto_server</c> if it is on the PATH; otherwise the tests are
/// skipped with a reason.</summary>
public sealed class AwsEmulator : IAsyncDisposable
{
    // Images after 4.x require a token and end without one.
    private const string LocalStackImage = "localstack/localstack:4.12.0";

    private static readonly Lazy<Task<(AwsEmulator? Emulator, string Reason)>> Shared = new(StartAsync);

    private readonly IAsyncDisposable? owned;

    private AwsEmulator(string name, Uri endpoint, IAsyncDisposable? owned) => (Name, Endpoint, this.owned) = (name, endpoint, owned);

    public string Name { get; }

    public Uri Endpoint { get; }

    /// <summary>The emulator; skips the test if there is none.</summary>
    public static async Task<AwsEmulator> GetAsync()
    {
        var (emulator, reason) = await Shared.Value;
        Assert.SkipWhen(emulator is null, reason);
        return emulator!;
    }

    /// <summary>Ends the emulator, if this run started one.</summary>
    public static async ValueTask EndAsync()
    {
        if (Shared.IsValueCreated && (await Shared.Value).Emulator is { } emulator) await emulator.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (owned is not null) await owned.DisposeAsync();
    }

    private static async Task<(AwsEmulator? Emulator, string Reason)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } url)
            return (new AwsEmulator("AWS_ENDPOINT_URL", new Uri(url), null), "");
        if (await DockerAnswersAsync())
        {
            var container = new LocalStackBuilder(LocalStackImage).Build();
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            try
            {
                await container.StartAsync(limit.Token);
                return (new AwsEmulator(LocalStackImage, new Uri(container.GetConnectionString()), container), "");
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Docker without the image and without access to it: moto works as well.
                await container.DisposeAsync();
            }
        }
        if (ChildServer.Find("moto_server") is not { } moto)
            return (null, "No AWS emulator: AWS_ENDPOINT_URL is not set, Docker does not answer, and moto_server is not on the PATH (pip install 'moto[server]').");
        var server = await ChildServer.StartAsync(port => $"exec '{moto}' -H 127.0.0.1 -p {port}", "moto-api/");
        return server is null
            ? (null, "moto_server did not start within 40 seconds.")
            : (new AwsEmulator("moto_server", server.Endpoint, server), "");
    }

    private static async Task<bool> DockerAnswersAsync()
    {
        if (ChildServer.Find("docker") is not { } docker) return false;
        using var process = Process.Start(new ProcessStartInfo(docker, ["version", "--format", "{{.Server.Version}}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return false;
        }
    }
}

/// <summary>Ends the emulator after the last test.</summary>
public sealed class AwsEmulatorEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await AwsEmulator.EndAsync();
        await DynaliteEngine.EndAsync();
    }
}

/// <summary>A server program on a free loopback port that ends with this process, however it ends: a shell waits for the end of its
/// standard input, which the system closes when this process is gone.</summary>
public sealed class ChildServer : IAsyncDisposable
{
    private readonly Process process;

    private ChildServer(Process process, Uri endpoint) => (this.process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    /// <summary>A program on the PATH, or null.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Starts the command and waits until it responds; null if it does not.</summary>
    public static async Task<ChildServer?> StartAsync(Func<int, string> command, string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var script = $"exec 2>/dev/null; ({command(port)}) >/dev/null 2>&1 & child=$!; read -r line; kill $child; wait $child";
        var server = new ChildServer(
            Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardInput = true })!, new Uri($"http://127.0.0.1:{port}/"));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromMinutes(3);)
        {
            try
            {
                if ((await http.GetAsync(new Uri(server.Endpoint, path))).IsSuccessStatusCode) return server;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not up yet.
            }
            await Task.Delay(200);
        }
        await server.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
