using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Temporary owners for testing the system, as by <c>turoezpass smoke</c>. They are labeled when they are created, so
/// deleting one can't delete anyone's data; a script's token may do it.</summary>
internal static class TestOwnersApi
{
    public static RouteGroupBuilder MapTestOwnersApi(this RouteGroupBuilder api)
    {
        var owners = api.MapGroup("/test-owners").WithTags("Operators").RequirePermission(Permissions.Operate).RequireRateLimiting(RateLimits.Heavy)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        owners.MapPost("", MakeAsync).WithName("MakeTestOwner").WithSummary("Creates an owner for testing the system, and deletes test owners that earlier tests left behind more than an hour ago.")
            .WithIdempotencyKey(answerIsSecret: true);
        owners.MapDelete("/{owner}", RemoveAsync).WithName("RemoveTestOwner").WithSummary("Deletes a test owner and all its data. Rejects any other owner.").ProducesProblem(404);
        return api;
    }

    private static async Task<Ok<TestOwner>> MakeAsync(TestOwners owners, CancellationToken cancellation) => TypedResults.Ok(await owners.MakeAsync(cancellation));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string owner, TestOwners owners, CancellationToken cancellation) =>
        OwnerId.TryParse(owner, out var id) && await owners.RemoveAsync(id, cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound("There is no test owner with this ID. Only owners created with POST /api/test-owners can be deleted here.");
}
