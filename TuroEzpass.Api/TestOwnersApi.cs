using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Owners that exist only while the system is tried, as by <c>turoezpass smoke</c>. They are labelled when they are made, so
/// taking one away can't take away anybody's data; a script's token may do it.</summary>
internal static class TestOwnersApi
{
    public static RouteGroupBuilder MapTestOwnersApi(this RouteGroupBuilder api)
    {
        var owners = api.MapGroup("/test-owners").WithTags("Operators").RequirePermission(Permissions.Operate).RequireRateLimiting(RateLimits.Heavy)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        owners.MapPost("", MakeAsync).WithName("MakeTestOwner").WithSummary("Makes an owner to try the system with, and takes away those that earlier trials left more than an hour ago.")
            .WithIdempotencyKey(answerIsSecret: true);
        owners.MapDelete("/{owner}", RemoveAsync).WithName("RemoveTestOwner").WithSummary("Takes a test owner away with everything of it; refuses any other owner.").ProducesProblem(404);
        return api;
    }

    private static async Task<Ok<TestOwner>> MakeAsync(TestOwners owners, CancellationToken cancellation) => TypedResults.Ok(await owners.MakeAsync(cancellation));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string owner, TestOwners owners, CancellationToken cancellation) =>
        OwnerId.TryParse(owner, out var id) && await owners.RemoveAsync(id, cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound("There is no such test owner. Only what POST /api/test-owners made can be taken away here.");
}
