using System.Net;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Web;

/// <summary>Signing in to and out of the dashboard, and the session's security.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Signing_in_shows_the_Overview_and_signing_out_hides_it()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        Assert.Equal("/sign-in", (await visitor.GetAsync("/")).Headers.Location?.OriginalString);

        Assert.Equal("/", (await visitor.SignInAsync()).Headers.Location?.OriginalString);
        Assert.Contains("Hana Host", await visitor.HtmlAsync("/"), StringComparison.Ordinal);

        Assert.Equal("/sign-in", (await visitor.PostAsync("/sign-out", "/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_the_APIs_words()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        using var answer = await visitor.SignInAsync(password: "not the password");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("The user name or password is incorrect.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_one_replica_is_valid_on_another()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var other = world.Visitor(await world.StartReplicaAsync());
        foreach (Cookie cookie in visitor.Cookies.GetCookies(world.Address))
            other.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));

        // The form's token is also from the first replica.
        var page = await visitor.HtmlAsync("/");
        var token = page.Split("name=\"form-token\" content=\"")[1].Split('"')[0];
        using var answer = await other.PostWithAsync("/theme", ("theme", "dark"), ("back", "/"), ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Hana Host", await other.HtmlAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_the_API_ended_leads_to_the_sign_in_page_and_back()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        world.Api.Clock.Advance(NodaTime.Duration.FromDays(8));

        using var answer = await visitor.GetAsync("/?from=2026-01-01");

        Assert.Equal("/sign-in?returnUrl=%2F%3Ffrom%3D2026-01-01", answer.Headers.Location?.OriginalString);
        Assert.Contains("returnUrl", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Sign in to return to your page.", await visitor.HtmlAsync(answer.Headers.Location.OriginalString), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/example.com")]
    public async Task Signing_in_never_redirects_to_another_site(string returnUrl)
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        Assert.Equal("/", (await visitor.SignInAsync(returnUrl)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_session_cookie_is_not_accessible_to_scripts_and_holds_no_readable_token()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        using var answer = await visitor.SignInAsync();
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("turoezpass=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secrets.TokenPrefix, cookie, StringComparison.Ordinal);

        // Behind a proxy with HTTPS.
        using var safe = world.Visitor();
        safe.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await safe.GetAsync("/sign-in");
        Assert.All(page.Headers.GetValues("Set-Cookie"), one => Assert.Contains("secure", one, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/set-up")]
    [InlineData("/theme")]
    public async Task A_form_without_its_token_is_refused(string path)
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        using var answer = await visitor.PostWithAsync(path, ("UserName", WebWorld.UserName), ("Password", WebWorld.Password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_user_is_created_once()
    {
        await using var world = await WebWorld.StartEmptyAsync();
        var secret = await world.Api.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        using var visitor = world.Visitor();
        Assert.Contains("href=\"/set-up\"", await visitor.HtmlAsync("/sign-in"), StringComparison.Ordinal);
        (string, string)[] form = [("Name", "Hana Host"), ("UserName", WebWorld.UserName), ("Password", WebWorld.Password)];

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync("/set-up", "/set-up", [.. form, ("Secret", "guessed")])).StatusCode);
        Assert.Equal("/", (await visitor.PostAsync("/set-up", "/set-up", [.. form, ("Secret", $"http://host/set-up#{secret}")])).Headers.Location?.OriginalString);
        Assert.Contains("Hana Host", await visitor.HtmlAsync("/"), StringComparison.Ordinal);

        using var late = world.Visitor();
        Assert.Contains("Already set up", await late.HtmlAsync("/set-up"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await late.PostAsync("/set-up", "/sign-in", [.. form, ("Secret", secret!)])).StatusCode);
    }
}
