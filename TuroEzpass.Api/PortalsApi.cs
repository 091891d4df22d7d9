using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>The sites that are collected from, and the sign-ins there. They go in and are forgotten; nothing here gives them out.</summary>
internal static class PortalsApi
{
    private const int LongestSecret = 500;

    public static RouteGroupBuilder MapPortalsApi(this RouteGroupBuilder api)
    {
        var portals = api.MapGroup("/portals").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        portals.MapGet("", List).WithName("ListPortals").WithSummary("The sites that are collected from, and whether a sign-in is stored for each.");
        portals.MapPut("/{portal}", Switch).WithName("SwitchPortal").WithSummary("Begins or ends collecting from a portal every day.").ProducesProblem(404).ProducesProblem(409);
        portals.MapPut("/{portal}/credentials", Put).WithName("PutCredentials").WithSummary("Stores the sign-in of a portal. It is never shown again.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        portals.MapDelete("/{portal}/credentials", Forget).WithName("ForgetCredentials").WithSummary("Forgets the sign-in and the saved session of a portal.").ProducesProblem(404).ProducesProblem(409);
        return api;
    }

    private static async Task<Ok<IReadOnlyList<PortalInfo>>> List(Caller caller, IRecordStore records, ICredentialStore credentials, CancellationToken cancellation)
    {
        var accounts = (await new AccountBook(records, caller.Owner).ListAsync(cancellation)).ToDictionary(account => account.Portal);
        var portals = await new PortalBook(records).ListAsync(cancellation);
        return TypedResults.Ok<IReadOnlyList<PortalInfo>>(await Task.WhenAll(portals.Select(async portal =>
        {
            var signIn = await credentials.ReadCredentialsAsync(caller.Owner, portal.Id, cancellation);
            var session = await credentials.ReadSessionAsync(caller.Owner, portal.Id, cancellation);
            return Shown(portal, accounts.GetValueOrDefault(portal.Id), signIn, session);
        })));
    }

    private static PortalInfo Shown(PortalListing portal, PortalAccount? account, CredentialRead signIn, SessionRead session) => new(portal.Id, portal.Name, portal.Site, signIn switch
    {
        CredentialRead.Found => PortalSignIn.Stored,
        CredentialRead.Unreadable => PortalSignIn.Unreadable,
        _ => PortalSignIn.Missing,
    }, portal.ByPerson)
    {
        Shows = Enum.Parse<PortalShows>(portal.Kind.ToString()),
        IsEnabled = account?.IsEnabled ?? false,
        HasSession = session is SessionRead.Found,
        IsSignInRefused = account?.IsSignInRefused ?? false,
        CompleteThrough = account?.CompleteThrough,
        LastRunAt = account?.LastRunAt,
        LastReason = account?.LastReason is { } reason ? Enum.Parse<Contracts.RunReason>(reason.ToString()) : null,
        Evidence = portal.Evidence,
        IsVerified = portal.IsVerified,
    };

    private static async Task<Results<NoContent, ProblemHttpResult>> Switch(string portal, PortalSwitch request, Caller caller, IRecordStore records, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (await new PortalBook(records).GetAsync(portal, cancellation) is not { } known)
            return NoSuchPortal();
        // One that nobody can sign in at would only fail every day.
        if (request.IsEnabled && await credentials.ReadCredentialsAsync(caller.Owner, portal, cancellation) is not CredentialRead.Found && await credentials.ReadSessionAsync(caller.Owner, portal, cancellation) is not SessionRead.Found)
            return Problems.Conflict(known.ByPerson
                ? $"Nobody has signed in at {known.Name} yet: run 'turoezpass signin {known.Id}' on a computer with a screen, then turn it on."
                : $"No sign-in is stored for {known.Name}: store one first.");
        await new AccountBook(records, caller.Owner).ChangeAsync(portal, account => account with { IsEnabled = request.IsEnabled }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(string portal, NewCredentials request, Caller caller, IRecordStore records, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (await new PortalBook(records).GetAsync(portal, cancellation) is not { } known)
            return NoSuchPortal();
        if (known.ByPerson)
            return Problems.Conflict($"{known.Name} has no password to store: a person signs in there in a browser.");
        if (request.UserName is not { Length: > 0 and <= LongestSecret } || request.Password is not { Length: > 0 and <= LongestSecret })
            return Problems.BadRequest($"User name and password have 1 to {LongestSecret} characters each.");
        var saved = await credentials.SaveCredentialsAsync(caller.Owner, portal, new PortalCredentials(request.UserName, request.Password), cancellation);
        // Afterwards: an account that is on without a sign-in would only fail.
        if (saved is CredentialSave.Done)
            await new AccountBook(records, caller.Owner).ChangeAsync(portal, account => account with { IsEnabled = true, IsSignInRefused = false }, cancellation);
        return Answer(saved);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Forget(string portal, Caller caller, IRecordStore records, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (await new PortalBook(records).GetAsync(portal, cancellation) is null)
            return NoSuchPortal();
        await new AccountBook(records, caller.Owner).ChangeAsync(portal, account => account with { IsEnabled = false, IsSignInRefused = false }, cancellation);
        await credentials.ForgetSessionAsync(caller.Owner, portal, cancellation);
        return Answer(await credentials.ForgetCredentialsAsync(caller.Owner, portal, cancellation));
    }

    private static Results<NoContent, ProblemHttpResult> Answer(CredentialSave saved) =>
        saved is CredentialSave.ManagedElsewhere elsewhere ? Problems.Conflict(elsewhere.Remedy) : TypedResults.NoContent();

    private static ProblemHttpResult NoSuchPortal() => Problems.NotFound("There is no such portal. GET /api/portals lists them.");
}
