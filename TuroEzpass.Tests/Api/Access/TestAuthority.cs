using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>A running identity provider: OpenIddict on a free port of this machine. It issues tokens like any provider (with an
/// audience, and an id token), and like Cognito (no audience, but <c>client_id</c> and <c>token_use</c>).</summary>
public sealed class TestAuthority : IAsyncLifetime
{
    public const string ClientId = "turo-ezpass-web";
    public const string Audience = "turo-ezpass-api";
    private readonly HttpClient client = new();
    private WebApplication app = null!;

    public Uri Address => client.BaseAddress!;

    /// <summary>The settings of an API that trusts it.</summary>
    public string[] Settings =>
    [
        "Auth:Mode=Oidc", $"Auth:Oidc:Authority={Address}", $"Auth:Oidc:ClientId={ClientId}", "Auth:Oidc:RequireHttpsMetadata=false",
    ];

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var name = Guid.NewGuid().ToString();
        builder.Services.AddDbContext<DbContext>(options => options.UseInMemoryDatabase(name).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("/token").AllowPasswordFlow().RegisterScopes(Scopes.OpenId);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        app = builder.Build();
        app.UseAuthentication();
        app.MapPost("/token", Token);
        await app.StartAsync(TestContext.Current.CancellationToken);
        client.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(
            new OpenIddictApplicationDescriptor { ClientId = ClientId, ClientType = ClientTypes.Public, Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.Password } },
            TestContext.Current.CancellationToken);
    }

    /// <summary>An access token like any provider's, and an id token.</summary>
    public async Task<(string Access, string Id)> SignInAsync(string subject)
    {
        var answer = await client.PostAsync(
            "/token",
            new FormUrlEncodedContent(
            [
                new("grant_type", "password"), new("client_id", ClientId), new("username", subject), new("password", "any"), new("scope", "openid"),
            ]),
            TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return (body.Text("access_token"), body.Text("id_token"));
    }

    /// <summary>A token like Cognito's, signed by this provider's key.</summary>
    public string Cognito(
        string subject, string use = "access", string clientId = ClientId, string? issuer = null, TimeSpan? life = null, SecurityKey? key = null, params string[] groups)
    {
        var now = DateTime.UtcNow;
        var ends = now + (life ?? TimeSpan.FromHours(1));
        var signing = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0];
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address.ToString(),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["token_use"] = use,
                ["client_id"] = clientId,
                ["username"] = $"user {subject}",
                ["cognito:groups"] = groups,
            },
            IssuedAt = ends.AddHours(-2),
            NotBefore = ends.AddHours(-2),
            Expires = ends,
            SigningCredentials = key is null ? signing : new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private static IResult Token(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity("test", "name", "role");
        identity.SetClaim("sub", request.Username).SetClaim("name", $"user {request.Username}");
        identity.SetScopes(request.GetScopes());
        identity.SetResources(Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
