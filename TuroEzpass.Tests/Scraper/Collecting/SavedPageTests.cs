using Microsoft.Playwright;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Tests.Scraper.Collecting;

/// <summary>A page that a user opens and saves.</summary>
[Collection(SimulatedPortalTests.Name)]
public sealed class SavedPageTests(SimulatedPortals portals)
{
    [Theory]
    [InlineData("ezpassny", "ezpassny-web", null)]
    [InlineData("ezpassnj", "ezpassnj", null)]
    [InlineData("paturnpike", "paturnpike-web", "Search")]
    public async Task A_page_saved_in_the_browser_is_read_as_a_statement(string portal, string layout, string? search)
    {
        Assert.SkipUnless(portal == "ezpassny" || Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        Assert.SkipWhen(portals.Browser.Missing is not null, "There is no Chromium on this machine: install chromium-headless-shell.");
        await portals.PlayAsync("normal", portal);
        var definition = portals.Catalog.Find(portal)!;
        var site = portals.Catalog.SiteOf(definition);
        await using var profile = await portals.Browser.OpenAsync(default, TestContext.Current.CancellationToken);
        var page = await profile.Context.NewPageAsync();
        await page.GotoAsync(site.Address(definition.SignIn.Page).ToString());
        await page.Locator(definition.SignIn.User).FillAsync(SimulatedPortals.UserName);
        await page.Locator(definition.SignIn.Password).FillAsync(SimulatedPortals.Password);
        await page.Locator(definition.SignIn.Submit).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Transactions" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GotoAsync(site.Address(definition.Transactions.Page).ToString());
        if (search is not null)
            await page.GetByRole(AriaRole.Button, new() { Name = search }).ClickAsync();
        await Assertions.Expect(page.Locator(definition.Transactions.Table!.Row)).ToHaveCountAsync(10, new() { Timeout = 30_000 });

        var statement = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("saved.html", System.Text.Encoding.UTF8.GetBytes(await page.ContentAsync()));
        Assert.Equal(layout, statement.Layout.Id);
        Assert.Equal(10, statement.Rows.Count);
        Assert.All(statement.Rows, row => Assert.True(row.Unreadable is null && row.Kind != RowKind.Unknown, $"{row.Unreadable}"));
        if (Environment.GetEnvironmentVariable("TUROEZPASS_SAVE_PAGES") is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, portal + ".html"), await page.ContentAsync(), TestContext.Current.CancellationToken);
    }
}
