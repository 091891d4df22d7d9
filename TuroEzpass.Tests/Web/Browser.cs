using System.Diagnostics;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TuroEzpass.Tests.Web;

/// <summary>One Chromium for all tests of a collection: the Debian package, because tests download nothing.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser's path on this machine; null if there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
            return;
        // A slow page on a busy machine is not an error.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = ["--no-sandbox", "--disable-background-networking"] });
    }

    /// <summary>Opens a window with a new profile. Console errors, script errors and requests to other hosts fail the test.</summary>
    public async Task<Window> OpenAsync(Uri address, int width = 1280, ColorScheme theme = ColorScheme.Light, bool scripts = true)
    {
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine: install chromium-headless-shell.");
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = theme,
            JavaScriptEnabled = scripts,
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Window(context, await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>A window of the browser.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> faults = [];

    public Window(IBrowserContext context, IPage page, Uri address)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } asked && asked.Authority != address.Authority)
                faults.Add($"request to {asked}");
        };
    }

    public IPage Page { get; }

    /// <summary>Invisible problems that must not occur: console errors, script errors, requests to other hosts.</summary>
    public IReadOnlyList<string> Faults => faults;

    public async Task SignInAsync()
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("User name").FillAsync(WebWorld.UserName);
        await Page.GetByLabel("Password").FillAsync(WebWorld.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await AtAsync("^(?!.*/sign-in)");
    }

    /// <summary>Waits until the address matches and its page is loaded. Not with <c>WaitForURLAsync</c>: it misses a load between its
    /// check and its listening.</summary>
    /// <param name="pattern">A regular expression.</param>
    public async Task AtAsync(string pattern)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 30_000 });
        for (var waited = Stopwatch.StartNew(); !await IsLoadedAsync(); await Task.Delay(20))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"{Page.Url} has not loaded.");
    }

    private async Task<bool> IsLoadedAsync()
    {
        try
        {
            return await Page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            // It navigated to another page meanwhile.
            return false;
        }
    }

    /// <summary>Checks that the page has no violation of WCAG 2.2 A and AA.</summary>
    public async Task AssertAccessibleAsync(string name)
    {
        var found = await Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });
        Assert.True(found.Violations.Length == 0, $"{name}: " + string.Join('\n', found.Violations.Select(violation =>
            $"{violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => $"{node.Html} ({string.Join("; ", node.Any.Select(check => check.Message))})"))}")));
    }

    /// <summary>What moved while the page loaded; empty if that is too little to see. A good page moves by less than 0.1
    /// (https://web.dev/articles/cls). While a page arrives in pieces, its columns get wider by a few thousandths.</summary>
    public async Task<IReadOnlyList<string>> ShiftsAsync()
    {
        const double Visible = 0.01;
        var shifts = await Page.EvaluateAsync<string[]>("""
        () => new Promise((done) => {
          const found = [];
          const take = (entries) => {
            for (const entry of entries)
              found.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ` + entry.sources.map((one) => {
                const [from, to] = [one.previousRect, one.currentRect].map((box) => `${box.x},${box.y} ${box.width}x${box.height}`);
                return `${one.node?.outerHTML?.slice(0, 80) ?? one.node?.nodeName} from ${from} to ${to}`;
              }).join(" | "));
          };
          const observer = new PerformanceObserver((list) => take(list.getEntries()));
          observer.observe({ type: "layout-shift", buffered: true });
          setTimeout(() => { take(observer.takeRecords()); done(found); }, 150);
        })
        """);
        return shifts.Sum(shift => double.Parse(shift.AsSpan(0, shift.IndexOf(' ', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture)) > Visible ? shifts : [];
    }

    /// <summary>Checks that nothing extends beyond the right edge.</summary>
    public async Task AssertFitsAsync(string name) =>
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name}: the page is wider than the window");

    /// <summary>Takes a screenshot for review into <c>artifacts/screens</c>, if <c>TUROEZPASS_SCREENS=1</c>.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("TUROEZPASS_SCREENS") != "1")
            return;
        // As high as the page: bars fixed to the window's edge would cover a part of a longer image.
        var size = Page.ViewportSize!;
        var height = await Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await Page.SetViewportSizeAsync(size.Width, Math.Max(height, size.Height));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png"), FullPage = true });
        await Page.SetViewportSizeAsync(size.Width, size.Height);
    }

    public ValueTask DisposeAsync() => new(context.CloseAsync());

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is { } && !File.Exists(Path.Combine(root.FullName, "TuroEzpass.sln")))
            root = root.Parent;
        return Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "artifacts", "screens");
    }
}

/// <summary>The tests that share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>
{
    public const string Name = "Browser";
}

/// <summary>More tests with a browser of their own, so that two run at a time.</summary>
[CollectionDefinition(Name)]
public sealed class MoreBrowserTests : ICollectionFixture<Browser>
{
    public const string Name = "Browser 2";
}
