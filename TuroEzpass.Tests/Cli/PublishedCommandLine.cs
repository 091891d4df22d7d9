using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace TuroEzpass.Tests.Cli;

/// <summary>The command line published with <c>dotnet publish</c> into a temporary folder, and another folder to run it from.</summary>
public sealed class PublishedCommandLine : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-published-").FullName;

    /// <summary>The folder to run it from, which contains nothing of the program.</summary>
    public string Elsewhere { get; } = Directory.CreateTempSubdirectory("turoezpass-elsewhere-").FullName;

    public async ValueTask InitializeAsync()
    {
        // bin/<configuration>/<framework>/ below the tests' project.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = own.Parent!.Parent!.Parent!.Parent!.FullName;
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            // Build servers outlive the command and keep its output open: reading it would wait for 15 minutes.
            ArgumentList = { "publish", Path.Combine(root, "TuroEzpass.Cli"), "-c", own.Parent.Name, "--no-build", "--disable-build-servers", "-v", "quiet", "-o", folder },
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, said);
    }

    /// <summary>Runs <c>turoezpass serve</c> on a free port.</summary>
    public RunningServer Serve(params string[] words) => new(folder, Elsewhere, words);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(Elsewhere, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A running <c>turoezpass serve</c>.</summary>
public sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly List<string> output = [];
    private readonly Task<string> errors;

    internal RunningServer(string program, string from, string[] words)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Temporary = Directory.CreateDirectory(Path.Combine(from, $"temporary-{Guid.NewGuid():N}")).FullName;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = from, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { Path.Combine(program, "turoezpass.dll"), "serve" }.Concat(words.Contains("--urls") ? words : [.. words, "--urls", Address.ToString()]))
            start.ArgumentList.Add(word);
        start.Environment["TMPDIR"] = Temporary;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => _ = line.Data is { } text ? lines.Writer.TryWrite(text) : lines.Writer.TryComplete();
        process.BeginOutputReadLine();
        errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }

    /// <summary>Its folder for temporary files.</summary>
    public string Temporary { get; }

    /// <summary>Its output so far.</summary>
    public IReadOnlyList<string> Output => output;

    public string Errors => errors.Result;

    /// <summary>Waits for a line that contains a text.</summary>
    public async Task<string> SaidAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (await lines.Reader.WaitToReadAsync(limit.Token))
        {
            var line = await lines.Reader.ReadAsync(limit.Token);
            output.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"It ended without saying '{text}': {string.Join('\n', output)} {await errors}");
    }

    /// <summary>Asks it to stop, like a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await ExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await process.WaitForExitAsync(limit.Token);
        await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
            output.Add(line);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
