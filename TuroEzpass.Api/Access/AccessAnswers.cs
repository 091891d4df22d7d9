using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.Tokens;
using TuroEzpass.Api.Http;

namespace TuroEzpass.Api.Access;

/// <summary>Answers 401 and 403 with a problem document that explains what to do.</summary>
internal sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded ? next(context)
        : authorizeResult.Forbidden ? ForbidAsync(context, authorizeResult.AuthorizationFailure)
        : ChallengeAsync(context);

    private static Task ForbidAsync(HttpContext context, AuthorizationFailure? failure)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"TuroEzpass\", error=\"insufficient_scope\"";
        var reason = failure?.FailureReasons.FirstOrDefault()?.Message ?? "You don't have permission to do this.";
        return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", reason).ExecuteAsync(context);
    }

    private static async Task ChallengeAsync(HttpContext context)
    {
        // The handlers cache their result, so asking again costs nothing and gives the reason.
        var failure = (await context.AuthenticateAsync()).Failure;
        if (failure is not (null or SecurityTokenException or AuthenticationFailureException or ArgumentException))
        {
            context.Response.Headers.RetryAfter = "30";
            await Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "Identity provider unavailable", "The identity provider is not responding, so tokens can't be checked. Try again in a moment.").ExecuteAsync(context);
            return;
        }

        context.Response.Headers.WWWAuthenticate = failure is null ? "Bearer realm=\"TuroEzpass\"" : "Bearer realm=\"TuroEzpass\", error=\"invalid_token\"";
        var detail = failure switch
        {
            null => "Send a token: 'Authorization: Bearer …'. GET /api/sign-in shows how to get one.",
            AuthenticationFailureException own => own.Message,
            SecurityTokenExpiredException => "The token has expired. Sign in again.",
            _ => "The token was not issued by this application's identity provider. Sign in again.",
        };
        await Problems.Of(StatusCodes.Status401Unauthorized, "Sign-in required", detail).ExecuteAsync(context);
    }
}
