using Microsoft.Playwright;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Tests.Web;

/// <summary>A claim from draft to payment, as a host handles it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ClaimPagesTests(Browser browser)
{
    [Fact]
    public async Task A_claim_goes_from_draft_to_paid_by_mouse()
    {
        await using var world = await FilledAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/claims");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        await PressAsync(window, "Approve", "Approved");
        await window.Page.GetByLabel("Note").First.FillAsync("Sent in the app");
        await PressAsync(window, "Mark as filed", "Waiting for guest");
        await Assertions.Expect(window.Page.GetByText("hours left").First).ToBeVisibleAsync();
        await PressAsync(window, "Mark as disputed", "Disputed");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Respond to the dispute" })).ToBeVisibleAsync();
        await PressAsync(window, "Mark as responded", "Responded");
        await PressAsync(window, "Mark as paid", "Paid");

        await Assertions.Expect(window.Page.Locator(".timeline li")).ToHaveCountAsync(5);
        await Assertions.Expect(window.Page.Locator(".timeline")).ToContainTextAsync("Sent in the app");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task The_same_works_with_the_keyboard_only()
    {
        await using var world = await FilledAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.Keyboard.PressAsync("g");
        await window.Page.Keyboard.PressAsync("c");
        await window.AtAsync("/claims$");
        await TabToAsync(window, "Xiao Lin");
        await window.AtAsync("/claims/[^/]+$");
        foreach (var (button, state) in new[] { ("Approve", "Approved"), ("Mark as filed", "Waiting for guest"), ("Mark as paid", "Paid") })
        {
            await TabToAsync(window, button);
            await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(state);
        }

        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task Two_browsers_on_one_claim_conflict_clearly_and_the_note_stays()
    {
        await using var world = await FilledAsync();
        await using var one = await browser.OpenAsync(world.Address);
        await using var other = await browser.OpenAsync(world.Address);
        foreach (var window in new[] { one, other })
        {
            await window.SignInAsync();
            await window.Page.GotoAsync("/claims");
            await window.Page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        }

        await other.Page.GetByLabel("Note").First.FillAsync("My words");
        await PressAsync(one, "Approve", "Approved");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();

        await Assertions.Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Someone else changed this claim.");
        await Assertions.Expect(other.Page.Locator("h1")).ToContainTextAsync("Approved");
        await Assertions.Expect(other.Page.GetByLabel("Note").First).ToHaveValueAsync("My words");
        await other.AssertAccessibleAsync("conflict");
        await other.PictureAsync("claim-conflict");
        await PressAsync(other, "Mark as filed", "Waiting for guest");
        await Assertions.Expect(other.Page.Locator(".timeline")).ToContainTextAsync("My words");
    }

    [Fact]
    public async Task A_second_tab_shows_what_the_first_did()
    {
        await using var world = await FilledAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await Assertions.Expect(window.Page.Locator("#figures")).ToContainTextAsync("In progress");
        await using var elsewhere = await browser.OpenAsync(world.Address);
        await elsewhere.SignInAsync();
        var listened = await elsewhere.Page.RunAndWaitForRequestAsync(() => elsewhere.Page.GotoAsync("/"), request => request.Url.EndsWith("/live", StringComparison.Ordinal));
        Assert.NotNull(listened);
        var before = await elsewhere.Page.Locator("#figures").InnerTextAsync();

        await window.Page.GotoAsync("/claims");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        await PressAsync(window, "Approve", "Approved");

        await Assertions.Expect(elsewhere.Page.Locator("#figures")).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        Assert.Empty(elsewhere.Faults);
    }

    [Fact]
    public async Task Everything_works_without_scripts()
    {
        await using var world = await FilledAsync();
        await using var window = await browser.OpenAsync(world.Address, 390, scripts: false);
        await window.SignInAsync();
        await window.Page.GotoAsync("/claims?show=file");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        await PressAsync(window, "Approve", "Approved");
        await window.Page.GetByText("Close without payment").ClickAsync();
        await window.Page.GetByLabel("Yes, close this claim without payment").CheckAsync();
        await PressAsync(window, "Withdraw", "Withdrawn");
        // Its tolls can be claimed again: a new draft has them, and it is not a second invoice.
        await window.Page.GotoAsync("/claims");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Xiao Lin" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("A second claim for this trip.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Ending_a_claim_requires_a_confirmation()
    {
        await using var world = await FilledAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        var id = await world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, ledger => Task.FromResult(ledger.State.Claims.First(claim => claim.State == LedgerClaimState.Sent).Id), Cancel);
        using var answer = await visitor.PostAsync($"/claims/{id}", $"/claims/{id}", ("verb", "Withdraw"), ("etag", "x"));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("Confirmation needed", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guests_name_is_text()
    {
        await using var world = await FilledAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        foreach (var path in new[] { "/", "/?handler=parts", "/claims", "/claims/50000003-1" })
        {
            var html = await visitor.HtmlAsync(path);
            Assert.DoesNotContain("<b>C</b>", html, StringComparison.Ordinal);
            Assert.Contains("&lt;b&gt;C", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_co_host_can_read_but_not_file()
    {
        await using var world = await FilledAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/claims/50000003-1");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToBeVisibleAsync();
        await DemoteAsync(world);
        await window.Page.ReloadAsync();
        await Assertions.Expect(window.Page.GetByText("Only a host can approve claims")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<WebWorld> FilledAsync()
    {
        var world = await WebWorld.StartAsync();
        await world.FillAsync();
        return world;
    }

    private static Task<MemberChange> DemoteAsync(WebWorld world) => world.Api.Service<Members>().ChangeAsync(
        SetUp.FirstOwner, there => (there with { People = [.. there.People.Select(person => person with { Role = Role.CoHost })] }, MemberChange.Made), null, Cancel);

    private static async Task PressAsync(Window window, string button, string state)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(state);
    }

    /// <summary>Presses Tab until the link or button with that name has the focus, then Enter.</summary>
    private static async Task TabToAsync(Window window, string name)
    {
        for (var press = 0; press < 80; press++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if (await window.Page.EvaluateAsync<string>("document.activeElement?.textContent.trim()") == name)
            {
                await window.Page.Keyboard.PressAsync("Enter");
                return;
            }
        }

        Assert.Fail($"{name} cannot be reached by Tab.");
    }
}
