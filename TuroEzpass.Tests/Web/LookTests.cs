using Microsoft.Playwright;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Web;

/// <summary>Pages in a real browser, on a phone and on a wide screen, in light and dark: accessible, within the window, without errors.</summary>
[Collection(BrowserTests.Name)]
public sealed class LookTests(Browser browser)
{
    /// <summary>The pages to check, with a name for the screenshot; add new pages here.</summary>
    private static readonly (string Path, string Name)[] Pages = [("/", "overview"), ("/no-such-page", "not-found")];

    /// <summary>Each width and each theme once; with <c>./test --full</c> each theme at each width.</summary>
    public static TheoryData<int, ColorScheme> Looks { get; } = Rounds.IsFull
        ? new()
        {
            { 390, ColorScheme.Light }, { 390, ColorScheme.Dark }, { 1024, ColorScheme.Light }, { 1024, ColorScheme.Dark }, { 1600, ColorScheme.Light }, { 1600, ColorScheme.Dark },
        }
        : new() { { 390, ColorScheme.Light }, { 1600, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_are_accessible_and_fit(int width, ColorScheme theme)
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, width, theme);
        var look = $"{theme.ToString().ToLowerInvariant()}-{width}";
        await window.Page.GotoAsync("/sign-in");
        await SeeAsync(window, $"sign-in-{look}");
        await window.SignInAsync();
        await SeeAsync(window, $"overview-empty-{look}");
        await world.FillAsync();
        foreach (var (path, name) in Pages)
        {
            await window.Page.GotoAsync(path);
            await SeeAsync(window, $"{name}-{look}");
        }

        Assert.DoesNotContain(window.Faults, fault => !fault.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Set_up_takes_its_secret_from_the_link(int width, ColorScheme theme)
    {
        await using var world = await WebWorld.StartEmptyAsync();
        var secret = await world.Api.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(world.Address, width, theme);
        await window.Page.GotoAsync("/set-up");
        await SeeAsync(window, $"set-up-{theme.ToString().ToLowerInvariant()}-{width}");

        await window.Page.GotoAsync("about:blank");
        await window.Page.GotoAsync($"/set-up#{secret}");
        await Assertions.Expect(window.Page.GetByLabel("Setup code")).ToBeHiddenAsync();
        Assert.Equal($"{world.Address}set-up", window.Page.Url);
        await window.Page.GetByLabel("Your name").FillAsync("Hana Host");
        await window.Page.GetByLabel("User name").FillAsync(WebWorld.UserName);
        await window.Page.GetByLabel("Password").FillAsync(WebWorld.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Signing_in_needs_no_scripts()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, 390, scripts: false);
        await window.SignInAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await window.Page.GetByText("More").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Settings" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_theme_is_kept_and_the_keys_are_explained()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.Locator(".account summary").ClickAsync();
        await window.PictureAsync("account-menu");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await window.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await window.AssertAccessibleAsync("keys dialog");
        await window.PictureAsync("keys-dialog");
        Assert.Empty(window.Faults);
    }

    private static async Task SeeAsync(Window window, string name)
    {
        await window.PictureAsync(name);
        await window.AssertFitsAsync(name);
        await window.AssertAccessibleAsync(name);
    }
}
