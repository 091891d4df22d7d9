using Microsoft.AspNetCore.Authorization;

namespace TuroEzpass.Api.Access;

/// <summary>What endpoints ask of a caller.</summary>
public static class Requirements
{
    private static readonly AuthorizationPolicy InPerson = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new InPersonRequirement()).Build();

    /// <summary>The caller must have all of these permissions; otherwise the answer is 401 or 403, as a problem document.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permissions permissions)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permissions)).Build());

    /// <summary>The caller must not use a personal access token: it must not make more of its kind, nor members.</summary>
    public static TBuilder RequireInPerson<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(InPerson);
}

/// <summary>All of these permissions.</summary>
internal sealed record PermissionRequirement(Permissions Permissions) : IAuthorizationRequirement;

/// <summary>No personal access token.</summary>
internal sealed record InPersonRequirement : IAuthorizationRequirement;

/// <summary>Decides on the requirements, and says what is missing.</summary>
internal sealed class RequirementHandler : IAuthorizationHandler
{
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is not HttpContext request || request.Features.Get<SignedIn>() is not { } who)
            return Task.CompletedTask;
        foreach (var requirement in context.PendingRequirements.ToList())
        {
            var fault = requirement switch
            {
                PermissionRequirement asked => Fault(who, request.Features.Get<Caller>(), asked.Permissions),
                InPersonRequirement when !who.IsInPerson => "A personal access token can't do this: sign in yourself.",
                InPersonRequirement => null,
                _ => "",
            };
            if (fault is null)
                context.Succeed(requirement);
            else if (fault.Length > 0)
                context.Fail(new AuthorizationFailureReason(this, fault));
        }

        return Task.CompletedTask;
    }

    private static string? Fault(SignedIn who, Caller? caller, Permissions asked)
    {
        if (caller is null)
        {
            return !who.IsOperator ? "You belong to no owner yet: use an invitation with POST /api/members/accept."
                : asked == Permissions.Operate ? null
                : "Say for which owner: add ?userId= and the owner's id.";
        }

        var missing = asked & ~caller.May;
        return missing == Permissions.None ? null
            : who.Token is { IsPersonal: true } ? $"This token may not do that here; it takes the scope {missing}, and a role that has it."
            : $"A {Spell(caller.Role)} may not do that here: it takes {missing}.";
    }

    private static string Spell(Role role) => role switch
    {
        Role.Host => "host",
        Role.CoHost => "co-host",
        _ => "person who only operates the system",
    };
}
