using Microsoft.Playwright;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Cli.Demo;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Web;

/// <summary>Review, tolls and trips with half a year of the demo: checked on a phone and on wide screens, in light and dark.</summary>
[Collection(MoreBrowserTests.Name)]
public sealed class ReviewLookTests(Browser browser) : IProgress<string>
{
    [Fact]
    public async Task Pages_are_accessible_and_fit()
    {
        await using var world = await WebWorld.StartAsync();
        var today = world.Api.Clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date;
        await DemoLedger.FillAsync(world.Api.Service<IRecordStore>(), world.Api.Service<IProofStore>(), SetUp.FirstOwner, today, this, TestContext.Current.CancellationToken);
        await Task.WhenAll(new[] { ColorScheme.Light, ColorScheme.Dark }.Select(theme => SeeAllAsync(world, theme)));
    }

    void IProgress<string>.Report(string value)
    {
    }

    private async Task SeeAllAsync(WebWorld world, ColorScheme theme)
    {
        await using var window = await browser.OpenAsync(world.Address, 1024, theme);
        await window.SignInAsync();
        var pages = new List<(string Path, string Name)> { ("/review", "review"), ("/tolls", "tolls"), ("/trips", "trips"), ("/tolls?outcome=Excluded&from=2200-01-01", "tolls-none"), ("/reminders", "reminders") };
        foreach (var (from, link, name) in new[]
        {
            ("/review", ".toll-queue a:has-text('Unknown car')", "review-car"), ("/tolls?outcome=NeedsReview", "tbody th a", "toll"), ("/tolls?outcome=Matched", "tbody td[data-label=Trip] a", "trip"),
        })
        {
            await window.Page.GotoAsync(from);
            if (await window.Page.Locator(link).First.GetAttributeAsync("href") is { } path)
                pages.Add((path, name));
        }

        foreach (var width in LookTests.Looks.Select(look => look.Data).Where(look => look.Item2 == theme).Select(look => look.Item1))
        {
            await window.Page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            foreach (var (path, name) in pages)
            {
                var look = $"{name}-{theme.ToString().ToLowerInvariant()}-{width}";
                await window.Page.GotoAsync(path);
                await window.PictureAsync(look);
                await window.AssertFitsAsync(look);
                if (width != 1024)
                    await window.AssertAccessibleAsync(look);
            }
        }

        Assert.Empty(window.Faults);
    }
}
