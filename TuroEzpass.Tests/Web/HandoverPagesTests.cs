using Microsoft.Playwright;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Web;

/// <summary>Pickups and returns, the times of a trip, withdrawing a file, and coverage, in a real browser.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class HandoverPagesTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, ColorScheme> Looks { get; } = new() { { 390, ColorScheme.Light }, { 1600, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Answers_settle_tolls_and_the_pages_are_accessible(int width, ColorScheme theme)
    {
        await using var world = await WorldAsync();
        await using var window = await browser.OpenAsync(world.Address, width, theme);
        await window.SignInAsync();
        var (page, look) = (window.Page, $"{theme.ToString().ToLowerInvariant()}-{width}");
        await page.GotoAsync("/review");
        await page.GetByRole(AriaRole.Link, new() { Name = "Pickups and returns" }).First.ClickAsync();
        await SeeAsync("handovers");
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Selected guests were on time" }).ClickAsync();
        await Assertions.Expect(page.GetByText("were matched again")).ToBeVisibleAsync();

        await page.GotoAsync($"/trips/{LedgerWorld.Trip2}");
        await page.GetByLabel("Guest picked up the car").FillAsync("2025-11-20T16:05");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save times" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Times saved.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Guest picked up the car")).ToHaveValueAsync("2025-11-20T16:05");
        await SeeAsync("trip-times");

        await page.GotoAsync("/review/handovers");
        await Assertions.Expect(page.GetByText("No open questions")).ToBeVisibleAsync();

        await page.GotoAsync("/fleet");
        await page.GetByText("Trips are complete").First.ClickAsync();
        await SeeAsync("fleet-coverage");

        await page.GotoAsync("/imports");
        await page.GetByLabel("Withdraw nj.csv").ClickAsync();
        await SeeAsync("imports-withdraw");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw this file" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("File withdrawn.")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);

        async Task SeeAsync(string name)
        {
            await window.PictureAsync($"{name}-{look}");
            await window.AssertFitsAsync(name);
            await window.AssertAccessibleAsync(name);
        }
    }

    private static async Task<WebWorld> WorldAsync()
    {
        var world = await WebWorld.StartAsync();
        await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, async ledger =>
        {
            await ledger.ImportTripsAsync("trip_earnings_export_20251201.csv", LedgerWorld.Lines(Rows.TripHeader, Rows.Trip(LedgerWorld.Trip1, "2025-11-17 10:00", "2025-11-20 14:00"), Rows.Trip(LedgerWorld.Trip2, "2025-11-20 16:00", "2025-11-22 10:00")), "ann", Cancel);
            return await ledger.ImportStatementAsync("nj.csv", LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:30:00"), Rows.Nj("2025-11-20 15:00:00", "($5.54)"), Rows.Nj("2025-11-20 16:10:00", "($6.94)")), "ann", cancellation: Cancel);
        }, Cancel);
        return world;
    }
}
