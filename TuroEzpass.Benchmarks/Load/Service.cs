using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>A service as a separate program, on a free port of this machine.</summary>
internal sealed class Service : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;

    private Service(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts a service and waits until it responds.</summary>
    /// <param name="assembly">The program's assembly.</param>
    /// <param name="path">The path that responds when it is ready.</param>
    /// <param name="settings">The configuration.</param>
    public static async Task<Service> StartAsync(string assembly, string path, params (string Key, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(assembly);
        foreach (var (key, value) in settings.Append(("urls", address.ToString())).Append(("Logging:LogLevel:Default", "Warning")))
            start.ArgumentList.Add($"--{key}={value}");
        var service = new Service(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."), address);
        // Its output is not used, but a full pipe would block it.
        service.process.OutputDataReceived += (_, _) => { };
        service.process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                return service;
            }
            catch (HttpRequestException) when (watch.Elapsed < Patience && !service.process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public long MemoryBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
