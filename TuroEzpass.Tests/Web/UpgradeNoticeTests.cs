using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Tests.Ledger.Frozen;

namespace TuroEzpass.Tests.Web;

/// <summary>What the Overview page says after an upgrade that changed outcomes.</summary>
[Collection(BrowserTests.Name)]
public sealed class UpgradeNoticeTests(Browser browser) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-old-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_Overview_shows_for_14_days_what_an_upgrade_moved_to_review()
    {
        var amount = await OldFolder.WriteAsync(folder);
        await using var world = await WebWorld.StartAsync($"Storage:DataFolder={folder}");
        await world.Api.Service<LedgerPool>().UpgradeAsync(SetUp.FirstOwner, Cancel);
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();

        var notice = (await window.Page.Locator("#upgrade").InnerTextAsync()).ReplaceLineEndings(" ").Replace('\u00A0', ' ');

        Assert.Equal(FormattableString.Invariant($"TuroEzpass was updated: 1 toll changed outcome and ${amount.Cents / 100m:0.00} moved to review. Review tolls"), notice);
        await window.AssertFitsAsync("overview-upgrade");
        await window.AssertAccessibleAsync("overview-upgrade");
        await window.PictureAsync("overview-upgrade");

        world.Api.Clock.Advance(Duration.FromDays(15));
        using var later = world.Visitor();
        await later.SignInAsync();
        Assert.DoesNotContain("id=\"upgrade\"", await later.HtmlAsync("/"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
