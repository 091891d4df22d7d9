using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Web;

/// <summary>What users do on the pages of runs, reports, settings and operators, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class OperationsPagesTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Changed_review_times_match_every_toll_again(bool scripts)
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillOperationsAsync();
        await using var window = await browser.OpenAsync(world.Address, scripts: scripts);
        await window.SignInAsync();
        var calls = await CallsAsync(world);
        Assert.Equal(1, calls);

        await window.Page.GotoAsync("/settings");
        await window.Page.GetByLabel("After a trip", new() { Exact = true }).FillAsync("0");
        await window.Page.GetByLabel("Before a trip").FillAsync("0");
        if (!scripts)
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("You pay every toll outside a trip.")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByText("All tolls have been re-matched")).ToBeVisibleAsync();
        Assert.Equal(0, await CallsAsync(world));
        await window.Page.GotoAsync("/settings/audit");
        await Assertions.Expect(window.Page.GetByText("Changed the settings")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_change_by_another_user_is_reported_and_typed_input_stays()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings");
        using var other = world.Visitor();
        await other.SignInAsync();
        await other.PostAsync("/settings", "/settings", ("Form.ETag", await window.Page.Locator("[name='Form.ETag']").InputValueAsync()), ("Form.Zone", "America/Denver"), ("Form.Before", "15"), ("Form.After", "20"), ("Form.Handover", "25"));

        await window.Page.GetByLabel("Before a trip").FillAsync("77");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Someone else saved these values: 15 minutes before, 20 after, 25 after a handover, in America/Denver.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByLabel("Before a trip")).ToHaveValueAsync("77");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("All tolls have been re-matched")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByLabel("Before a trip")).ToHaveValueAsync("77");
    }

    [Fact]
    public async Task An_invited_user_joins_in_another_browser_and_cannot_approve()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        await using var host = await browser.OpenAsync(world.Address);
        await host.SignInAsync();
        await host.Page.GotoAsync("/settings/members");
        await host.Page.GetByRole(AriaRole.Button, new() { Name = "Create invitation" }).ClickAsync();
        var link = await host.Page.Locator(".secret code").First.InnerTextAsync();
        await host.Page.ReloadAsync();
        Assert.DoesNotContain(link, await host.Page.ContentAsync(), StringComparison.Ordinal);

        await using var guest = await browser.OpenAsync(world.Address, 390);
        await guest.Page.GotoAsync(link);
        await Assertions.Expect(guest.Page.GetByLabel("Code", new() { Exact = true })).ToBeHiddenAsync();
        Assert.Equal($"{world.Address}join", guest.Page.Url);
        await guest.Page.GetByLabel("Your name").FillAsync("Cora <b>Co</b>");
        await guest.Page.GetByLabel("User name").FillAsync("cora");
        await guest.Page.GetByLabel("Password").FillAsync(WebWorld.Password);
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Assertions.Expect(guest.Page.GetByText("Welcome. You are a co-host of this account.")).ToBeVisibleAsync();

        await guest.Page.GotoAsync("/settings");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens" })).ToBeVisibleAsync();
        Assert.Equal(0, await guest.Page.Locator(".subnav a[href='/settings/members'], .subnav a[href='/settings/portals'], .subnav a[href='/settings/export'], .side a[href='/system']").CountAsync());
        Assert.Equal(0, await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).CountAsync());
        foreach (var closed in new[] { "/settings/members", "/settings/portals", "/settings/export", "/settings/audit", "/settings/retention", "/settings/notifications", "/system", "/system/people" })
            Assert.Equal(403, (await guest.Page.GotoAsync(closed))!.Status);
        await host.Page.GotoAsync("/settings/members");
        await Assertions.Expect(host.Page.GetByText("Cora <b>Co</b>").First).ToBeVisibleAsync();
        // The same user's session may not approve through the API either.
        using var cora = await SessionOfAsync(world, "cora");
        Assert.Equal(HttpStatusCode.Forbidden, (await cora.PostAsync(new Uri("/api/claims/50000003-1/approve", UriKind.Relative), null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_token_works_until_it_is_revoked()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address, scripts: false);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/tokens");
        await window.Page.GetByLabel("What is it for?").FillAsync("<i>Nightly</i>");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var token = await window.Page.Locator(".secret code").InnerTextAsync();
        using var script = new HttpClient { BaseAddress = world.Api.Address };
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync(new Uri("/api/tolls", UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await script.GetAsync(new Uri("/api/portals", UriKind.Relative), Cancel)).StatusCode);

        await window.Page.GotoAsync("/settings/tokens");
        Assert.DoesNotContain(token, await window.Page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader, new() { Name = "<i>Nightly</i>" })).ToBeVisibleAsync();
        await window.Page.Locator("details.confirm summary").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke permanently" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Token revoked. Requests with it are now rejected.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync(new Uri("/api/tolls", UriKind.Relative), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Credentials_are_set_and_forgotten_and_never_shown()
    {
        const string secret = "planted-secret-77";
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/portals");
        await window.Page.GetByText("Add user name and password for E-ZPass New York").ClickAsync();
        var form = window.Page.Locator("form:has(input[value=ezpassny])").First;
        await form.GetByLabel("User name").FillAsync($"user-{secret}");
        await form.GetByLabel("Password").FillAsync(secret);
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("No one can view it")).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await window.Page.ContentAsync(), StringComparison.Ordinal);
        var kept = Assert.IsType<CredentialRead.Found>(await world.Api.Service<ICredentialStore>().ReadCredentialsAsync(SetUp.FirstOwner, "ezpassny", Cancel));
        Assert.Equal(secret, kept.Credentials.Password);

        // A rejected form does not show it again either.
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var refused = await visitor.PostAsync("/settings/portals?handler=Save", "/settings/portals", ("portal", "ezpassny"), ("userName", secret), ("password", new string('x', 501) + secret));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(secret, await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete sign-in for E-ZPass New York" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Sign-in for E-ZPass New York deleted.")).ToBeVisibleAsync();
        Assert.IsType<CredentialRead.Missing>(await world.Api.Service<ICredentialStore>().ReadCredentialsAsync(SetUp.FirstOwner, "ezpassny", Cancel));
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task During_maintenance_everyone_else_sees_the_reason()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Api.SignInAsync("p-two", "Tom Two", SetUp.FirstOwner, Role.Host);
        await MakeAccountAsync(world, "p-two", "tom");
        await using var operators = await browser.OpenAsync(world.Address);
        await operators.SignInAsync();
        await operators.Page.GotoAsync("/system");
        await operators.Page.GetByLabel("Message for users").FillAsync("Back at noon <b>sharp</b>.");
        await operators.Page.GetByRole(AriaRole.Button, new() { Name = "Start maintenance" }).ClickAsync();
        await Assertions.Expect(operators.Page.GetByText("Maintenance started. All users except operators")).ToBeVisibleAsync();

        using var tom = world.Visitor();
        await tom.PostAsync("/sign-in", "/sign-in", ("UserName", "tom"), ("Password", WebWorld.Password));
        using var closed = await tom.GetAsync("/runs");
        var told = await closed.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, closed.StatusCode);
        Assert.Contains("Down for maintenance", told, StringComparison.Ordinal);
        Assert.Contains("Back at noon &lt;b&gt;sharp&lt;/b&gt;.", told, StringComparison.Ordinal);

        await operators.Page.GetByRole(AriaRole.Button, new() { Name = "End maintenance" }).ClickAsync();
        await Assertions.Expect(operators.Page.GetByText("Maintenance ended.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.OK, (await tom.GetAsync("/runs")).StatusCode);
    }

    [Fact]
    public async Task No_cell_of_a_months_CSV_runs_as_a_formula()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillOperationsAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var answer = await visitor.GetAsync("/reports/2024-03/tolls.csv");
        var csv = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch(Formula(), csv);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/reports/1999-01/tolls.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/reports/never")).StatusCode);
    }

    [Fact]
    public async Task A_guests_name_is_erased_after_it_was_confirmed()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillOperationsAsync();
        await using var window = await browser.OpenAsync(world.Address, 390, scripts: false);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/retention");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Erase these names" }).ClickAsync();
        Assert.DoesNotContain("Old Guest", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Erase permanently" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("One guest’s name was erased.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("No names to erase.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_run_is_requested_once_and_shown_as_waiting()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/runs");
        await Assertions.Expect(window.Page.GetByText("No runs yet")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Collect now" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Collection requested.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("The collection starts when the collector is free.")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Collect now" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("A collection is already waiting to start.")).ToBeVisibleAsync();
        Assert.Equal(1, await window.Page.Locator(".runs-table tbody tr").CountAsync());
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task An_actions_result_is_shown_even_if_the_page_was_refreshed_meanwhile()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var asked = await visitor.PostAsync("/runs", "/runs");
        using var refresh = new HttpRequestMessage(HttpMethod.Get, new Uri("/runs", UriKind.Relative)) { Headers = { { "X-Refresh", "1" } } };
        using var refreshed = await visitor.Client.SendAsync(refresh, Cancel);
        Assert.DoesNotContain("It appears below", await refreshed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("It appears below", await visitor.HtmlAsync("/runs"), StringComparison.Ordinal);
        Assert.DoesNotContain("It appears below", await visitor.HtmlAsync("/runs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_session_leads_to_sign_in_and_back_with_the_typed_input()
    {
        await using var world = await WebWorld.StartAsync();
        await using var window = await browser.OpenAsync(world.Address);
        await window.SignInAsync();
        await window.Page.GotoAsync("/settings/tokens");
        await window.Page.GetByLabel("What is it for?").FillAsync("Kept words");
        world.Api.Clock.Advance(Duration.FromDays(8));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await window.Page.GetByLabel("User name").FillAsync(WebWorld.UserName);
        await window.Page.GetByLabel("Password").FillAsync(WebWorld.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("What is it for?")).ToHaveValueAsync("Kept words");
        Assert.EndsWith("/settings/tokens", window.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_changed_and_this_browser_stays_in()
    {
        await using var world = await WebWorld.StartAsync();
        using var here = world.Visitor();
        using var there = world.Visitor();
        await here.SignInAsync();
        await there.SignInAsync();
        world.Api.Clock.Advance(Duration.FromSeconds(10));
        using var wrong = await here.PostAsync("/settings/account?handler=Password", "/settings/account", ("userName", WebWorld.UserName), ("current", "not the password"), ("next", "another long password"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var changed = await here.PostAsync("/settings/account?handler=Password", "/settings/account", ("userName", WebWorld.UserName), ("current", WebWorld.Password), ("next", "another long password"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("All other sessions have ended", await here.HtmlAsync("/settings/account"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/settings/account")).StatusCode);
    }

    /// <summary>The number of tolls awaiting review.</summary>
    private static async Task<int> CallsAsync(WebWorld world) =>
        (await new LedgerReader(world.Api.Service<IRecordStore>(), SetUp.FirstOwner).TotalsAsync(Cancel)).Sum(month => month.Value.Outcomes.GetValueOrDefault("NeedsReview")?.Rows ?? 0);

    /// <summary>A client of the API with this local account.</summary>
    private static async Task<HttpClient> SessionOfAsync(WebWorld world, string userName)
    {
        var account = (await world.Api.Service<Accounts>().FindAsync(userName, Cancel))!.Value;
        return world.Api.ClientWith((await world.Api.Service<Sessions>().BeginAsync(account.Person, Cancel))!.Token);
    }

    /// <summary>Gives a user a local account with the usual password.</summary>
    private static Task<bool> MakeAccountAsync(WebWorld world, string person, string userName) =>
        world.Api.Service<Accounts>().PutAsync(userName, person, world.Api.Service<Accounts>().Hash(WebWorld.Password), Cancel);

    [GeneratedRegex(@"(^|[,\n]""?)[=+@\t][^,]", RegexOptions.Multiline)]
    private static partial Regex Formula();
}
