using Microsoft.AspNetCore.Authorization;
using TuroEzpass.Api.Http;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Creates the <see cref="Caller"/>: finds the owner that the request is for, and its permissions. Other people's
/// owners look as if they did not exist.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, Members members)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<SignedIn>() is { } who && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var named = context.GetRouteValue("userId") as string;
            var asked = context.Request.Query["userId"].ToString() is { Length: > 0 } query ? query : named;
            var found = named is null || named == asked;
            if (found && asked is not null)
                found = await FindAsync(who, asked, context) is not null;
            else if (found)
                await FindFirstAsync(who, context);
            if (!found)
            {
                await Problems.NotFound("You don't have access to this owner's data. GET /api/me lists the owners you have access to.").ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    private async Task FindFirstAsync(SignedIn who, HttpContext context)
    {
        if (who.Token?.Owner is { } only)
        {
            await FindAsync(who, only, context);
            return;
        }

        foreach (var owner in who.Person.Owners)
        {
            if (await FindMemberAsync(who, OwnerId.Parse(owner), context.RequestAborted) is not { } caller)
                continue;
            context.Features.Set(caller);
            return;
        }
    }

    private async Task<Caller?> FindAsync(SignedIn who, string asked, HttpContext context)
    {
        if (!OwnerId.TryParse(asked, out var owner) || (who.Token?.Owner is { } only && only != asked))
            return null;
        var caller = await FindMemberAsync(who, owner, context.RequestAborted);
        if (caller is null && who.IsOperator && await members.IsOwnerAsync(owner, context.RequestAborted))
            caller = CallerOf(who, owner, Role.Operator);
        context.Features.Set(caller);
        return caller;
    }

    private async ValueTask<Caller?> FindMemberAsync(SignedIn who, OwnerId owner, CancellationToken cancellation) =>
        who.IsKnown && (await members.FindAsync(owner, cancellation)).Find(who.Person.Id) is { } member ? CallerOf(who, owner, member.Role) : null;

    /// <summary>The permissions of a person in this role: the role's, plus an operator's own, limited to the token's scopes.</summary>
    internal static Caller CallerOf(SignedIn who, OwnerId owner, Role role)
    {
        var may = Caller.Of(role) | (who.IsOperator ? Permissions.Operate : Permissions.None);
        var name = who.Token is { Name: { } token } ? $"{who.Person.Name} (token {token})" : who.Person.Name;
        return new Caller(who.Person.Id, name, owner, role, may & (who.Token?.Scopes ?? may));
    }
}
