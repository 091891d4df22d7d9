using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>Personal access tokens, for scripts. Each is for one person and one owner, and never allows more than the person's current permissions.</summary>
internal static class TokensApi
{
    private const int MostTokens = 100;
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    /// <summary>Maps <c>/tokens</c>.</summary>
    public static RouteGroupBuilder MapTokensApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tokens").WithTags("Tokens").RequirePermission(Permissions.None).RequireInPerson().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("", ListAsync).WithName("ListTokens").WithSummary("Your personal access tokens.");
        group.MapPost("", MakeAsync).WithIdempotencyKey(answerIsSecret: true).WithName("MakeToken").WithSummary("Creates a personal access token. It is shown only once.").ProducesProblem(400).ProducesProblem(409);
        group.MapDelete("/{id}", RevokeAsync).WithName("RevokeToken").WithSummary("Revokes a personal access token.");
        return api;
    }

    private static async Task<Ok<IReadOnlyList<TokenInfo>>> ListAsync(Caller caller, Tokens tokens, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<TokenInfo>>([.. (await tokens.ListAsync(caller.Person, cancellation)).Select(each => InfoOf(each.Id, each.Token))]);

    private static async Task<Results<Created<MadeToken>, ProblemHttpResult>> MakeAsync(
        NewToken request, Caller caller, SignedIn who, Tokens tokens, IClock clock, CancellationToken cancellation)
    {
        if (!who.IsKnown)
            return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "This sign-in has no account yet, so it can't have tokens. Accept an invitation first.");
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Name.Any(char.IsControl))
            return Problems.BadRequest("'name' must have 1 to 100 characters. Describe what the token is for.");
        if (request.Scopes is not { Count: > 0 } || RoleText.Given(request.Scopes) is not { } scopes)
            return Problems.BadRequest($"'scopes' must contain one or more of: {string.Join(", ", Enum.GetNames<Scope>())}.");
        if ((scopes & ~caller.May) != Permissions.None)
            return Problems.BadRequest($"You don't have the permission {scopes & ~caller.May} for this owner, so your token can't have it.");
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        var expires = request.ExpiresAt ?? now + UsualLife;
        if (expires <= now || expires > now + LongestLife)
            return Problems.BadRequest("The token must expire in the future, within one year.");
        if ((await tokens.ListAsync(caller.Person, cancellation)).Count >= MostTokens)
            return Problems.Conflict($"You have {MostTokens} tokens, the maximum. Revoke the ones that you don't use.");

        var token = new Token(caller.Person, now, expires) { Name = request.Name.Trim(), Owner = caller.Owner.Text, Scopes = scopes };
        var secret = await tokens.IssueAsync(token, cancellation);
        var info = InfoOf(Secrets.Hash(secret), token);
        return TypedResults.Created($"/api/tokens/{info.Id}", new MadeToken(secret, info));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, Caller caller, Tokens tokens, CancellationToken cancellation) =>
        Tokens.IsId(id) && await tokens.RevokeAsync(id, caller.Person, cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound("You have no token with this ID. GET /api/tokens lists them.");

    private static TokenInfo InfoOf(string id, Token token) =>
        new(id, token.Name!, token.Owner!, RoleText.Of(token.Scopes), token.Created, token.Expires, token.LastUsed);
}
