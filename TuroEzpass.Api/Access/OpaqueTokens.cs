using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace TuroEzpass.Api.Access;

/// <summary>Authenticates with opaque tokens: sessions of local accounts, and personal access tokens.</summary>
internal sealed class OpaqueTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Tokens tokens, People people)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Opaque";

    private const string Bearer = "Bearer ";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("Unknown, revoked or expired token. Sign in again, or create a new token.");

    /// <summary>The bearer token of a request; null where it has none.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Of(Request) is not { } text)
            return AuthenticateResult.NoResult();
        if (!text.StartsWith(Secrets.TokenPrefix, StringComparison.Ordinal) || Secrets.Hash(text) is not { Length: > 0 } id)
            return Unknown;
        if (await tokens.FindAsync(id, Context.RequestAborted) is not { } token
            || await people.FindAsync(token.Person, Context.RequestAborted) is not { Disabled: false } person
            || (!token.IsPersonal && token.Created < person.SessionsFrom))
        {
            return Unknown;
        }

        Context.Features.Set(new SignedIn(person, IsKnown: true, person.Operator) { TokenId = id, Token = token });
        var identity = new ClaimsIdentity([new Claim("sub", person.Id), new Claim("name", person.Name)], SchemeName, "name", null);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
