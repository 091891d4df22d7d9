using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>What operators do for people: make room for an owner, bring somebody in again who lost the way to sign in, lock somebody
/// out. A link code lets its bearer in as that person, so operators are trusted with it as they are with the store itself.</summary>
internal static class PeopleApi
{
    /// <summary>Maps <c>/people</c> and <c>/owners</c>.</summary>
    public static RouteGroupBuilder MapPeopleApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("People").RequirePermission(Permissions.Operate).RequireInPerson().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("/people", ListAsync).WithName("ListPeople").WithSummary("Everybody who can sign in.").ProducesProblem(400);
        group.MapPost("/people/{person}/link-codes", LinkAsync).WithIdempotencyKey(answerIsSecret: true).WithName("MakeLinkCode")
            .WithSummary("Makes a code that attaches a new sign-in to a person: when the identity provider was made anew, or a password is lost. Shown this once; works once, for two days.");
        group.MapPut("/people/{person}/disabled", DisableAsync).WithName("DisablePerson").WithSummary("Locks a person out, or lets one in again.").ProducesProblem(409);
        group.MapPost("/owners", AddOwnerAsync).WithIdempotencyKey(answerIsSecret: true).WithName("AddOwner").WithSummary("Makes an owner, and the invitation of its first host.").ProducesProblem(400).ProducesProblem(409);
        return api;
    }

    private static async Task<Results<Ok<PeoplePage>, ProblemHttpResult>> ListAsync(string? cursor, People people, CancellationToken cancellation)
    {
        PageToken? after = null;
        if (cursor is not null && !People.TryReadCursor(cursor, out after))
            return Problems.BadRequest("The cursor is not one of this list: take it from 'next' as it is.");
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
            return Problems.BadRequest("An owner's id has 1 to 64 small letters, digits, '-', '_' or '.', and begins and ends with a letter or digit.");
        // Into an owner that has people nobody comes but by them.
        if ((await members.ReadAsync(owner, cancellation)).Value.HasHost)
            return Problems.Conflict("This owner has a host, who invites others.");
        await members.AddOwnerAsync(owner, cancellation);
        return await members.InviteAsync(owner, Role.Host, who.Person.Name, cancellation) is { } made
            ? TypedResults.Ok(new OneTimeCode(made.Code, made.Expires))
            : Problems.Conflict("There are too many open invitations: wait until some were used or are over.");
    }

    private static ProblemHttpResult NoSuchPerson() => Problems.NotFound("There is no such person. GET /api/people lists them.");
}
