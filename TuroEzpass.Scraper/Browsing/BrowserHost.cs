using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Browsing;

/// <summary>This process's only browser: started on demand, closed when unused for a while, restarted after a crash.
/// It does not disguise itself from the sites.</summary>
public sealed partial class BrowserHost : IAsyncDisposable
{
    private readonly PortalCatalog catalog;
    private readonly ScraperOptions options;
    private readonly CollectingOptions timing;
    private readonly ILogger<BrowserHost> log;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Timer idle;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private DirectoryInfo? downloads;
    private int users;
    private bool disposed;

    /// <summary>Creates the host; the browser is not started yet.</summary>
    public BrowserHost(PortalCatalog catalog, IOptions<ScraperOptions> options, IOptions<CollectingOptions> timing, ILogger<BrowserHost> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timing);
        (this.catalog, this.options, this.timing, this.log) = (catalog, options.Value, timing.Value, log);
        idle = new Timer(_ => _ = CloseWhenIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How to get a browser; null if there is one. For health checks and the start.</summary>
    public string? Missing => BrowserFinder.Find(options.Browser) is null ? BrowserFinder.Remedy(options.Browser) : null;

    /// <summary>Whether the browser is running.</summary>
    public bool IsRunning => browser?.IsConnected == true;

    /// <summary>Opens a profile that shares nothing with others and is deleted when it is closed.</summary>
    /// <param name="session">The state of an earlier sign-in; empty for none.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="BrowserMissingException">There is no browser, or it can't be started.</exception>
    internal async Task<BrowserProfile> OpenAsync(ReadOnlyMemory<byte> session, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var running = await RunningAsync().ConfigureAwait(false);
            var context = await running.NewContextAsync(Settings(session)).ConfigureAwait(false);
            users++;
            idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return new BrowserProfile(context, running, downloads!, CloseAsync);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            disposed = true;
            await idle.DisposeAsync().ConfigureAwait(false);
            await StopAsync().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private static BrowserNewContextOptions Settings(ReadOnlyMemory<byte> session) => new()
    {
        AcceptDownloads = true,
        ServiceWorkers = ServiceWorkerPolicy.Block,
        Locale = "en-US",
        TimezoneId = "America/New_York",
        ViewportSize = new() { Width = 1280, Height = 900 },
        ReducedMotion = ReducedMotion.Reduce,
        StorageState = session.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(session.Span),
    };

    private async Task CloseAsync(IBrowserContext context)
    {
        try
        {
            await context.CloseAsync().ConfigureAwait(false);
        }
        catch (PlaywrightException)
        {
            // The browser has ended, and the profile with it.
        }

        if (Interlocked.Decrement(ref users) == 0 && !disposed)
            idle.Change(timing.BrowserIdle, Timeout.InfiniteTimeSpan);
    }

    private async Task<IBrowser> RunningAsync()
    {
        if (browser?.IsConnected == true)
            return browser;
        if (browser is not null)
            Broke(log);
        await StopAsync().ConfigureAwait(false);
        var program = BrowserFinder.Find(options.Browser) ?? throw new BrowserMissingException(BrowserFinder.Remedy(options.Browser));
        downloads = Directory.CreateTempSubdirectory("turoezpass-downloads-");
        try
        {
            playwright = await Playwright.CreateAsync().ConfigureAwait(false);
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = program,
                Headless = true,
                DownloadsPath = downloads.FullName,
                // Chromium has no sandbox when run as root.
                ChromiumSandbox = options.Sandbox && !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
                Args = ["--disable-background-networking", "--disable-sync", $"--host-resolver-rules={HostRules()}"],
            }).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is PlaywrightException or IOException or System.ComponentModel.Win32Exception)
        {
            await StopAsync().ConfigureAwait(false);
            throw new BrowserMissingException($"The browser {Path.GetFileName(program)} does not start. Try it in a terminal as the same user ({Path.GetFileName(program)} --version), or set another one in Scraper:Browser. Everything except collecting works without it.", fault);
        }

        Started(log, Path.GetFileName(program), browser.Version);
        return browser;
    }

    /// <summary>Does not even resolve the names of other hosts. This also blocks redirects, which request filters do not see.</summary>
    private string HostRules() =>
        string.Join(", ", catalog.Portals.SelectMany(portal => catalog.SiteOf(portal).Hosts).Distinct(StringComparer.Ordinal).Select(host => $"EXCLUDE {host}").Prepend("MAP * ~NOTFOUND"));

    private async Task CloseWhenIdleAsync()
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (users == 0 && browser is not null)
            {
                await StopAsync().ConfigureAwait(false);
                Rests(log);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task StopAsync()
    {
        var (old, driver, folder) = (browser, playwright, downloads);
        (browser, playwright, downloads) = (null, null, null);
        try
        {
            if (old is not null)
                await old.CloseAsync().ConfigureAwait(false);
        }
        catch (PlaywrightException)
        {
            // It has already ended.
        }

        driver?.Dispose();
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The browser still had files open; the temporary folder's cleanup deletes them.
        }
    }

    [LoggerMessage(LogLevel.Information, "The browser {Program} {Version} started")]
    private static partial void Started(ILogger log, string program, string version);

    [LoggerMessage(LogLevel.Warning, "The browser crashed and is being restarted")]
    private static partial void Broke(ILogger log);

    [LoggerMessage(LogLevel.Debug, "The idle browser was closed")]
    private static partial void Rests(ILogger log);
}
