using System.Net;
using NodaTime;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Local accounts: set-up, signing in and out, lock-out.</summary>
public sealed class LocalSignInTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task The_first_start_prints_a_link_that_creates_the_first_user_once()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var secret = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        Assert.True((await world.Anonymous.GoodAsync(HttpMethod.Get, "/api/sign-in")).GetProperty("setUpNeeded").GetBoolean());

        Assert.Equal(HttpStatusCode.Forbidden, await SetUpAsync(world, "not the secret", "hana"));
        var session = await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in/set-up", new { secret, userName = "Hana", password = Password, name = "Hana Host" });

        var me = await world.ClientWith(session.Text("token")).GoodAsync(HttpMethod.Get, "/api/me");
        Assert.Equal("Hana Host", me.Text("name"));
        Assert.True(me.GetProperty("operator").GetBoolean());
        Assert.Equal("host", me.GetProperty("owners")[0].Text("owner"));
        Assert.Equal("Host", me.GetProperty("owners")[0].Text("role"));
        Assert.Equal(HttpStatusCode.Conflict, await SetUpAsync(world, secret!, "somebody"));
        Assert.Null(await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken));
        Assert.False((await world.Anonymous.GoodAsync(HttpMethod.Get, "/api/sign-in")).GetProperty("setUpNeeded").GetBoolean());
    }

    [Fact]
    public async Task Of_many_who_use_the_link_at_once_one_wins()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var secret = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => SetUpAsync(world, secret!, $"person{number}")));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(status => status is HttpStatusCode.Forbidden or HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_restart_replaces_the_link_and_a_day_ends_it()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var first = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        var second = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, await SetUpAsync(world, first!, "hana"));
        world.Clock.Advance(Duration.FromHours(24));
        Assert.Equal(HttpStatusCode.Forbidden, await SetUpAsync(world, second!, "hana"));
    }

    [Fact]
    public async Task The_link_is_printed_with_the_webs_address()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        using var console = new StringWriter();
        await world.Service<SetUp>().PrintLinkAsync(console, new Uri("http://127.0.0.1:5080"), TestContext.Current.CancellationToken);
        Assert.Contains("http://127.0.0.1:5080/set-up#", console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_password_is_refused_in_plain_words()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var secret = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        var (status, problem) = await world.Anonymous.CallAsync(
            HttpMethod.Post, "/api/sign-in/set-up", new { secret, userName = "hana", password = "short", name = "Hana" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("at least 12 characters", problem!.Value.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_failures_lock_a_name_for_a_minute_and_then_twice_as_long()
    {
        await using var world = await SetUpWorldAsync();
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(world, "hana", "wrong password"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(world, "hana", Password));
        world.Clock.Advance(Duration.FromSeconds(59));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(world, "HANA", Password));
        world.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(world, "hana", "wrong password"));
        world.Clock.Advance(Duration.FromSeconds(119));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(world, "hana", Password));
        world.Clock.Advance(Duration.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(world, "hana", Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(world, "hana", "wrong password"));
    }

    [Fact]
    public async Task A_lock_lasts_an_hour_at_most()
    {
        await using var world = await SetUpWorldAsync();
        var attempts = world.Service<Attempts>();
        var waits = new List<TimeSpan>();
        for (var made = 0; made < 14; made++)
        {
            Assert.Null(await attempts.TakeAsync("hana", TestContext.Current.CancellationToken));
            if (await attempts.TakeAsync("hana", TestContext.Current.CancellationToken) is not { } wait)
                continue;
            waits.Add(wait);
            world.Clock.Advance(Duration.FromTimeSpan(wait));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60, 60], waits.Take(10).Select(wait => wait.TotalMinutes));
    }

    [Fact]
    public async Task Guesses_at_the_same_time_are_counted_one_by_one()
    {
        await using var world = await SetUpWorldAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignInAsync(world, "hana", "wrong password")));
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(15, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task An_unknown_name_is_answered_like_a_wrong_password()
    {
        await using var world = await SetUpWorldAsync();
        var known = await AnswersAsync("hana");
        Assert.Equal(known, await AnswersAsync("nobody"));

        async Task<string> AnswersAsync(string userName)
        {
            var answers = new List<string>();
            for (var attempt = 0; attempt < 6; attempt++)
            {
                var (status, problem) = await world.Anonymous.CallAsync(HttpMethod.Post, "/api/sign-in", new { userName, password = "wrong password" });
                answers.Add($"{status} {problem?.Text("title")} {problem?.Text("detail")}");
            }

            return string.Join('\n', answers);
        }
    }

    [Fact]
    public async Task Signing_out_takes_effect_immediately()
    {
        await using var world = await SetUpWorldAsync();
        var client = await SignedInAsync(world);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.NoContent, await client.StatusAsync(HttpMethod.Post, "/api/sign-in/sign-out"));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task A_new_password_ends_every_session()
    {
        await using var world = await SetUpWorldAsync();
        var (here, elsewhere) = (await SignedInAsync(world), await SignedInAsync(world));
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusAsync(HttpMethod.Get, "/api/me"));
        world.Clock.Advance(Duration.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await here.StatusAsync(HttpMethod.Post, "/api/sign-in/password", new { userName = "hana", current = "not my password", @new = "another long password" }));
        var next = await here.GoodAsync(HttpMethod.Post, "/api/sign-in/password", new { userName = "hana", current = Password, @new = "another long password" });

        Assert.Equal(HttpStatusCode.Unauthorized, await here.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.OK, await world.ClientWith(next.Text("token")).StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(world, "hana", Password));
    }

    [Fact]
    public async Task A_session_expires()
    {
        await using var world = await SetUpWorldAsync();
        var client = await SignedInAsync(world);
        world.Clock.Advance(Duration.FromDays(7));
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task Sign_in_attempts_from_one_address_are_limited()
    {
        await using var world = await ApiWorld.StartEmptyAsync("Auth:SignInsPerMinute=3");
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(world, $"name{attempt}", "wrong password"));
        using var refused = await world.Anonymous.PostAsync("/api/sign-in", System.Net.Http.Json.JsonContent.Create(new { userName = "x", password = "y" }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("behind-proxy=true", "urls=http://0.0.0.0:0")]
    [InlineData("behind-proxy=false", "urls=http://127.0.0.1:0")]
    public async Task Behind_a_proxy_the_address_is_the_clients(params string[] settings)
    {
        await using var world = await ApiWorld.StartEmptyAsync([.. settings, "Auth:SignInsPerMinute=2"]);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{world.Address.Port}") };
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{attempt}");
            Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = "x", password = "y" }));
        }
    }

    [Theory]
    [InlineData("behind-proxy=true")]
    [InlineData("ForwardedHeaders_Enabled=true")]
    public async Task An_address_that_the_client_made_up_does_not_count(string setting)
    {
        await using var world = await ApiWorld.StartEmptyAsync(setting, "urls=http://0.0.0.0:0", "Auth:SignInsPerMinute=2");
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{world.Address.Port}") };
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.113.{attempt}, 198.51.100.7");
            answers.Add(await client.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = "x", password = "y" }));
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task The_demo_has_a_ready_sign_in()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var demo = await world.Service<SetUp>().PrepareDemoAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(world, demo!.UserName, demo.Password));
        Assert.Null(await world.Service<SetUp>().PrepareDemoAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<ApiWorld> SetUpWorldAsync()
    {
        var world = await ApiWorld.StartEmptyAsync();
        var secret = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await SetUpAsync(world, secret!, "hana"));
        return world;
    }

    private static Task<HttpStatusCode> SetUpAsync(ApiWorld world, string secret, string userName) =>
        world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in/set-up", new { secret, userName, password = Password, name = "Hana" });

    private static Task<HttpStatusCode> SignInAsync(ApiWorld world, string userName, string password) =>
        world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName, password });

    private static async Task<HttpClient> SignedInAsync(ApiWorld world) =>
        world.ClientWith((await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in", new { userName = "hana", password = Password })).Text("token"));
}
