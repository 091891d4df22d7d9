using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>An identity provider's tokens: which are accepted, and which users they belong to.</summary>
public sealed class OidcTests(TestAuthority authority) : IClassFixture<TestAuthority>
{
    [Fact]
    public async Task A_client_learns_where_to_sign_in()
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        var ways = await world.Anonymous.GoodAsync(HttpMethod.Get, "/api/sign-in");
        Assert.Equal(("Oidc", authority.Address.ToString(), TestAuthority.ClientId), (ways.Text("mode"), ways.Text("authority"), ways.Text("clientId")));
        Assert.Null(await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Conflict, await world.Anonymous.StatusAsync(HttpMethod.Post, "/api/sign-in", new { userName = "a", password = "b" }));
    }

    [Fact]
    public async Task An_access_token_for_this_api_passes_and_its_id_token_does_not()
    {
        await using var world = await ApiWorld.StartEmptyAsync([.. authority.Settings, $"Auth:Oidc:Audience={TestAuthority.Audience}"]);
        var (access, id) = await authority.SignInAsync("alice");

        Assert.Equal("user alice", (await world.ClientWith(access).GoodAsync(HttpMethod.Get, "/api/me")).Text("name"));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.ClientWith(id).StatusAsync(HttpMethod.Get, "/api/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.ClientWith(authority.Cognito("alice")).StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task A_token_as_cognito_makes_it_passes_without_an_audience()
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        Assert.Equal("user alice", (await world.ClientWith(authority.Cognito("alice")).GoodAsync(HttpMethod.Get, "/api/me")).Text("name"));
    }

    [Theory]
    [InlineData("id token")]
    [InlineData("another client")]
    [InlineData("expired")]
    [InlineData("wrong issuer")]
    [InlineData("another key")]
    [InlineData("a provider's ordinary token")]
    [InlineData("no signature")]
    public async Task Any_other_token_is_refused(string which)
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        using var rsa = RSA.Create(2048);
        var token = which switch
        {
            "id token" => authority.Cognito("alice", use: "id"),
            "another client" => authority.Cognito("alice", clientId: "another-app"),
            "expired" => authority.Cognito("alice", life: TimeSpan.FromMinutes(-2)),
            "wrong issuer" => authority.Cognito("alice", issuer: "https://elsewhere.example"),
            "another key" => authority.Cognito("alice", key: new RsaSecurityKey(rsa)),
            "no signature" => $"eyJhbGciOiJub25lIn0.{authority.Cognito("alice").Split('.')[1]}.",
            _ => (await authority.SignInAsync("alice")).Access,
        };

        var (status, problem) = await world.ClientWith(token).CallAsync(HttpMethod.Get, "/api/me");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain(token, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_needs_an_invitation()
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        var (boss, alice) = (world.ClientWith(authority.Cognito("boss", groups: "operators")), world.ClientWith(authority.Cognito("alice")));
        Assert.Equal(HttpStatusCode.Forbidden, await alice.StatusAsync(HttpMethod.Get, "/api/members"));
        Assert.Equal(HttpStatusCode.Forbidden, await alice.StatusAsync(HttpMethod.Post, "/api/sign-in/register"));
        Assert.Equal(HttpStatusCode.Forbidden, await alice.StatusAsync(HttpMethod.Post, "/api/owners", new { owner = "fleet-1" }));

        var code = (await boss.GoodAsync(HttpMethod.Post, "/api/owners", new { owner = "fleet-1" })).Text("code");
        Assert.Equal(HttpStatusCode.Unauthorized, await world.Anonymous.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code, userName = "mallory", password = "correct horse battery" }));
        await alice.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code });

        Assert.Equal("fleet-1", (await alice.GoodAsync(HttpMethod.Get, "/api/me")).GetProperty("owners")[0].Text("owner"));
        var script = (await alice.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "backup", scopes = new[] { "Read" } })).Text("token");
        Assert.Equal(HttpStatusCode.OK, await world.ClientWith(script).StatusAsync(HttpMethod.Get, "/api/me"));
    }

    [Fact]
    public async Task Where_it_is_allowed_a_new_sign_in_makes_an_owner_of_its_own_once()
    {
        await using var world = await ApiWorld.StartEmptyAsync([.. authority.Settings, "Auth:AllowRegistration=true"]);
        var alice = world.ClientWith(authority.Cognito("alice"));
        var made = await alice.GoodAsync(HttpMethod.Post, "/api/sign-in/register");
        Assert.Equal("Host", made.GetProperty("owners")[0].Text("role"));
        Assert.Equal(HttpStatusCode.Conflict, await alice.StatusAsync(HttpMethod.Post, "/api/sign-in/register"));
        Assert.Equal(made.ToString(), (await alice.GoodAsync(HttpMethod.Get, "/api/me")).ToString());
    }

    [Fact]
    public async Task A_recreated_identity_provider_orphans_nothing()
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        var boss = world.ClientWith(authority.Cognito("boss", groups: "operators"));
        var code = (await boss.GoodAsync(HttpMethod.Post, "/api/owners", new { owner = "fleet-1" })).Text("code");
        var person = (await world.ClientWith(authority.Cognito("alice")).GoodAsync(HttpMethod.Post, "/api/members/accept", new { code })).Text("person");

        // The provider was recreated: the same users have other subjects.
        var (boss2, alice2, mallory) = (world.ClientWith(authority.Cognito("boss-2", groups: "operators")), world.ClientWith(authority.Cognito("alice-2")), world.ClientWith(authority.Cognito("mallory")));
        Assert.Equal(HttpStatusCode.Forbidden, await alice2.StatusAsync(HttpMethod.Get, "/api/members"));
        var link = (await boss2.GoodAsync(HttpMethod.Post, $"/api/people/{person}/link-codes")).Text("code");
        await alice2.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code = link });

        var me = await alice2.GoodAsync(HttpMethod.Get, "/api/me");
        Assert.Equal((person, "fleet-1"), (me.Text("person"), me.GetProperty("owners")[0].Text("owner")));
        Assert.Equal(HttpStatusCode.OK, await alice2.StatusAsync(HttpMethod.Get, "/api/members"));
        Assert.Equal(HttpStatusCode.Forbidden, await mallory.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code = link }));
    }

    [Fact]
    public async Task A_link_code_attaches_one_sign_in()
    {
        await using var world = await ApiWorld.StartEmptyAsync(authority.Settings);
        var boss = world.ClientWith(authority.Cognito("boss", groups: "operators"));
        var code = (await boss.GoodAsync(HttpMethod.Post, "/api/owners", new { owner = "fleet-1" })).Text("code");
        var alice = world.ClientWith(authority.Cognito("alice"));
        var person = (await alice.GoodAsync(HttpMethod.Post, "/api/members/accept", new { code })).Text("person");
        var link = (await boss.GoodAsync(HttpMethod.Post, $"/api/people/{person}/link-codes")).Text("code");
        Assert.Equal(HttpStatusCode.Conflict, await alice.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code = link }));

        var racers = Enumerable.Range(0, 6).Select(number => world.ClientWith(authority.Cognito($"racer-{number}"))).ToList();
        var answers = await Task.WhenAll(racers.Select(racer => racer.StatusAsync(HttpMethod.Post, "/api/members/accept", new { code = link })));

        Assert.Single(answers, HttpStatusCode.OK);
        var owners = await Task.WhenAll(racers.Select(async racer => (await racer.GoodAsync(HttpMethod.Get, "/api/me")).GetProperty("owners").GetArrayLength()));
        Assert.Equal(1, owners.Sum());
    }

    [Fact]
    public async Task While_the_provider_is_down_no_token_is_called_invalid()
    {
        await using var world = await ApiWorld.StartEmptyAsync([.. authority.Settings, "Auth:Oidc:Authority=http://127.0.0.1:9"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.ClientWith(authority.Cognito("alice")).StatusAsync(HttpMethod.Get, "/api/me"));
    }
}
