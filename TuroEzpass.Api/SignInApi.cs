using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>Sign-in, sign-out, and the signed-in person.</summary>
internal static partial class SignInApi
{
    private const string Wrong = "The user name or password is incorrect.";

    /// <summary>Maps <c>/sign-in</c> and <c>/me</c>.</summary>
    public static RouteGroupBuilder MapSignInApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/sign-in").WithTags("Sign-in").WithMetadata(OpenInMaintenance.Mark);
        group.MapGet("", WaysAsync).AllowAnonymous().WithName("GetSignIn").WithSummary("How to sign in to this system.");
        group.MapPost("", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithName("SignIn")
            .WithSummary("Signs in with a local account.").ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/set-up", SetUpAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithName("SetUp")
            .WithSummary("Creates the first person, with the secret from the setup link that the service printed when it started.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/sign-out", SignOutAsync).WithName("SignOut").WithSummary("Ends the current session.").ProducesProblem(401).ProducesProblem(409);
        group.MapPost("/sign-out-everywhere", SignOutEverywhereAsync).RequireInPerson().WithName("SignOutEverywhere").WithSummary("Ends all of your sessions. Personal access tokens stay valid.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409);
        group.MapPost("/password", ChangePasswordAsync).RequireInPerson().RequireRateLimiting(SignInLimit.Name).WithName("ChangePassword")
            .WithSummary("Changes your password, ends all of your sessions and starts a new one.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/register", RegisterAsync).RequireInPerson().RequireRateLimiting(SignInLimit.Name).WithName("Register")
            .WithSummary("Creates an owner for a new sign-in, if Auth:AllowRegistration is true.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        api.MapGet("/me", MeAsync).WithTags("Sign-in").WithName("GetMe").WithSummary("The signed-in person, with owners and permissions.").ProducesProblem(401).WithMetadata(OpenInMaintenance.Mark);
        api.MapPut("/me/name", RenameAsync).RequireInPerson().WithTags("Sign-in").WithName("ChangeName").WithSummary("Changes your display name.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409);
        return api;
    }

    private static async Task<Ok<SignInWays>> WaysAsync(AuthOptions options, SetUp setUp, CancellationToken cancellation) => TypedResults.Ok(
        options.Mode == SignInMode.Oidc
            ? new SignInWays(SignInMode.Oidc, false, options.Oidc.Authority, options.Oidc.ClientId, options.AllowRegistration)
            : new SignInWays(SignInMode.Local, await setUp.IsNeededAsync(cancellation), null, null, false));

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, HttpContext context, AuthOptions options, Accounts accounts, Attempts attempts, Sessions sessions, CancellationToken cancellation)
    {
        if (options.Mode != SignInMode.Local)
            return NotHere();
        if (string.IsNullOrEmpty(request.UserName) || string.IsNullOrEmpty(request.Password))
            return Problems.BadRequest("'userName' and 'password' are required.");
        var (account, problem) = await CheckAsync(request.UserName, request.Password, context, accounts, attempts, cancellation);
        if (account is null)
            return problem!;
        return await sessions.BeginAsync(account.Person, cancellation) is { } session ? TypedResults.Ok(session) : Refuse();
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SetUpAsync(
        SetUpRequest request, AuthOptions options, SetUp setUp, Accounts accounts, Sessions sessions, ILogger<SetUp> logger, CancellationToken cancellation)
    {
        if (options.Mode != SignInMode.Local)
            return NotHere();
        if (!await setUp.IsNeededAsync(cancellation))
            return Problems.Conflict("This system has already been set up. Sign in.");
        if (Accounts.Fault(request.UserName, request.Password) is { } fault)
            return Problems.BadRequest(fault);
        if (People.NameFault(request.Name) is { } nameFault)
            return Problems.BadRequest(nameFault);
        if (!await setUp.RedeemAsync(request.Secret, request.UserName, request.Password, request.Name.Trim(), cancellation))
            return Problems.Of(403, "Not allowed", "The setup link has expired or was replaced by a newer one; links are valid for one day. Restart the service to print a new link.");
        LogSetUp(logger);
        var account = await accounts.FindAsync(request.UserName, cancellation);
        return await sessions.BeginAsync(account!.Value.Person, cancellation) is { } session ? TypedResults.Ok(session) : Refuse();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(SignedIn who, Tokens tokens, CancellationToken cancellation)
    {
        if (who.TokenId is not { } id)
            return Problems.Conflict("The identity provider manages this session. Sign out there.");
        await tokens.RevokeAsync(id, who.Person.Id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutEverywhereAsync(SignedIn who, Tokens tokens, People people, IClock clock, CancellationToken cancellation)
    {
        if (who.TokenId is not { } id)
            return Problems.Conflict("The identity provider manages this session. Sign out there.");
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        await people.ChangeAsync(who.Person.Id, person => person with { SessionsFrom = now }, cancellation);
        await tokens.RevokeAsync(id, who.Person.Id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<WhoAmI>, ProblemHttpResult>> RenameAsync(NameChange request, SignedIn who, People people, Members members, CancellationToken cancellation)
    {
        if (People.NameFault(request.Name) is { } fault)
            return Problems.BadRequest(fault);
        var name = request.Name.Trim();
        if (!who.IsKnown || await people.ChangeAsync(who.Person.Id, person => person with { Name = name }, cancellation) is not { } renamed)
            return Problems.Conflict("You have no account yet. Accept an invitation first.");
        // The members' lists hold copies of the name. A crash before the last copy leaves an old name there, which the next change corrects.
        foreach (var owner in renamed.Owners)
            await members.ChangeAsync(Core.Storage.OwnerId.Parse(owner), there => there.Rename(renamed.Id, name), null, cancellation);
        return TypedResults.Ok(await MeOfAsync(who with { Person = renamed }, members, cancellation));
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> ChangePasswordAsync(
        PasswordChange request, SignedIn who, HttpContext context, AuthOptions options, Accounts accounts, Attempts attempts, People people, Sessions sessions, IClock clock,
        CancellationToken cancellation)
    {
        if (options.Mode != SignInMode.Local)
            return NotHere();
        if (string.IsNullOrEmpty(request.UserName) || string.IsNullOrEmpty(request.Current))
            return Problems.BadRequest("'userName' and the current password are required.");
        if (Accounts.PasswordFault(request.New) is { } fault)
            return Problems.BadRequest(fault);
        var (account, problem) = await CheckAsync(request.UserName, request.Current, context, accounts, attempts, cancellation);
        if (account is null)
            return problem!;
        if (account.Person != who.Person.Id)
            return Refuse();
        if (!await accounts.PutAsync(account.UserName, account.Person, accounts.Hash(request.New), cancellation))
            return Problems.Conflict("The password was just changed by another request. Try again.");
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        await people.ChangeAsync(account.Person, person => person with { SessionsFrom = now }, cancellation);
        return await sessions.BeginAsync(account.Person, cancellation) is { } session ? TypedResults.Ok(session) : Refuse();
    }

    private static async Task<Results<Ok<WhoAmI>, ProblemHttpResult>> RegisterAsync(
        SignedIn who, AuthOptions options, People people, Members members, CancellationToken cancellation)
    {
        if (who.IsKnown)
            return Problems.Conflict("This sign-in already has an account.");
        if (!options.AllowRegistration)
            return Problems.Of(403, "Not allowed", "Registration is turned off. Ask a host for an invitation, or ask an operator to add an owner.");
        // The IDs derive from the sign-in, so that a repeat after a crash completes the same owner.
        var owner = Core.Storage.OwnerId.Parse($"o-{who.SignIn![..24]}");
        var person = who.Person.LookingAt(owner.Text);
        await members.AddFirstHostAsync(owner, person, cancellation);
        await people.AddAsync(person, cancellation);
        return TypedResults.Ok(await MeOfAsync(who with { Person = person, IsKnown = true }, members, cancellation));
    }

    private static async Task<Ok<WhoAmI>> MeAsync(SignedIn who, Members members, CancellationToken cancellation) =>
        TypedResults.Ok(await MeOfAsync(who, members, cancellation));

    private static async Task<WhoAmI> MeOfAsync(SignedIn who, Members members, CancellationToken cancellation)
    {
        var owners = new List<OwnerAccess>();
        foreach (var text in who.Person.Owners.Where(text => who.Token?.Owner is not { } only || only == text))
        {
            var owner = Core.Storage.OwnerId.Parse(text);
            if ((await members.FindAsync(owner, cancellation)).Find(who.Person.Id) is not { } member)
                continue;
            var caller = CallerMiddleware.CallerOf(who, owner, member.Role);
            owners.Add(new OwnerAccess(text, RoleText.Of(member.Role), RoleText.Of(caller.May)));
        }

        return new WhoAmI(who.Person.Id, who.Person.Name, who.IsOperator, owners);
    }

    /// <summary>The account, or a problem that is the same for a wrong password and for a user name that does not exist.</summary>
    private static async Task<(Account? Account, ProblemHttpResult? Problem)> CheckAsync(
        string userName, string password, HttpContext context, Accounts accounts, Attempts attempts, CancellationToken cancellation)
    {
        if (await attempts.TakeAsync(userName, cancellation) is { } wait)
            return (null, SignInLimit.TooMany(context, wait, "Too many attempts with this user name."));
        if (await accounts.VerifyAsync(userName, password, cancellation) is not { } account)
            return (null, Refuse());
        await attempts.ForgetAsync(userName, cancellation);
        return (account, null);
    }

    private static ProblemHttpResult Refuse() => Problems.Of(StatusCodes.Status401Unauthorized, "Sign-in failed", Wrong);

    private static ProblemHttpResult NotHere() => Problems.Conflict("This system uses an identity provider for sign-in. GET /api/sign-in shows its address.");

    [LoggerMessage(Level = LogLevel.Information, Message = "The setup link was used")]
    private static partial void LogSetUp(ILogger logger);
}
