using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Registers authentication and authorization, and adds them to the pipeline.</summary>
public static class AccessServices
{
    private const string SchemeName = "TuroEzpass";

    /// <summary>Adds sign-in, tokens, members, authorization and the binding guard, as configured in the section <c>Auth</c>. Every endpoint
    /// that does not allow anonymous callers then requires a token.</summary>
    /// <exception cref="OptionsValidationException">A value is missing or invalid; the message names the key.</exception>
    public static IServiceCollection AddTuroEzpassAccess(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = AuthOptionsReader.Read(configuration);
        services.AddSingleton(options)
            .AddSingleton<AccessStore>().AddSingleton<People>().AddSingleton<Members>().AddSingleton<Accounts>()
            .AddSingleton<Attempts>().AddSingleton<Tokens>().AddSingleton<Sessions>().AddSingleton<CodeRedemption>().AddSingleton<TestOwners>()
            .AddSingleton(provider => new SetUp(
                provider.GetRequiredService<AccessStore>(), provider.GetRequiredService<People>(), provider.GetRequiredService<Members>(),
                provider.GetRequiredService<Accounts>(), options, provider.GetRequiredService<IClock>()))
            .AddHostedService<BindingGuard>();

        var authentication = services.AddAuthentication(SchemeName)
            .AddPolicyScheme(SchemeName, null, scheme => scheme.ForwardDefaultSelector = context =>
                options.Mode == SignInMode.Oidc && OpaqueTokens.Of(context.Request)?.StartsWith(Secrets.TokenPrefix, StringComparison.Ordinal) != true
                    ? JwtBearerDefaults.AuthenticationScheme
                    : OpaqueTokens.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OpaqueTokens>(OpaqueTokens.SchemeName, null);
        if (options.Mode == SignInMode.Oidc)
            authentication.AddJwtBearer(bearer => OidcTokens.Configure(bearer, options));

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationHandler, RequirementHandler>().AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddRateLimiter(limiter => limiter.AddPolicy<string, SignInLimit>(SignInLimit.Name));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // Proxies on this machine are always trusted. Proxies elsewhere are trusted only if the operator declares that nothing else can reach this port.
            if (!BindingGuard.IsBehindProxy(configuration))
                return;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
        });
        return services;
    }

    /// <summary>Adds sign-in and authorization before the endpoints. Rate limits come after the sign-in, so that they can apply per person.</summary>
    public static WebApplication UseTuroEzpassAccess(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!BindingGuard.IsForwardingByFramework(app.Configuration))
            app.UseForwardedHeaders();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<CallerMiddleware>();
        app.UseAuthorization();
        return app;
    }
}
