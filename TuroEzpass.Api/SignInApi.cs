using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>Signing in and out, and who one is.</summary>
internal static partial class SignInApi
{
    private const string Wrong = "The user name or the password is wrong.";

    /// <summary>Maps <c>/sign-in</c> and <c>/me</c>.</summary>
    public static RouteGroupBuilder MapSignInApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/sign-in").WithTags("Sign-in").WithMetadata(OpenInMaintenance.Mark);
        group.MapGet("", WaysAsync).AllowAnonymous().WithName("GetSignIn").WithSummary("How people sign in here.");
        group.MapPost("", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithName("SignIn")
            .WithSummary("Signs in with a local account.").ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/set-up", SetUpAsync).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithName("SetUp")
            .WithSummary("Makes the first person, with the secret of the link that was printed at the first start.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/sign-out", SignOutAsync).WithName("SignOut").WithSummary("Ends the session whose token was sent.").ProducesProblem(401).ProducesProblem(409);
        group.MapPost("/sign-out-everywhere", SignOutEverywhereAsync).RequireInPerson().WithName("SignOutEverywhere").WithSummary("Ends every session of the person; personal access tokens stay.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409);
        group.MapPost("/password", ChangePasswordAsync).RequireInPerson().RequireRateLimiting(SignInLimit.Name).WithName("ChangePassword")
            .WithSummary("Changes one's own password, ends every session and begins a new one.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/register", RegisterAsync).RequireInPerson().RequireRateLimiting(SignInLimit.Name).WithName("Register")
            .WithSummary("Makes an owner of its own for a sign-in that is not known yet, where Auth:AllowRegistration says so.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429);
        api.MapGet("/me", MeAsync).WithTags("Sign-in").WithName("GetMe").WithSummary("Who is signed in, and what they may do for which owner.").ProducesProblem(401).WithMetadata(OpenInMaintenance.Mark);
        api.MapPut("/me/name", RenameAsync).RequireInPerson().WithTags("Sign-in").WithName("ChangeName").WithSummary("Changes the name that others see.")
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
            return Problems.BadRequest("Give a userName and a password.");
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
            return Problems.Conflict("This system has been set up already: sign in.");
        if (Accounts.Fault(request.UserName, request.Password) is { } fault)
            return Problems.BadRequest(fault);
        if (People.NameFault(request.Name) is { } nameFault)
            return Problems.BadRequest(nameFault);
        if (!await setUp.RedeemAsync(request.Secret, request.UserName, request.Password, request.Name.Trim(), cancellation))
            return Problems.Of(403, "Not allowed", "The set-up link is not the one printed at the last start, or is older than a day. Start the service again: it prints a new one.");
        LogSetUp(logger);
        var account = await accounts.FindAsync(request.UserName, cancellation);
        return await sessions.BeginAsync(account!.Value.Person, cancellation) is { } session ? TypedResults.Ok(session) : Refuse();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(SignedIn who, Tokens tokens, CancellationToken cancellation)
    {
        if (who.TokenId is not { } id)
            return Problems.Conflict("This session is the identity provider's: sign out there.");
        await tokens.RevokeAsync(id, who.Person.Id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutEverywhereAsync(SignedIn who, Tokens tokens, People people, IClock clock, CancellationToken cancellation)
    {
        if (who.TokenId is not { } id)
            return Problems.Conflict("This session is the identity provider's: sign out there.");
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
            return Problems.Conflict("You have no account yet: use an invitation first.");
        // The members' list shows a copy; a crash before the last of them leaves an old name there, which the next change mends.
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
            return Problems.BadRequest("Give the userName and the current password.");
        if (Accounts.PasswordFault(request.New) is { } fault)
            return Problems.BadRequest(fault);
        var (account, problem) = await CheckAsync(request.UserName, request.Current, context, accounts, attempts, cancellation);
        if (account is null)
            return problem!;
        if (account.Person != who.Person.Id)
            return Refuse();
        if (!await accounts.PutAsync(account.UserName, account.Person, accounts.Hash(request.New), cancellation))
            return Problems.Conflict("The password was changed by somebody else just now. Try again.");
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        await people.ChangeAsync(account.Person, person => person with { SessionsFrom = now }, cancellation);
        return await sessions.BeginAsync(account.Person, cancellation) is { } session ? TypedResults.Ok(session) : Refuse();
    }

    private static async Task<Results<Ok<WhoAmI>, ProblemHttpResult>> RegisterAsync(
        SignedIn who, AuthOptions options, People people, Members members, CancellationToken cancellation)
    {
        if (who.IsKnown)
            return Problems.Conflict("This sign-in is known already.");
        if (!options.AllowRegistration)
            return Problems.Of(403, "Not allowed", "Nobody makes an owner by themselves here: ask a host for an invitation, or an operator for an owner.");
        // Ids made from the sign-in: repeating it after a crash completes the same owner.
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

    /// <summary>The account, or the answer that says no: the same for a wrong password and for a name that nobody has.</summary>
    private static async Task<(Account? Account, ProblemHttpResult? Problem)> CheckAsync(
        string userName, string password, HttpContext context, Accounts accounts, Attempts attempts, CancellationToken cancellation)
    {
        if (await attempts.TakeAsync(userName, cancellation) is { } wait)
            return (null, SignInLimit.TooMany(context, wait, "There were too many attempts with this user name."));
        if (await accounts.VerifyAsync(userName, password, cancellation) is not { } account)
            return (null, Refuse());
        await attempts.ForgetAsync(userName, cancellation);
        return (account, null);
    }

    private static ProblemHttpResult Refuse() => Problems.Of(StatusCodes.Status401Unauthorized, "Not signed in", Wrong);

    private static ProblemHttpResult NotHere() => Problems.Conflict("People sign in at the identity provider here; GET /api/sign-in names it.");

    [LoggerMessage(Level = LogLevel.Information, Message = "The set-up link was used.")]
    private static partial void LogSetUp(ILogger logger);
}
