using System.Net;
using TuroEzpass.Api.Access;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Who may do what, for which owner.</summary>
public sealed class PermissionTests
{
    [Fact]
    public async Task Each_role_has_its_permissions()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);

        Assert.Equal("Read Import Decide File Manage Collect Runs", await AllowedAsync(world.Host, ""));
        Assert.Equal("Read Import Decide Collect Runs", await AllowedAsync(world.CoHost, ""));
        Assert.Equal("Collect Runs Operate", await AllowedAsync(world.Operator, "?userId=host"));
        Assert.Equal("", await AllowedAsync(world.Anonymous, ""));
    }

    [Fact]
    public async Task A_co_host_cannot_approve_and_sees_the_reason()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        var (status, problem) = await world.CoHost.CallAsync(HttpMethod.Get, "/probe/File");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("You are a co-host here. This requires the permission File.", problem!.Value.Text("detail"));
    }

    [Theory]
    [InlineData("/probe/Read?userId=other")]
    [InlineData("/probe/Read?userId=nobody-at-all")]
    [InlineData("/probe/Read?userId=Not%20An%20Id%23")]
    [InlineData("/probe/Read?userId=host&userId=other")]
    [InlineData("/probe/of/other")]
    [InlineData("/probe/of/other?userId=host")]
    public async Task Another_owner_does_not_exist(string path)
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Get, path));
    }

    [Fact]
    public async Task A_users_own_owner_can_be_named()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        Assert.Equal("host", (await world.Host.GoodAsync(HttpMethod.Get, "/probe/Read?userId=host")).Text("owner"));
        Assert.Equal("host", (await world.Host.GoodAsync(HttpMethod.Get, "/probe/of/host")).Text("owner"));
    }

    [Fact]
    public async Task An_operator_sees_any_owners_runs_and_no_guests_data()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        Assert.Equal("Operator", (await world.Operator.GoodAsync(HttpMethod.Get, "/probe/Runs?userId=other")).Text("role"));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Operator.StatusAsync(HttpMethod.Get, "/probe/Read?userId=other"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Operator.StatusAsync(HttpMethod.Get, "/probe/Runs?userId=no-such-owner"));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Operator.StatusAsync(HttpMethod.Get, "/probe/Runs"));
        Assert.Equal(HttpStatusCode.OK, await world.Operator.StatusAsync(HttpMethod.Get, "/api/people"));
    }

    [Fact]
    public async Task An_operator_with_an_owner_of_their_own_is_host_there()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        await world.Service<People>().ChangeAsync("p-host", person => person with { Operator = true }, TestContext.Current.CancellationToken);
        Assert.Equal("Read Import Decide File Manage Collect Runs Operate", await AllowedAsync(world.Host, ""));
        Assert.Equal("Collect Runs Operate", await AllowedAsync(world.Host, "?userId=other"));
    }

    [Fact]
    public async Task Unmarked_routes_require_a_token_and_health_does_not()
    {
        await using var world = await ApiWorld.StartAsync();
        Probe.Map(world);
        Assert.Equal(HttpStatusCode.Unauthorized, await world.Anonymous.StatusAsync(HttpMethod.Get, "/probe/unmarked"));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.Anonymous.StatusAsync(HttpMethod.Get, "/no/such/route"));
        foreach (var path in new[] { "/health", "/alive" })
            Assert.Equal("Healthy", await world.Anonymous.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "Bearer realm=\"TuroEzpass\"")]
    [InlineData("tez_unknown", "Bearer realm=\"TuroEzpass\", error=\"invalid_token\"")]
    [InlineData("no.such.token", "Bearer realm=\"TuroEzpass\", error=\"invalid_token\"")]
    public async Task A_401_says_how_to_sign_in(string? token, string challenge)
    {
        await using var world = await ApiWorld.StartAsync();
        using var answer = await world.ClientWith(token).GetAsync("/api/me", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(challenge, answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains("sign", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_cookie_does_not_sign_in()
    {
        await using var world = await ApiWorld.StartAsync();
        var token = world.Host.DefaultRequestHeaders.Authorization!.Parameter;
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = world.Address };
        client.DefaultRequestHeaders.Add("Cookie", $"token={token}; .AspNetCore.Identity.Application={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task A_lock_out_takes_effect_immediately()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/me"));
        await world.Operator.GoodAsync(HttpMethod.Put, "/api/people/p-cohost/disabled", new { disabled = true });
        Assert.Equal(HttpStatusCode.Unauthorized, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.Conflict, await world.Operator.StatusAsync(HttpMethod.Put, "/api/people/p-operator/disabled", new { disabled = true }));
        Assert.Equal(HttpStatusCode.Forbidden, await world.Host.StatusAsync(HttpMethod.Put, "/api/people/p-cohost/disabled", new { disabled = false }));
        await world.Operator.GoodAsync(HttpMethod.Put, "/api/people/p-cohost/disabled", new { disabled = false });
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Theory]
    [InlineData("%01")]
    [InlineData("a%0d%0aX-Planted:%201")]
    [InlineData("..%2f..%2fx")]
    [InlineData("%F4%8F%BF%BF")]
    public async Task A_malformed_owner_id_is_unknown(string id)
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await world.Operator.StatusAsync(HttpMethod.Post, $"/api/people/{id}/link-codes"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Delete, $"/api/members/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Delete, $"/api/tokens/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Host.StatusAsync(HttpMethod.Get, $"/api/members?userId={id}"));
    }

    [Fact]
    public void The_contracts_spell_permissions_and_roles_as_the_api_does()
    {
        Assert.Equal(Enum.GetValues<Permissions>().Where(one => one != Permissions.None).Select(one => $"{one} {(int)one}"), Enum.GetValues<Scope>().Select(one => $"{one} {(int)one}"));
        Assert.Equal(Enum.GetValues<Role>().Select(one => $"{one} {(int)one}"), Enum.GetValues<MemberRole>().Select(one => $"{one} {(int)one}"));
    }

    private static async Task<string> AllowedAsync(HttpClient client, string query)
    {
        var allowed = new List<Permissions>();
        foreach (var permission in Enum.GetValues<Permissions>().Where(permission => permission != Permissions.None))
        {
            if (await client.StatusAsync(HttpMethod.Get, $"/probe/{permission}{query}") == HttpStatusCode.OK)
                allowed.Add(permission);
        }

        return string.Join(' ', allowed);
    }
}
