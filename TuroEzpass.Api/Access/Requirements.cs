using Microsoft.AspNetCore.Authorization;

namespace TuroEzpass.Api.Access;

/// <summary>What an endpoint requires of the caller.</summary>
public static class Requirements
{
    private static readonly AuthorizationPolicy InPerson = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new InPersonRequirement()).Build();

    /// <summary>The caller must have all of these permissions; otherwise the response is a 401 or 403 problem document.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permissions permissions)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permissions)).Build());

    /// <summary>The caller must not use a personal access token, so that tokens can't create tokens or members.</summary>
    public static TBuilder RequireInPerson<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(InPerson);
}

/// <summary>Requires all of these permissions.</summary>
internal sealed record PermissionRequirement(Permissions Permissions) : IAuthorizationRequirement;

/// <summary>Rejects personal access tokens.</summary>
internal sealed record InPersonRequirement : IAuthorizationRequirement;

/// <summary>Evaluates the requirements and names the missing permission.</summary>
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
                InPersonRequirement when !who.IsInPerson => "Personal access tokens can't do this. Sign in and try again.",
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
            return !who.IsOperator ? "You are not a member of any owner yet. Accept an invitation with POST /api/members/accept."
                : asked == Permissions.Operate ? null
                : "Add ?userId= with the owner's ID to the request.";
        }

        var missing = asked & ~caller.May;
        return missing == Permissions.None ? null
            : who.Token is { IsPersonal: true } ? $"This token lacks the scope {missing}. Use a token with this scope; your role must have the permission too."
            : $"You are a {Spell(caller.Role)} here. This requires the permission {missing}.";
    }

    private static string Spell(Role role) => role switch
    {
        Role.Host => "host",
        Role.CoHost => "co-host",
        _ => "system operator",
    };
}
