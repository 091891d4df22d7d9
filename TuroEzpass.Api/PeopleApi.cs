using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Account administration by operators: add an owner, restore a lost sign-in, lock a person out. Anyone with a link code can
/// sign in as that person, so operators are trusted as much as with the store itself.</summary>
internal static class PeopleApi
{
    /// <summary>Maps <c>/people</c> and <c>/owners</c>.</summary>
    public static RouteGroupBuilder MapPeopleApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("People").RequirePermission(Permissions.Operate).RequireInPerson().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("/people", ListAsync).WithName("ListPeople").WithSummary("All people who can sign in.").ProducesProblem(400);
        group.MapPost("/people/{person}/link-codes", LinkAsync).WithIdempotencyKey(answerIsSecret: true).WithName("MakeLinkCode")
            .WithSummary("Creates a code that links a new sign-in to a person, after the identity provider was recreated or a password was lost. Shown once; valid for one use within two days.");
        group.MapPut("/people/{person}/disabled", DisableAsync).WithName("DisablePerson").WithSummary("Locks a person out, or restores access.").ProducesProblem(409);
        group.MapPost("/owners", AddOwnerAsync).WithIdempotencyKey(answerIsSecret: true).WithName("AddOwner").WithSummary("Creates an owner and an invitation for its first host.").ProducesProblem(400).ProducesProblem(409);
        return api;
    }

    private static async Task<Results<Ok<PeoplePage>, ProblemHttpResult>> ListAsync(string? cursor, People people, CancellationToken cancellation)
    {
        PageToken? after = null;
        if (cursor is not null && !People.TryReadCursor(cursor, out after))
            return Problems.BadRequest("'cursor' is invalid. Omit it to start from the first page.");
        var (page, next) = await people.ListAsync(after, cancellation);
        return TypedResults.Ok(new PeoplePage([.. page.Select(person => new PersonInfo(person.Id, person.Name, person.Operator, person.Disabled))], next?.ToString()));
    }

    private static async Task<Results<Ok<OneTimeCode>, ProblemHttpResult>> LinkAsync(string person, People people, CancellationToken cancellation) =>
        await people.NewCodeAsync(person, cancellation) is { } made ? TypedResults.Ok(new OneTimeCode(made.Code, made.Expires)) : NoSuchPerson();

    private static async Task<Results<NoContent, ProblemHttpResult>> DisableAsync(
        string person, DisabledChange request, SignedIn who, People people, CancellationToken cancellation)
    {
        if (request.Disabled && person == who.Person.Id)
            return Problems.Conflict("You can't lock yourself out.");
        return await people.ChangeAsync(person, there => there with { Disabled = request.Disabled }, cancellation) is null ? NoSuchPerson() : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<OneTimeCode>, ProblemHttpResult>> AddOwnerAsync(
        NewOwner request, SignedIn who, Members members, CancellationToken cancellation)
    {
        if (!OwnerId.TryParse(request.Owner, out var owner))
            return Problems.BadRequest("An owner's ID must have 1 to 64 lowercase letters, digits, '-', '_' or '.', and must begin and end with a letter or digit.");
        // Once an owner has a host, only its hosts can add members.
        if ((await members.ReadAsync(owner, cancellation)).Value.HasHost)
            return Problems.Conflict("This owner already has a host. Ask the host for an invitation.");
        await members.AddOwnerAsync(owner, cancellation);
        return await members.InviteAsync(owner, Role.Host, who.Person.Name, cancellation) is { } made
            ? TypedResults.Ok(new OneTimeCode(made.Code, made.Expires))
            : Problems.Conflict("There are too many open invitations. Wait until some are accepted or expire.");
    }

    private static ProblemHttpResult NoSuchPerson() => Problems.NotFound("There is no person with this ID. GET /api/people lists them.");
}
