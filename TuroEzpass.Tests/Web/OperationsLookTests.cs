using Microsoft.Playwright;

namespace TuroEzpass.Tests.Web;

/// <summary>The pages of runs, reports, settings and operators in a real browser: accessible, within the window, text is escaped.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class OperationsLookTests(Browser browser)
{
    private static readonly (string Path, string Name)[] Pages =
    [
        ("/runs", "runs"), ("/reports", "reports"), ("/reports/2024-03", "report-old"), ("/settings", "settings"), ("/settings/members", "settings-members"), ("/settings/portals", "settings-portals"),
        ("/settings/notifications", "settings-notifications"), ("/settings/retention", "settings-retention"), ("/settings/export", "settings-export"), ("/settings/audit", "settings-audit"),
        ("/settings/tokens", "settings-tokens"), ("/settings/account", "settings-account"), ("/alerts", "alerts"), ("/system", "system"), ("/system/people", "system-people"), ("/join", "join-signed-in"),
    ];

    private static readonly string[] Colored = ["runs", "report", "settings", "settings-members-invited", "settings-notifications", "settings-audit", "system", "alerts"];

    public static TheoryData<int, ColorScheme> Looks { get; } = new() { { 390, ColorScheme.Light }, { 1600, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_are_accessible_and_fit(int width, ColorScheme theme)
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        await world.FillOperationsAsync();
        await using var window = await browser.OpenAsync(world.Address, width, theme);
        var page = window.Page;
        await page.GotoAsync("/join");
        await SeeAsync(window, "join");
        await window.SignInAsync();
        var month = world.Api.Clock.GetCurrentInstant().InUtc().Date.PlusMonths(-1).ToString("uuuu-MM", null);
        foreach (var (index, (path, name)) in Pages.Append(($"/reports/{month}", "report")).Index())
        {
            // Each look sees every other page, all with ./test --full.
            if (!Rounds.IsFull && index % 2 == (width == 390 ? 1 : 0))
                continue;
            await page.GotoAsync(path);
            await SeeAsync(window, name);
            Assert.Equal(0, await page.Locator("img[src='x'], main script:not([src])").CountAsync());
        }

        // Content that appears only sometimes.
        await page.GotoAsync("/settings/tokens");
        await page.GetByLabel("What is it for?").FillAsync("Nightly import");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await page.Locator("details.confirm summary").First.ClickAsync();
        await SeeAsync(window, "settings-tokens-made");
        await page.GotoAsync("/settings/members");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        await page.Locator("details.confirm summary").First.ClickAsync();
        await SeeAsync(window, "settings-members-invited");
        await page.GotoAsync("/settings/portals");
        await page.Locator("details.confirm summary").First.ClickAsync();
        await SeeAsync(window, "settings-portals-set");
        await page.GotoAsync("/settings/retention");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase these names" }).ClickAsync();
        await SeeAsync(window, "settings-retention-sure");
        await page.GotoAsync("/system");
        await page.GetByText("Show requests").ClickAsync();
        await SeeAsync(window, "system-dead");
        Assert.Empty(window.Faults);

        async Task SeeAsync(Window seen, string name)
        {
            await seen.PictureAsync($"{name}-{theme.ToString().ToLowerInvariant()}-{width}");
            await seen.AssertFitsAsync(name);
            await seen.AssertAccessibleAsync(name);
            // The other theme of the same page needs no reload. Only colors can differ in it, and a few pages have all of them.
            if (!Colored.Contains(name))
                return;
            await seen.Page.EmulateMediaAsync(new() { ColorScheme = theme == ColorScheme.Light ? ColorScheme.Dark : ColorScheme.Light });
            await seen.AssertAccessibleAsync(name);
            await seen.PictureAsync($"{name}-{(theme == ColorScheme.Light ? "dark" : "light")}-{width}");
            await seen.Page.EmulateMediaAsync(new() { ColorScheme = theme });
        }
    }
}
