using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace TuroEzpass.Api.Access;

/// <summary>Authenticates with an identity provider's access tokens.</summary>
internal static class OidcTokens
{
    /// <summary>Sets up the bearer scheme.</summary>
    public static void Configure(JwtBearerOptions bearer, AuthOptions options)
    {
        var oidc = options.Oidc;
        bearer.Authority = oidc.Authority;
        bearer.RequireHttpsMetadata = oidc.RequireHttpsMetadata;
        bearer.MapInboundClaims = false;
        // The library's error messages can contain parts of a token.
        bearer.IncludeErrorDetails = false;
        bearer.SaveToken = false;
        bearer.TokenValidationParameters.NameClaimType = "name";
        bearer.TokenValidationParameters.ValidateAudience = oidc.Audience is not null;
        bearer.TokenValidationParameters.ValidAudience = oidc.Audience;
        bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        bearer.Events = new JwtBearerEvents { OnTokenValidated = context => ValidatedAsync(context, options), OnAuthenticationFailed = FailedAsync };
    }

    /// <summary>Without the provider's keys every token looks forged. Reports that the provider is unavailable instead.</summary>
    private static async Task FailedAsync(AuthenticationFailedContext context)
    {
        try
        {
            // The result is cached, so this queries the provider only if it has never responded.
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException unreachable)
        {
            context.Fail(unreachable);
        }
    }

    private static async Task ValidatedAsync(TokenValidatedContext context, AuthOptions options)
    {
        var (oidc, principal) = (options.Oidc, context.Principal!);
        var use = principal.FindFirstValue("token_use");
        // Cognito's access tokens have no audience but name their use and client; an ID token of the same client must be rejected.
        var isAccess = oidc.Audience is null
            ? use == "access" && principal.FindFirstValue("client_id") == oidc.ClientId
            : use is null or "access";
        if (!isAccess)
        {
            context.Fail("The token is not an access token of this application.");
            return;
        }

        if (principal.FindFirstValue("iss") is not { } issuer || principal.FindFirstValue("sub") is not { } subject)
        {
            context.Fail("The token has no 'sub', so it does not identify a user.");
            return;
        }

        var signIn = SignInId.Of(issuer, subject);
        var people = context.HttpContext.RequestServices.GetRequiredService<People>();
        var known = await people.FindBySignInAsync(signIn, context.HttpContext.RequestAborted);
        if (known is { Disabled: true })
        {
            context.Fail("This account is locked. Ask an operator.");
            return;
        }

        var isOperator = principal.HasClaim(oidc.GroupsClaim, oidc.OperatorsGroup);
        var person = known ?? new Person($"p-{signIn[..24]}", NameOf(principal, subject)) { SignIns = [signIn], Operator = false };
        context.HttpContext.Features.Set(new SignedIn(person, known is not null, isOperator || person.Operator) { SignIn = signIn });
    }

    private static string NameOf(ClaimsPrincipal principal, string subject)
    {
        var name = principal.FindFirstValue("name") ?? principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue("username") ?? subject;
        return name.Length > 100 ? name[..100] : name;
    }
}
