using Microsoft.Playwright;
using TuroEzpass.Scraper.Browsing;

namespace TuroEzpass.Benchmarks.Scrape;

/// <summary>The yardstick: a script that collects the rows and an image of each page without any checks.</summary>
internal static class BareLoop
{
    private const string Read = "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))";

    /// <summary>Visits the same pages, reads their rows and takes a full-page screenshot of each.</summary>
    public static async Task<(int Rows, int Pictures)> RunAsync(Uri simulator)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFinder.Find("")!, Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(simulator, "/ezpassny/ezpass/sign-in").ToString());
        await page.GetByLabel("Username").FillAsync(ScrapeWorld.Credentials.UserName);
        await page.GetByLabel("Password").FillAsync(ScrapeWorld.Credentials.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        var (rows, pictures) = (0, 0);
        for (var first = 1; first <= ScrapeWorld.Rows; first += ScrapeWorld.PageRows)
        {
            await page.GetByText($"{first}–{first + ScrapeWorld.PageRows - 1} of").WaitForAsync();
            rows += (await page.Locator("tbody tr").EvaluateAllAsync<string[][]>(Read)).Length;
            await page.ScreenshotAsync(new() { FullPage = true });
            pictures++;
            if (first + ScrapeWorld.PageRows <= ScrapeWorld.Rows)
                await page.GetByLabel("Go to next page").ClickAsync();
        }

        return (rows, pictures);
    }
}
