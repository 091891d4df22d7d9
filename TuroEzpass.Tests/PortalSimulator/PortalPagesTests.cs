using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TuroEzpass.Core.Statements;
using TuroEzpass.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TuroEzpass.Tests.PortalSimulator;

/// <summary>The portals in Chromium.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class PortalPagesTests(Browser browser)
{
    private const float Patience = 60_000;

    [Fact]
    public async Task New_Yorks_table_is_paged_through_and_has_every_row_of_the_download()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        var page = window.Page;
        await SignInAsync(window, PortalVisit.NewYork, "Username", "Password", "Sign In");
        await page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await Expect(page.Locator(".counter")).ToHaveTextAsync("1–10 of 96", Slowly());

        var rows = new List<string>();
        for (var number = 1; ; number++)
        {
            await Expect(page.Locator($"nav[aria-label='pagination navigation'] [aria-current='page {number}']")).ToBeVisibleAsync(new() { Timeout = Patience });
            rows.AddRange(await page.Locator("tbody tr").AllInnerTextsAsync());
            var next = page.GetByRole(AriaRole.Button, new() { Name = "Go to next page" });
            if (await next.IsDisabledAsync())
                break;
            await next.ClickAsync();
        }

        var file = await DownloadAsync(page, "Download CSV");
        Assert.Matches(@"^Transaction_Report_\d{9}_\d{8}_\d{6}\.csv$", file.Name);
        Assert.Equal(96, rows.Count);
        Assert.Equal(96, file.Statement.Rows.Count);
        var ids = file.Statement.Rows.Where(row => !row.TransactionId.IsEmpty).Select(row => row.TransactionId.ToString());
        Assert.Equal(ids, rows.Select(row => row.Split('\t')[0].Trim()).Where(id => id.Length > 0));
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task New_Yorks_filter_takes_masked_dates_and_choices()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        var page = window.Page;
        await SignInAsync(window, PortalVisit.NewYork, "Username", "Password", "Sign In");
        await page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        // One is filled at once, the other typed key by key over its old value.
        await page.GetByLabel("Start Date").FillAsync("08/01/26");
        await page.GetByLabel("End Date").FillAsync("01/02/26");
        await page.GetByLabel("End Date").PressAsync("Control+A");
        await page.GetByLabel("End Date").PressSequentiallyAsync("083126");
        Assert.Equal("\u200e08/\u200e01/\u200e26", await page.GetByLabel("Start Date").InputValueAsync());
        Assert.Equal("\u200e08/\u200e31/\u200e26", await page.GetByLabel("End Date").InputValueAsync());
        await ChooseAsync(page, "Type", "Toll");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator(".counter")).ToHaveTextAsync(new Regex(@"^1–10 of (1\d|2\d)$"), new() { Timeout = Patience });
        await ChooseAsync(page, "View", "100");
        await Expect(page.Locator(".counter")).ToHaveTextAsync(new Regex(@"^1–(\d\d) of \1$"), new() { Timeout = Patience });
        Assert.All(await page.Locator("tbody td:nth-child(7)").AllInnerTextsAsync(), text => Assert.StartsWith("8/", text, StringComparison.Ordinal));

        // Also with the calendar: the first day of August is a Saturday.
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Choose date") }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Next month" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Previous month" }).ClickAsync();
        Assert.Equal(31, await dialog.Locator("[data-timestamp]").CountAsync());
        await dialog.GetByText("15", new() { Exact = true }).ClickAsync();
        Assert.Equal("\u200e08/\u200e15/\u200e26", await page.GetByLabel("Start Date").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear All" }).ClickAsync();
        await Expect(page.Locator(".counter")).ToHaveTextAsync("1–96 of 96", Slowly());
        await window.AssertAccessibleAsync("simulated New York");
        await window.AssertFitsAsync("simulated New York");
        await ChooseAsync(page, "View", "10");
        await Expect(page.Locator(".counter")).ToHaveTextAsync("1–10 of 96", Slowly());
        await window.PictureAsync("simulator-ezpassny");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task New_Yorks_list_says_that_there_is_nothing_while_it_loads()
    {
        await using var world = await SimulatorWorld.StartAsync("Scenario=empty-while-loading", "LongLoadingMilliseconds=4000");
        await using var window = await browser.OpenAsync(world.Address);
        await SignInAsync(window, PortalVisit.NewYork, "Username", "Password", "Sign In");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await Expect(window.Page.GetByText("No transactions found")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(10, new() { Timeout = Patience });
    }

    [Fact]
    public async Task New_Jersey_is_searched_and_paged_in_the_browser()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        var page = window.Page;
        await SignInAsync(window, PortalVisit.NewJersey, "Username", "Password", "Login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await page.Locator("#startDateAll").FillAsync("08/01/2026");
        await page.Locator("#endDateAll").FillAsync("08/31/2026");
        await page.Locator("[name=btnView]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".pagebanner")).ToContainTextAsync("displaying 11 to 20", new() { Timeout = Patience });
        await Expect(page.Locator("#transactionItem tbody tr")).ToHaveCountAsync(10, new() { Timeout = Patience });
        Assert.InRange((await DownloadAsync(page, "Download CSV")).Statement.Rows.Count, 15, 35);
        await window.AssertAccessibleAsync("simulated New Jersey");
        await window.AssertFitsAsync("simulated New Jersey");
        await window.PictureAsync("simulator-ezpassnj");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Pennsylvania_is_searched_and_paged_in_the_browser()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        var page = window.Page;
        await SignInAsync(window, PortalVisit.Pennsylvania, "User Name", "Password", "Log In");
        await page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await page.Locator("[name='TransSearchModel.PostingStartDate']").FillAsync("2026-08-01");
        await page.Locator("[name='TransSearchModel.PostingEndDate']").FillAsync("2026-08-31");
        await page.Locator("[name='action:SearchTrans']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator(".results")).ToContainTextAsync("Showing 11 to 20", new() { Timeout = Patience });
        await Expect(page.Locator("#tableTransactions tbody tr")).ToHaveCountAsync(10, new() { Timeout = Patience });
        await window.AssertAccessibleAsync("simulated Pennsylvania");
        await window.AssertFitsAsync("simulated Pennsylvania");
        await window.PictureAsync("simulator-paturnpike");
        var (name, statement) = await DownloadAsync(page, "Download to Excel");
        Assert.Equal("TransactionsResult.xlsx", name);
        Assert.InRange(statement.Rows.Count, 15, 35);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Turo_asks_for_a_code_and_shows_trips_without_a_year()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        var page = window.Page;
        await SignInAsync(window, PortalVisit.Turo, "Email", "Password", "Log in");
        await page.GetByLabel("Verification code").FillAsync(SimulatorWorld.Code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        var cards = page.Locator("a[data-testid='baseTripCard']");
        await Expect(cards).ToHaveCountAsync(20, new() { Timeout = Patience });
        Assert.All(await cards.AllInnerTextsAsync(), text => Assert.DoesNotMatch(@"\b2026\b", text));
        await window.AssertAccessibleAsync("simulated Turo");
        await window.AssertFitsAsync("simulated Turo");
        await window.PictureAsync("simulator-turo");
        await cards.First.ClickAsync();
        await Expect(page.Locator("dl")).ToContainTextAsync("2026", new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Link, new() { Name = "Earnings" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download CSV" }).ClickAsync(), new() { Timeout = Patience });
        Assert.Equal("trip_earnings_export_20260930.csv", download.SuggestedFilename);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task The_simulators_own_page_is_a_switch_for_people()
    {
        await using var world = await SimulatorWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, width: 390);
        await window.Page.GotoAsync("/");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Play maintenance" }).ClickAsync();
        await Expect(window.Page.GetByText("maintenance").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(window.Page.Locator("main li").First).ToContainTextAsync("maintenance", new() { Timeout = Patience });
        await window.AssertAccessibleAsync("simulator");
        await window.AssertFitsAsync("simulator");
        await window.PictureAsync("simulator");
    }

    private static LocatorAssertionsToHaveTextOptions Slowly() => new() { Timeout = Patience };

    private static async Task SignInAsync(Window window, PortalVisit portal, string user, string password, string button)
    {
        window.Page.SetDefaultTimeout(Patience);
        await window.Page.GotoAsync(portal.Login);
        await window.Page.GetByLabel(user).FillAsync(SimulatorWorld.UserName);
        await window.Page.GetByLabel(password).FillAsync(SimulatorWorld.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string choice, string option)
    {
        await page.Locator($"[role=combobox][aria-label='{choice}']").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }

    private static async Task<(string Name, Statement Statement)> DownloadAsync(IPage page, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(name, new() { Exact = true }).ClickAsync(), new() { Timeout = Patience });
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        return (download.SuggestedFilename, new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(download.SuggestedFilename, bytes));
    }
}
