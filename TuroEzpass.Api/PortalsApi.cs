using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Supported sites, and the owner's credentials for them. Credentials are stored and deleted here, but never returned.</summary>
internal static class PortalsApi
{
    private const int LongestSecret = 500;

    public static RouteGroupBuilder MapPortalsApi(this RouteGroupBuilder api)
    {
        var portals = api.MapGroup("/portals").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        portals.MapGet("", List).WithName("ListPortals").WithSummary("Supported sites, and whether credentials are stored for each.");
        portals.MapPut("/{portal}", Switch).WithName("SwitchPortal").WithSummary("Turns daily collection from a site on or off.").ProducesProblem(404).ProducesProblem(409);
        portals.MapPut("/{portal}/credentials", Put).WithName("PutCredentials").WithSummary("Stores the credentials for a site. They are never shown again.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        portals.MapDelete("/{portal}/credentials", Forget).WithName("ForgetCredentials").WithSummary("Deletes the credentials and the saved session for a site.").ProducesProblem(404).ProducesProblem(409);
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
        // Without a sign-in, every daily collection would fail.
        if (request.IsEnabled && await credentials.ReadCredentialsAsync(caller.Owner, portal, cancellation) is not CredentialRead.Found && await credentials.ReadSessionAsync(caller.Owner, portal, cancellation) is not SessionRead.Found)
            return Problems.Conflict(known.ByPerson
                ? $"Sign in to {known.Name} first: run 'turoezpass signin {known.Id}' on a computer with a screen, then turn on collection."
                : $"No credentials are stored for {known.Name}. Store them first.");
        await new AccountBook(records, caller.Owner).ChangeAsync(portal, account => account with { IsEnabled = request.IsEnabled }, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(string portal, NewCredentials request, Caller caller, IRecordStore records, ICredentialStore credentials, CancellationToken cancellation)
    {
        if (await new PortalBook(records).GetAsync(portal, cancellation) is not { } known)
            return NoSuchPortal();
        if (known.ByPerson)
            return Problems.Conflict($"{known.Name} does not support stored passwords; you sign in there in a browser.");
        if (request.UserName is not { Length: > 0 and <= LongestSecret } || request.Password is not { Length: > 0 and <= LongestSecret })
            return Problems.BadRequest($"The user name and the password must each have 1 to {LongestSecret} characters.");
        var saved = await credentials.SaveCredentialsAsync(caller.Owner, portal, new PortalCredentials(request.UserName, request.Password), cancellation);
        // Only after the credentials are saved: an account that is on without them would only fail.
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

    private static ProblemHttpResult NoSuchPortal() => Problems.NotFound("There is no site with this ID. GET /api/portals lists them.");
}
