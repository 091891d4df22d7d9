using Microsoft.Playwright;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Web;

/// <summary>Claims and the Overview with half a year of an invented host: accessible, within the window, without layout shifts.</summary>
[Collection(BrowserTests.Name)]
public sealed class ClaimLookTests(Browser browser)
{
    [Fact]
    public async Task They_are_accessible_on_phone_and_wide_screen_in_light_and_dark()
    {
        await using var world = await WebWorld.StartAsync();
        var today = world.Api.Clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;
        await DemoLedger.FillAsync(world.Api.Service<IRecordStore>(), world.Api.Service<IProofStore>(), SetUp.FirstOwner, today, new Progress<string>(), TestContext.Current.CancellationToken);
        foreach (var (width, theme) in LookTests.Looks.Select(look => look.Data))
        {
            await using var window = await browser.OpenAsync(world.Address, width, theme);
            await window.SignInAsync();
            await SeeAsync(window, "/", "overview", theme, width);
            await SeeAsync(window, "/claims", "claims", theme, width);
            foreach (var show in new[] { "file", "guest", "disputed", "paid" })
            {
                await window.Page.GotoAsync($"/claims?show={show}");
                if (await window.Page.Locator(".claim-list th a").CountAsync() > 0)
                    await SeeAsync(window, (await window.Page.Locator(".claim-list th a").First.GetAttributeAsync("href"))!, $"claim-{show}", theme, width);
            }

            Assert.Empty(window.Faults);
        }
    }

    private static async Task SeeAsync(Window window, string path, string name, ColorScheme theme, int width)
    {
        name = $"{name}-{theme.ToString().ToLowerInvariant()}-{width}";
        await window.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Empty(await window.ShiftsAsync());
        await window.PictureAsync(name);
        await window.AssertFitsAsync(name);
        await window.AssertAccessibleAsync(name);
    }
}
