using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.HttpOverrides;

namespace TuroEzpass.Web.SignIn;

/// <summary>Sign-in: the cookie, and the identity provider if configured.</summary>
public static class SignInServices
{
    /// <summary>The identity provider's scheme.</summary>
    public const string Oidc = OpenIdConnectDefaults.AuthenticationScheme;

    /// <summary>Adds sign-in. Every page that does not allow anonymous access then needs a session.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, WebOptions options, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(options);
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);
        if (options.Oidc is { } oidc)
            authentication.AddOpenIdConnect(provider => Configure(provider, oidc));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // Not the host: proxies pass the Host header on, and a load balancer passes on any X-Forwarded-Host that a client sends.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As in the API: trust a remote proxy only if the operator confirms that nothing else can reach this port.
            if (!configuration.GetValue("BehindProxy", false) && !configuration.GetValue("behind-proxy", false))
                return;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
        });
        return services;
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "turoezpass";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = WebSession.Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = context =>
        {
            if (WebSession.Read(context.Properties, DateTimeOffset.UtcNow) is { } session)
                context.HttpContext.Features.Set(session);
            else
                context.RejectPrincipal();
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToLogin = context =>
        {
            // A script needs the status 401, not a redirect to the sign-in page.
            if (IsForScripts(context.Request))
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect(ReturnUrls.SignIn(context.Request));
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether a script sent the request, rather than a person opening a page.</summary>
    public static bool IsForScripts(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers["Sec-Fetch-Mode"].ToString() is { Length: > 0 } mode ? mode != "navigate" : request.Path.StartsWithSegments("/live");
    }

    private static void Configure(OpenIdConnectOptions provider, WebOidcOptions options)
    {
        provider.Authority = options.Authority;
        provider.ClientId = options.ClientId;
        provider.ClientSecret = options.ClientSecret;
        provider.RequireHttpsMetadata = options.RequireHttpsMetadata;
        provider.ResponseType = "code";
        provider.ResponseMode = "query";
        provider.UsePkce = true;
        provider.CallbackPath = "/sign-in/callback";
        provider.SignedOutCallbackPath = "/sign-in/signed-out";
        provider.MapInboundClaims = false;
        provider.GetClaimsFromUserInfoEndpoint = false;
        provider.Scope.Clear();
        foreach (var scope in options.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            provider.Scope.Add(scope);
        provider.Events.OnTicketReceived = context =>
        {
            // Keep only the access token. Nothing else from the provider is needed.
            var (token, now) = (context.Properties!.GetTokenValue("access_token"), DateTimeOffset.UtcNow);
            var ends = DateTimeOffset.TryParse(context.Properties!.GetTokenValue("expires_at"), null, out var told) ? told : now + TimeSpan.FromHours(1);
            if (token is null)
            {
                context.Fail("The identity provider gave no access token.");
                return Task.CompletedTask;
            }

            new WebSession(token, ends, null).Write(context.Properties!, now);
            context.Principal = WebSession.Principal;
            return Task.CompletedTask;
        };
        provider.SaveTokens = true;
        provider.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/sign-in?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
