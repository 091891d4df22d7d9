using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Images;

/// <summary>The Dockerfile's steps outside a container: publish, then run as its user, without privileges, on a file system where
/// only <c>/tmp</c> and the data folder are writable. Takes minutes, so only with <c>TUROEZPASS_FULL=1</c>.</summary>
public sealed class PublishedServiceTests : IDisposable
{
    private const string User = "1654";
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-image-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Api", "TuroEzpass.Api.dll")]
    [InlineData("Web", "TuroEzpass.Web.dll")]
    [InlineData("Scraper", "TuroEzpass.Scraper.dll")]
    [InlineData("Cli", "turoezpass.dll")]
    public async Task What_is_published_runs_as_the_images_run_it(string project, string assembly)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Minutes long: set TUROEZPASS_FULL=1.");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Becoming another user needs root, and Linux.");
        var (app, data, port) = (Path.Combine(folder, "app"), Path.Combine(folder, "data"), FreePort());
        await RunAsync("dotnet", ["publish", InRepository($"TuroEzpass.{project}"), "--disable-build-servers", "--configuration", "Release", "--arch", "amd64", "--os", "linux", "--self-contained", "false", "--output", app]);
        Directory.CreateDirectory(data);
        await RunAsync("chown", [User, data]);
        await RunAsync("chmod", ["-R", "a+rX", folder]);
        var alive = Path.Combine(folder, "alive");
        File.Copy(InRepository("deploy", "docker", "alive"), alive);

        // In a separate mount namespace: the root is read-only, the data folder and /tmp are not.
        var arguments = project == "Cli" ? $"serve --data {data} --urls http://*:{port} --behind-proxy" : "";
        var script = $"""
            mount --bind {folder} /mnt && mount -o remount,bind,ro / && mount -t tmpfs -o mode=1777 tmpfs /tmp || exit 90
            mkdir -p {folder} && mount --bind /mnt {folder} && mount -o remount,bind,ro {folder} && mount --bind /mnt/data {data} && mount -o remount,bind,rw {data} || exit 91
            cd {app} && exec setpriv --reuid {User} --regid {User} --clear-groups --bounding-set=-all dotnet {assembly} {arguments}
            """;
        var start = new ProcessStartInfo("unshare", ["--mount", "bash", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in new[]
        {
            ("PATH", Environment.GetEnvironmentVariable("PATH")!), ("HOME", "/tmp"), ("DOTNET_EnableDiagnostics", "0"), ("ASPNETCORE_HTTP_PORTS", $"{port}"), ("BehindProxy", "true"),
            ("Auth__Mode", "Local"), ("Storage__Engine", "Local"), ("Storage__DataFolder", data), ("Scraper__Schedule", "External"), ("Scraper__Sandbox", "false"),
        })
            start.Environment[name] = value;
        using var service = Process.Start(start)!;
        var (said, failed) = (service.StandardOutput.ReadToEndAsync(Cancel), service.StandardError.ReadToEndAsync(Cancel));
        try
        {
            var isAlive = false;
            for (var tries = 0; tries < 120 && !isAlive && !service.HasExited; tries++)
            {
                await Task.Delay(1000, Cancel);
                isAlive = await ExitAsync("bash", [alive], port) == 0;
            }

            Assert.True(isAlive, service.HasExited ? $"{service.ExitCode}: {await said}{await failed}" : "it does not answer");
            Assert.NotEqual(0, await ExitAsync("bash", [alive, "/no-such-page"], port));
        }
        finally
        {
            if (!service.HasExited)
                service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, string[] arguments) => Assert.Equal(0, await ExitAsync(program, arguments, 0));

    private static async Task<int> ExitAsync(string program, string[] arguments, int port)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_HTTP_PORTS"] = $"{port}";
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        await output;
        return process.ExitCode;
    }
}
