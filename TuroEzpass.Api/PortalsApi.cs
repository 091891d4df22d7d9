using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>The sites that are collected from, and the sign-ins there. They go in and are forgotten; nothing here gives them out.</summary>
internal static class PortalsApi
{
    private const int LongestSecret = 500;

    // Turo signs nobody in with a password: a person does it in a visible browser, and the session is kept.
    private static readonly (string Portal, string Name, string Site, bool ByPerson)[] Known =
    [
        ("ezpassny", "E-ZPass New York", "www.e-zpassny.com", false), ("ezpassnj", "E-ZPass New Jersey", "www.ezpassnj.com", false),
        ("paturnpike", "PA Turnpike E-ZPass", "www.paturnpike.com", false), ("turo", "Turo", "turo.com", true),
    ];

    public static RouteGroupBuilder MapPortalsApi(this RouteGroupBuilder api)
    {
        var portals = api.MapGroup("/portals").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        portals.MapGet("", List).WithName("ListPortals").WithSummary("The sites that are collected from, and whether a sign-in is stored for each.");
        portals.MapPut("/{portal}/credentials", Put).WithName("PutCredentials").WithSummary("Stores the sign-in of a portal. It is never shown again.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        portals.MapDelete("/{portal}/credentials", Forget).WithName("ForgetCredentials").WithSummary("Forgets the sign-in and the saved session of a portal.").ProducesProblem(404).ProducesProblem(409);
        return api;
    }

    private static async Task<Ok<IReadOnlyList<PortalInfo>>> List(Caller caller, ICredentialStore credentials, CancellationToken cancellation)
    {
        var reads = await Task.WhenAll(Known.Select(async one => (one, Read: await credentials.ReadCredentialsAsync(caller.Owner, one.Portal, cancellation))));
        return TypedResults.Ok<IReadOnlyList<PortalInfo>>([.. reads.Select(each => new PortalInfo(each.one.Portal, each.one.Name, each.one.Site, each.Read switch
        {
            CredentialRead.Found => PortalSignIn.Stored,
            CredentialRead.Unreadable => PortalSignIn.Unreadable,
            _ => PortalSignIn.Missing,
        }, each.one.ByPerson))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(string portal, NewCredentials request, Caller caller, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (Known.FirstOrDefault(one => one.Portal == portal) is not { Portal: not null } known)
            return NoSuchPortal();
        if (known.ByPerson)
            return Problems.Conflict($"{known.Name} has no password to store: a person signs in there in a browser.");
        if (request.UserName is not { Length: > 0 and <= LongestSecret } || request.Password is not { Length: > 0 and <= LongestSecret })
            return Problems.BadRequest($"User name and password have 1 to {LongestSecret} characters each.");
        return Answer(await credentials.SaveCredentialsAsync(caller.Owner, portal, new PortalCredentials(request.UserName, request.Password), cancellation));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Forget(string portal, Caller caller, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (!Known.Any(one => one.Portal == portal))
            return NoSuchPortal();
        await credentials.ForgetSessionAsync(caller.Owner, portal, cancellation);
        return Answer(await credentials.ForgetCredentialsAsync(caller.Owner, portal, cancellation));
    }

    private static Results<NoContent, ProblemHttpResult> Answer(CredentialSave saved) =>
        saved is CredentialSave.ManagedElsewhere elsewhere ? Problems.Conflict(elsewhere.Remedy) : TypedResults.NoContent();

    private static ProblemHttpResult NoSuchPortal() => Problems.NotFound("There is no such portal. GET /api/portals lists them.");
}
