using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>An owner's members and invitations.</summary>
internal static class MembersApi
{
    /// <summary>Maps <c>/members</c>.</summary>
    public static RouteGroupBuilder MapMembersApi(this RouteGroupBuilder api)
    {
        api.MapPost("/members/accept", AcceptAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithTags("Members").WithName("AcceptInvitation")
            .WithSummary("Accepts an invitation, or uses a code that links a new sign-in to an existing person. With local accounts, callers who are not signed in include the user name and password of the new account.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        var group = api.MapGroup("/members").WithTags("Members").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("", ListAsync).WithName("ListMembers").WithSummary("The owner's members and open invitations.");
        group.MapPost("/invitations", InviteAsync).RequireInPerson().WithIdempotencyKey(answerIsSecret: true).WithName("Invite").WithSummary("Creates an invitation. Its code is shown only once and is valid for one use within a week.")
            .ProducesProblem(400).ProducesProblem(409);
        group.MapPut("/{person}", ChangeAsync).RequireInPerson().WithName("ChangeMember").WithSummary("Changes a member's role.")
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapDelete("/{person}", RemoveAsync).RequireInPerson().WithName("RemoveMember").WithSummary("Removes a member. The last host can't be removed.").ProducesProblem(409);
        return api;
    }

    private static async Task<Ok<MemberList>> ListAsync(Caller caller, HttpContext context, Members members, CancellationToken cancellation)
    {
        var there = await members.ReadAsync(caller.Owner, cancellation);
        context.Response.Headers.ETag = ETagOf(there.Version);
        return TypedResults.Ok(new MemberList(
            [.. there.Value.People.Select(member => new MemberInfo(member.Person, member.Name, RoleText.Of(member.Role), member.Since))],
            [.. there.Value.Invitations.Select(open => new InvitationInfo(RoleText.Of(open.Role), open.By, open.Expires))]));
    }

    private static async Task<Results<Ok<OneTimeCode>, ProblemHttpResult>> InviteAsync(
        NewInvitation request, Caller caller, Members members, CancellationToken cancellation)
    {
        if (RoleText.Given(request.Role) is not { } role)
            return NoSuchRole();
        return await members.InviteAsync(caller.Owner, role, caller.Name, cancellation) is { } made
            ? TypedResults.Ok(new OneTimeCode(made.Code, made.Expires))
            : Problems.Conflict("There are too many open invitations. Wait until some are accepted or expire.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        string person, RoleChange request, Caller caller, HttpContext context, Members members, CancellationToken cancellation)
    {
        if (RoleText.Given(request.Role) is not { } role)
            return NoSuchRole();
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        long? version = null;
        if (tag is not null)
        {
            if (!long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
                return Stale();
            version = seen;
        }

        return Answer(await members.ChangeAsync(caller.Owner, there => there.Change(person, role), version, cancellation));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string person, Caller caller, Members members, CancellationToken cancellation) =>
        Answer(await members.ChangeAsync(caller.Owner, there => there.Remove(person), null, cancellation));

    private static async Task<Results<Ok<AcceptedCode>, ProblemHttpResult>> AcceptAsync(
        AcceptInvitation request, HttpContext context, AuthOptions options, CodeRedemption codes, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Code))
            return Problems.BadRequest("'code' is missing.");
        (CodeResult, AcceptedCode?) used;
        if (context.Features.Get<SignedIn>() is { } who)
        {
            if (!who.IsInPerson)
                return Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "Personal access tokens can't use codes. Sign in and try again.");
            used = await codes.AcceptAsync(who, request.Code, cancellation);
        }
        else if (options.Mode == SignInMode.Oidc || OpaqueTokens.Of(context.Request) is not null)
        {
            // An invalid token must not count as no token.
            return Problems.Of(StatusCodes.Status401Unauthorized, "Sign-in required", "Sign in, then use the code. GET /api/sign-in shows how to sign in.");
        }
        else if (Accounts.Fault(request.UserName, request.Password) is { } fault)
        {
            return Problems.BadRequest($"Include the user name and password of the new account. {fault}");
        }
        else
        {
            var name = string.IsNullOrWhiteSpace(request.Name) ? request.UserName! : request.Name;
            if (People.NameFault(name) is { } nameFault)
                return Problems.BadRequest(nameFault);
            used = await codes.AcceptAsync(request.Code, request.UserName!, request.Password!, name.Trim(), cancellation);
        }

        return used switch
        {
            (CodeResult.Used, { } accepted) => TypedResults.Ok(accepted),
            (CodeResult.AlreadyMember, _) => Problems.Conflict("You are already a member of this owner. The code was not used."),
            (CodeResult.SignInTaken, _) => Problems.Conflict("This code links a new sign-in, but yours already belongs to a person. Sign out, sign in with the new one, then use the code."),
            (CodeResult.UserNameTaken, _) => Problems.Conflict("This user name is taken. Choose another."),
            (CodeResult.Full, _) => Problems.Conflict("This owner has the maximum number of members. Remove one first."),
            _ => Problems.Of(StatusCodes.Status403Forbidden, "Not allowed", "The code is not valid, was already used, or has expired. Ask for a new one."),
        };
    }

    private static Results<NoContent, ProblemHttpResult> Answer(MemberChange change) => change switch
    {
        MemberChange.Made => TypedResults.NoContent(),
        MemberChange.LastHost => Problems.Conflict("You can't remove the last host. Make another member a host first."),
        MemberChange.Stale => Stale(),
        _ => Problems.NotFound("There is no member with this ID. GET /api/members lists them."),
    };

    private static ProblemHttpResult Stale() =>
        Problems.Of(StatusCodes.Status412PreconditionFailed, "Precondition failed", "The members have changed since you read them. Read them again with GET /api/members, then retry.");

    private static ProblemHttpResult NoSuchRole() => Problems.BadRequest("'role' must be 'Host' or 'CoHost'.");

    private static string ETagOf(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
}
