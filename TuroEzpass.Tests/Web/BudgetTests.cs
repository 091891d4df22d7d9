using Microsoft.Playwright;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Web;

/// <summary>Every page with half a year of an invented host's data: its size on a first visit, that the layout does not shift while it loads,
/// that the browser blocks nothing; with <c>./test --full</c> a screenshot of every look of every page under <c>artifacts/</c>.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class BudgetTests(Browser browser)
{
    /// <summary>Bytes transferred, with styles, scripts and icons; not the evidence image, which is a requested document.</summary>
    private const int MostBytes = 120 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_light_still_and_without_a_fault()
    {
        await using var world = await DemoAsync();
        var problems = new List<string>();
        foreach (var path in await PathsAsync(world))
        {
            // A new profile: nothing is cached from the page before.
            await using var window = await browser.OpenAsync(world.Address, 1280);
            await window.SignInAsync();
            var cdp = await window.Page.Context.NewCDPSessionAsync(window.Page);
            await cdp.SendAsync("Network.enable");
            await cdp.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
            var bytes = 0.0;
            var evidence = new HashSet<string>(StringComparer.Ordinal);
            cdp.Event("Network.responseReceived").OnEvent += (_, json) =>
            {
                if (json!.Value.GetProperty("response").GetProperty("url").GetString()!.Contains("/evidence/", StringComparison.Ordinal))
                    evidence.Add(json.Value.GetProperty("requestId").GetString()!);
            };
            cdp.Event("Network.loadingFinished").OnEvent += (_, json) =>
            {
                if (!evidence.Contains(json!.Value.GetProperty("requestId").GetString()!))
                    bytes += json.Value.GetProperty("encodedDataLength").GetDouble();
            };
            await window.Page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', (event) => console.error('refused: ' + event.violatedDirective))");
            await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            if (bytes > MostBytes || bytes == 0)
                problems.Add($"{path}: {bytes / 1024:0} KB");
            problems.AddRange((await window.ShiftsAsync()).Select(shift => $"{path}: moves by {shift}"));
            problems.AddRange(window.Faults.Select(fault => $"{path}: {fault}"));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public async Task Every_page_in_every_look_is_accessible_and_fits()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") is null, "long: every page in every look (./test --full)");
        await using var world = await DemoAsync();
        var paths = await PathsAsync(world);
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 390, 1024, 1600 })
            {
                await using var window = await browser.OpenAsync(world.Address, width, theme);
                await window.SignInAsync();
                foreach (var path in paths)
                {
                    var name = $"all/{path.Trim('/').Split('?')[0].Replace('/', '-')}-{theme.ToString().ToLowerInvariant()}-{width}";
                    await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
                    await window.PictureAsync(name);
                    await window.AssertFitsAsync(name);
                    await window.AssertAccessibleAsync(name);
                }

                Assert.Empty(window.Faults);
            }
        }
    }

    private static async Task<WebWorld> DemoAsync()
    {
        var world = await WebWorld.StartAsync("Api:RequestsPerSecond=100000", "Api:Burst=100000");
        var today = world.Api.Clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;
        await DemoLedger.FillAsync(world.Api.Service<IRecordStore>(), world.Api.Service<IProofStore>(), SetUp.FirstOwner, today, new Progress<string>(), Cancel);
        return world;
    }

    /// <summary>The pages without an id, and one of each kind with an id.</summary>
    private static async Task<IReadOnlyList<string>> PathsAsync(WebWorld world)
    {
        using var visitor = new WebVisitor(world.Address);
        using var signedIn = await visitor.SignInAsync();
        var found = new List<string>();
        foreach (var (list, start) in new[] { ("/claims", "/claims/"), ("/tolls", "/tolls/"), ("/trips", "/trips/"), ("/reports", "/reports/20") })
        {
            var html = await visitor.HtmlAsync(list);
            var at = html.IndexOf($"href=\"{start}", StringComparison.Ordinal) + 6;
            found.Add(html[at..html.IndexOf('"', at)]);
        }

        return [.. PageSafetyTests.Pages.Select(row => (string)row.Data).Where(path => path is not ("/no-such-page" or "/set-up" or "/sign-in")), .. found];
    }
}
