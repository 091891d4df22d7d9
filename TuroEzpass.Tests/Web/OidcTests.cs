using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace TuroEzpass.Tests.Web;

/// <summary>Signing in with an identity provider.</summary>
public sealed class OidcTests
{
    [Fact]
    public async Task The_provider_is_asked_for_a_code_with_PKCE_and_redirects_only_here()
    {
        await using var world = await WebWorld.StartAsync();
        await using var provider = await StubApi.StartAsync(api => api.MapGet("/.well-known/openid-configuration", (HttpRequest request) => new
        {
            issuer = $"http://{request.Host}",
            authorization_endpoint = $"http://{request.Host}/authorize",
            token_endpoint = $"http://{request.Host}/token",
            jwks_uri = $"http://{request.Host}/jwks",
        }), api => api.MapGet("/jwks", () => new { keys = Array.Empty<object>() }));
        var web = await world.StartReplicaAsync($"Web:Oidc:Authority={provider.Api.ToString().TrimEnd('/')}", "Web:Oidc:ClientId=dashboard", "Web:Oidc:RequireHttpsMetadata=false");
        using var visitor = world.Visitor(web);

        using var answer = await visitor.GetAsync("/sign-in/start?returnUrl=https%3A%2F%2Fexample.com");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith($"{provider.Api}authorize?", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        var asked = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.Equal("code", asked["response_type"]);
        Assert.Equal("S256", asked["code_challenge_method"]);
        Assert.Equal($"{web}sign-in/callback", asked["redirect_uri"]);
        using var without = world.Visitor();
        Assert.Equal(HttpStatusCode.NotFound, (await without.GetAsync("/sign-in/start")).StatusCode);
    }
}
