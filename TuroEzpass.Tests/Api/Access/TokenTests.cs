using System.Net;
using NodaTime;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Personal access tokens.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_no_more()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        var script = await MakeAsync(world, world.Host, "Read");

        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/probe/Read"));
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Get, "/probe/File"));
        Assert.Equal(HttpStatusCode.OK, await world.Host.StatusAsync(HttpMethod.Get, "/probe/File"));
    }

    [Fact]
    public async Task A_token_makes_neither_tokens_nor_members()
    {
        await using var world = await ApiWorld.StartAsync();
        var script = await MakeAsync(world, world.Host, "Manage", "Read");

        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/api/members"));
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Post, "/api/members/invitations", new { role = "Host" }));
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code = "inv_x" }));
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Post, "/api/tokens", new { name = "more", scopes = new[] { "Read" } }));
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Get, "/api/tokens"));
    }

    [Fact]
    public async Task A_token_cannot_have_more_rights_than_its_user()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await world.CoHost.StatusAsync(HttpMethod.Post, "/api/tokens", new { name = "x", scopes = new[] { "File" } }));
        Assert.Equal(HttpStatusCode.BadRequest, await world.CoHost.StatusAsync(HttpMethod.Post, "/api/tokens", new { name = "x", scopes = new[] { 1024 } }));
        Assert.Equal(HttpStatusCode.BadRequest, await world.CoHost.StatusAsync(HttpMethod.Post, "/api/tokens", new { name = "", scopes = new[] { "Read" } }));
    }

    [Fact]
    public async Task A_token_loses_the_rights_that_its_user_loses()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        var second = await world.SignInAsync("p-second", "Second Host", ApiWorld.Owner, Role.Host);
        var script = await MakeAsync(world, second, "File", "Read");
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/probe/File"));

        await MemberTests.ChangeRoleAsync(world.Host, "p-second", "CoHost");
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Get, "/probe/File"));
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/probe/Read"));

        await world.Host.GoodAsync(HttpMethod.Delete, "/api/members/p-second");
        Assert.Equal(HttpStatusCode.Forbidden, await script.StatusAsync(HttpMethod.Get, "/probe/Read"));
    }

    [Fact]
    public async Task A_revoked_token_ends_immediately_and_only_its_user_can_revoke_it()
    {
        await using var world = await ApiWorld.StartAsync();
        var made = await world.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "backup", scopes = new[] { "Read" } });
        var (path, script) = ($"/api/tokens/{made.GetProperty("info").Text("id")}", world.ClientWith(made.Text("token")));
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/api/me"));

        Assert.Equal(HttpStatusCode.NotFound, await world.CoHost.StatusAsync(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Delete, "/api/tokens/..%2F..%2Fx"));
        Assert.Equal(HttpStatusCode.NoContent, await world.Host.StatusAsync(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.Unauthorized, await script.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Delete, path));
    }

    [Fact]
    public async Task A_token_revoked_by_another_process_ends_within_seconds()
    {
        await using var world = await ApiWorld.StartAsync();
        var made = await world.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "backup", scopes = new[] { "Read" } });
        var script = world.ClientWith(made.Text("token"));
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/api/me"));

        var elsewhere = new Tokens(world.Service<AccessStore>(), world.Clock);
        Assert.True(await elsewhere.RevokeAsync(made.GetProperty("info").Text("id"), "p-host", TestContext.Current.CancellationToken));

        world.Clock.Advance(ShortCache<Token>.Span);
        Assert.Equal(HttpStatusCode.Unauthorized, await script.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task The_list_says_when_a_token_was_last_used_and_never_the_token()
    {
        await using var world = await ApiWorld.StartAsync();
        var made = await world.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "backup", scopes = new[] { "Read", "Runs" } });
        Assert.Null((await ListedAsync()).LastUsed);
        var script = world.ClientWith(made.Text("token"));
        await script.GoodAsync(HttpMethod.Get, "/api/me");
        var first = (await ListedAsync()).LastUsed;
        Assert.NotNull(first);

        world.Clock.Advance(Duration.FromMinutes(30));
        await script.GoodAsync(HttpMethod.Get, "/api/me");
        Assert.Equal(first, (await ListedAsync()).LastUsed);
        world.Clock.Advance(Duration.FromMinutes(31));
        await script.GoodAsync(HttpMethod.Get, "/api/me");
        Assert.NotEqual(first, (await ListedAsync()).LastUsed);

        async Task<(string? LastUsed, string Text)> ListedAsync()
        {
            var list = await world.Host.GoodAsync(HttpMethod.Get, "/api/tokens");
            Assert.DoesNotContain(made.Text("token"), list.ToString(), StringComparison.Ordinal);
            return (list[0].TryGetProperty("lastUsedAt", out var last) ? last.GetString() : null, list.ToString());
        }
    }

    [Fact]
    public async Task A_token_ends_in_the_future_and_within_a_year()
    {
        await using var world = await ApiWorld.StartAsync();
        var now = world.Clock.GetCurrentInstant().ToDateTimeOffset();
        foreach (var expiresAt in new[] { now.AddMinutes(-1), now.AddDays(400) })
            Assert.Equal(HttpStatusCode.BadRequest, await world.Host.StatusAsync(HttpMethod.Post, "/api/tokens", new { name = "x", scopes = new[] { "Read" }, expiresAt }));
        var made = await world.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "x", scopes = new[] { "Read" }, expiresAt = now.AddHours(1) });
        var script = world.ClientWith(made.Text("token"));
        Assert.Equal(HttpStatusCode.OK, await script.StatusAsync(HttpMethod.Get, "/api/me"));
        world.Clock.Advance(Duration.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await script.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task A_token_is_for_one_owner()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        var both = await world.SignInAsync("p-both", "Two Owners", ApiWorld.Owner, Role.Host);
        var invitation = await world.OtherHost.GoodAsync(HttpMethod.Post, "/api/members/invitations", new { role = "CoHost" });
        await both.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code = invitation.Text("code") });
        Assert.Equal("other", (await both.GoodAsync(HttpMethod.Get, "/probe/Read?userId=other")).Text("owner"));

        var script = await MakeAsync(world, both, "Read");
        Assert.Equal("host", (await script.GoodAsync(HttpMethod.Get, "/probe/Read")).Text("owner"));
        Assert.Equal(HttpStatusCode.NotFound, await script.StatusAsync(HttpMethod.Get, "/probe/Read?userId=other"));
    }

    private static async Task<HttpClient> MakeAsync(ApiWorld world, HttpClient person, params string[] scopes) =>
        world.ClientWith((await person.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "script", scopes })).Text("token"));
}
