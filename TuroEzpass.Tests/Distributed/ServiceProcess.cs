using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TuroEzpass.Tests.Distributed;

/// <summary>A service as a separate process that knows only its environment variables.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>The variables that come from the machine; nothing else does, above all no AWS profile.</summary>
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "SSL_CERT_DIR", "SSL_CERT_FILE"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Process process;
    private readonly Process? watch;
    private readonly ConcurrentQueue<string> output = [];
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-service-").FullName;

    private ServiceProcess(string program, int port, IEnumerable<KeyValuePair<string, string>> environment)
    {
        Address = AddressOf(port);
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        (start.Environment["HOME"], start.Environment["TMPDIR"]) = (folder, folder);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // It ends with the tests in any case: the shell waits for the end of its input, which closes when they are gone.
        if (!OperatingSystem.IsWindows())
            watch = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"read -r line; kill -9 {process.Id}"]) { RedirectStandardInput = true, RedirectStandardError = true });
    }

    public Uri Address { get; }

    /// <summary>Its output so far.</summary>
    public string Output => string.Join('\n', output);

    public static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}");

    public static ServiceProcess Start(string program, int port, IEnumerable<KeyValuePair<string, string>> environment) => new(program, port, environment);

    /// <summary>A free port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for a line that contains a text.</summary>
    public async Task<string> SaidAsync(string text)
    {
        string? line = null;
        await Eventually.IsAsync(() => Task.FromResult((line = output.FirstOrDefault(said => said.Contains(text, StringComparison.Ordinal))) is not null || process.HasExited), Patience, () => $"It did not say '{text}': {Output}");
        return line ?? throw new InvalidOperationException($"It ended without saying '{text}': {Output}");
    }

    /// <summary>Waits until it reports that it is healthy.</summary>
    public Task ReadyAsync() => Eventually.IsAsync(async () =>
    {
        Assert.False(process.HasExited, $"It ended: {Output}");
        return await HealthAsync() == (HttpStatusCode.OK, "Healthy");
    }, Patience, () => $"{Address} is not ready: {Output}");

    /// <summary>Its health response; no status if it does not respond.</summary>
    public async Task<(HttpStatusCode? Status, string Word)> HealthAsync()
    {
        try
        {
            using var answer = await Probe.GetAsync(new Uri(Address, "/health"), TestContext.Current.CancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return (null, "");
        }
    }

    /// <summary>Kills it, as when a machine fails (SIGKILL).</summary>
    public void Kill()
    {
        if (watch is { HasExited: false })
            watch.Kill();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        watch?.Dispose();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Heard(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }
}
