using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>Personal access tokens, for scripts. Each is for one person and one owner, and does at most what its person may at the time.</summary>
internal static class TokensApi
{
    private const int MostTokens = 100;
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    /// <summary>Maps <c>/tokens</c>.</summary>
    public static RouteGroupBuilder MapTokensApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tokens").WithTags("Tokens").RequirePermission(Permissions.None).RequireInPerson().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("", ListAsync).WithName("ListTokens").WithSummary("One's own personal access tokens.");
        group.MapPost("", MakeAsync).WithIdempotencyKey(answerIsSecret: true).WithName("MakeToken").WithSummary("Makes a personal access token. It is shown this once.").ProducesProblem(400).ProducesProblem(409);
        group.MapDelete("/{id}", RevokeAsync).WithName("RevokeToken").WithSummary("Revokes a personal access token.");
        return api;
    }

    private static async Task<Ok<IReadOnlyList<TokenInfo>>> ListAsync(Caller caller, Tokens tokens, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<TokenInfo>>([.. (await tokens.ListAsync(caller.Person, cancellation)).Select(each => InfoOf(each.Id, each.Token))]);

    private static async Task<Results<Created<MadeToken>, ProblemHttpResult>> MakeAsync(
        NewToken request, Caller caller, SignedIn who, Tokens tokens, IClock clock, CancellationToken cancellation)
    {
        if (!who.IsKnown)
            return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "This sign-in is kept nowhere here, so no token can belong to it: use an invitation first.");
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Name.Any(char.IsControl))
            return Problems.BadRequest("Give the token a name of 1 to 100 characters that says what it is for.");
        if (request.Scopes is not { Count: > 0 } || RoleText.Given(request.Scopes) is not { } scopes)
            return Problems.BadRequest($"Give scopes, of {string.Join(", ", Enum.GetNames<Scope>())}.");
        if ((scopes & ~caller.May) != Permissions.None)
            return Problems.BadRequest($"You may not do {scopes & ~caller.May} for this owner yourself, so a token of yours can't either.");
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        var expires = request.ExpiresAt ?? now + UsualLife;
        if (expires <= now || expires > now + LongestLife)
            return Problems.BadRequest("A token ends in the future, and within a year.");
        if ((await tokens.ListAsync(caller.Person, cancellation)).Count >= MostTokens)
            return Problems.Conflict($"You have {MostTokens} tokens: revoke some that are not used.");

        var token = new Token(caller.Person, now, expires) { Name = request.Name.Trim(), Owner = caller.Owner.Text, Scopes = scopes };
        var secret = await tokens.IssueAsync(token, cancellation);
        var info = InfoOf(Secrets.Hash(secret), token);
        return TypedResults.Created($"/api/tokens/{info.Id}", new MadeToken(secret, info));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(string id, Caller caller, Tokens tokens, CancellationToken cancellation) =>
        Tokens.IsId(id) && await tokens.RevokeAsync(id, caller.Person, cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound("You have no such token. GET /api/tokens lists them.");

    private static TokenInfo InfoOf(string id, Token token) =>
        new(id, token.Name!, token.Owner!, RoleText.Of(token.Scopes), token.Created, token.Expires, token.LastUsed);
}
