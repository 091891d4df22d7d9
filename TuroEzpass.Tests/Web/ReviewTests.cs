using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuroEzpass.Tests.Web;

/// <summary>Review, tolls, trips and reminders, as a host uses them.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReviewTests(Browser browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_answered_for_all_similar_tolls_and_undone(bool scripts)
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var window = await browser.OpenAsync(world.Address, scripts: scripts);
        await window.SignInAsync();
        await window.Page.GotoAsync("/review");
        await Expect(Heading(window, "Who owes this toll?")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("1 of 5")).ToBeVisibleAsync();

        await window.Page.GetByLabel("Apply to 2 similar questions").CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Zebulon’s trip," }).ClickAsync();
        await Expect(window.Page.Locator("[data-undo]")).ToContainTextAsync("3 tolls");
        await Expect(Heading(window, "Which car was this tag on?")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("1 of 2")).ToBeVisibleAsync();

        await window.Page.Locator("[data-undo] button").ClickAsync();
        await Expect(window.Page.GetByText("3 decisions undone.")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("1 of 5")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Review_by_keyboard_only()
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        var page = window.Page;
        await page.GotoAsync("/review");
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByText("2 of 5")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(page.GetByText("1 of 5")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("[data-undo]")).ToContainTextAsync("Zebulon’s trip");
        await page.Keyboard.PressAsync("h");
        await Expect(page.Locator("[data-undo]")).ToContainTextAsync("Host expense");
        await Expect(page.GetByText("1 of 3")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByText("Decision undone.")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 of 4")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Undo the last decision");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task An_unassigned_tag_is_assigned_where_it_appears()
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var window = await browser.OpenAsync(world.Address, 390, scripts: false);
        await window.SignInAsync();
        await window.Page.GotoAsync("/review");
        await window.Page.Locator(".toll-queue a", new() { HasText = "Unknown car" }).First.ClickAsync();
        await Expect(window.Page.GetByText("Your answer applies to 2 tolls with this tag.")).ToBeVisibleAsync();
        await window.Page.Locator(".answer", new() { HasText = "Honda" }).ClickAsync();
        await Expect(window.Page.GetByText("Tag 499000222 assigned to", new() { Exact = false })).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("1 of 3")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_users_deciding_one_toll_are_notified()
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var one = await browser.OpenAsync(world.Address);
        await one.SignInAsync();
        await one.Page.GotoAsync("/review");
        await using var other = await browser.OpenAsync(world.Address);
        await other.SignInAsync();
        await other.Page.GotoAsync("/review");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Host expense" }).First.ClickAsync();
        await Expect(other.Page.Locator("[data-undo]")).ToBeVisibleAsync();

        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Zebulon’s trip," }).ClickAsync();
        await Expect(one.Page.GetByText("is now “Host expense”, decided by Hana Host.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_toll_shows_its_reason_and_history()
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        var page = window.Page;
        await page.GotoAsync("/tolls");
        await page.GetByPlaceholder("Plaza, agency").FillAsync(ReviewSample.Plaza);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.GetByText("1 row, tolls total")).ToBeVisibleAsync();
        Assert.EndsWith("/tolls", page.Url, StringComparison.Ordinal);
        await page.Locator("tbody a").First.ClickAsync();
        await Expect(page.GetByText("a late return?")).ToBeVisibleAsync();
        await Expect(page.GetByText($"GSP · {ReviewSample.Plaza}")).ToBeVisibleAsync();

        await page.GetByLabel("Outcome").SelectOptionAsync("trip:50000001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save decision" }).ClickAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync("Zebulon’s trip");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo decision" }).ClickAsync();
        await Expect(page.Locator("#history")).ToContainTextAsync("Decision undone");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_reminder_is_done_once_the_guest_knows()
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        await using var window = await browser.OpenAsync(world.Address, scripts: false);
        await window.SignInAsync();
        var page = window.Page;
        await page.GotoAsync("/review");
        await page.Locator(".toll-queue a", new() { HasText = "Unknown car" }).First.ClickAsync();
        await page.Locator(".answer", new() { HasText = "Honda" }).ClickAsync();

        await page.GotoAsync("/trips");
        await page.GetByText("Show the message for Dana’s trip").ClickAsync();
        await Expect(page.Locator("blockquote")).ToContainTextAsync("499000222");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done for Dana’s trip" }).ClickAsync();
        await Expect(page.GetByText("Done for 1 trip")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo for Dana’s trip" }).ClickAsync();
        await Expect(page.GetByText("Show the message")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "In the listing" }).ClickAsync();
        await Expect(page.GetByText("In the listing, marked by Hana Host")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open this trip on Turo" })).ToHaveAttributeAsync("href", "https://turo.com/us/en/reservation/50000002");
        Assert.Empty(window.Faults);
    }

    [Theory]
    [InlineData("/review")]
    [InlineData("/tolls")]
    [InlineData("/trips")]
    [InlineData("/trips/50000001")]
    [InlineData("/reminders")]
    public async Task Text_from_files_is_escaped(string path)
    {
        await using var world = await WebWorld.StartAsync();
        await ReviewSample.FillAsync(world);
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        var html = await visitor.HtmlAsync(path);
        Assert.All(new[] { "<script>alert", "<i>P", "<u>nj", "<b>Honda" }, probe => Assert.DoesNotContain(probe, html, StringComparison.Ordinal));
    }

    private static ILocator Heading(Window window, string name) => window.Page.GetByRole(AriaRole.Heading, new() { Name = name });
}
