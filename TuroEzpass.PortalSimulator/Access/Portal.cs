using System.Security.Cryptography;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>One simulated portal: its scenario, its sessions and its log. All in memory; thread-safe.</summary>
/// <param name="id">The ID, which is the first segment of its paths.</param>
/// <param name="name">The display name.</param>
/// <param name="options">User name, password and sizes.</param>
/// <param name="clock">The clock for waits.</param>
internal sealed class Portal(string id, string name, SimulatorOptions options, TimeProvider clock)
{
    private const int TriesBeforeLock = 3;
    private readonly Lock gate = new();
    private readonly Dictionary<string, PortalSession> sessions = [];
    private readonly HashSet<string> formTokens = [];
    private readonly Scenario first = Scenario.Find(options.Scenario)
        ?? throw new InvalidOperationException($"Simulator:Scenario '{options.Scenario}' is not a scenario. The scenarios are {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}.");

    private PortalLog seen = new("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private Scenario? scenario;
    private int wrongTries;
    private int requestsSince;
    private DateTimeOffset? elsewhereSince;

    public string Id => id;

    public string Name => name;

    public SimulatorOptions Options => options;

    public string Cookie => $"sim-{id}";

    public Scenario Scenario => scenario ?? first;

    /// <summary>Whether a row was added on top while someone turned pages.</summary>
    public bool HasInsertedRow { get; private set; }

    public bool Is(Scenario one) => Scenario == one;

    /// <summary>Switches to a scenario, from its beginning. Sessions are kept.</summary>
    public void Play(Scenario next)
    {
        lock (gate)
            Restart(next);
    }

    /// <summary>Resets everything: sessions, counts and the scenario.</summary>
    public void Reset()
    {
        lock (gate)
        {
            Restart(first);
            sessions.Clear();
            formTokens.Clear();
            seen = seen with { Requests = 0, PageLoads = 0, SignInTries = 0, WrongSignIns = 0, CodeTries = 0, Downloads = 0, ForeignRequests = 0, MostConcurrent = 0 };
        }
    }

    /// <summary>The portal's log.</summary>
    public PortalLog Log()
    {
        lock (gate)
            return seen with { Scenario = Scenario.Name, Sessions = sessions.Values.Count(session => session.IsSignedIn) };
    }

    /// <summary>Records the start of a request.</summary>
    /// <returns>The request's number in the scenario, from 1; assets are not counted.</returns>
    public int Enter(bool isPage)
    {
        lock (gate)
        {
            seen = seen with { Requests = seen.Requests + 1, PageLoads = seen.PageLoads + (isPage ? 1 : 0), Concurrent = seen.Concurrent + 1, MostConcurrent = Math.Max(seen.MostConcurrent, seen.Concurrent + 1) };
            return isPage ? ++requestsSince : 0;
        }
    }

    /// <summary>Records the end of a request.</summary>
    public void Leave()
    {
        lock (gate)
            seen = seen with { Concurrent = seen.Concurrent - 1 };
    }

    public void CountDownload()
    {
        lock (gate)
            seen = seen with { Downloads = seen.Downloads + 1 };
    }

    public void CountForeign()
    {
        lock (gate)
            seen = seen with { ForeignRequests = seen.ForeignRequests + 1 };
    }

    /// <summary>Tries a user name and password.</summary>
    /// <param name="context">The request, whose response gets the session's cookie.</param>
    /// <param name="user">The user name.</param>
    /// <param name="password">The password.</param>
    /// <param name="captcha">The text entered for the captcha.</param>
    public SignInOutcome SignIn(HttpContext context, string? user, string? password, string? captcha = null)
    {
        lock (gate)
        {
            var outcome = Judge(user == options.UserName && password == options.Password, captcha);
            seen = seen with { SignInTries = seen.SignInTries + 1, WrongSignIns = seen.WrongSignIns + (outcome is SignInOutcome.SignedIn or SignInOutcome.CodeNeeded ? 0 : 1) };
            if (outcome is SignInOutcome.SignedIn or SignInOutcome.CodeNeeded)
            {
                var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                sessions.Add(token, new PortalSession { IsSignedIn = outcome == SignInOutcome.SignedIn });
                context.Response.Cookies.Append(Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = $"/{id}", IsEssential = true });
            }

            return outcome;
        }
    }

    /// <summary>Tries a one-time code.</summary>
    /// <returns><see cref="SignInOutcome.Refused"/> if the code is wrong or none is expected.</returns>
    public SignInOutcome EnterCode(HttpContext context, string? code)
    {
        lock (gate)
        {
            seen = seen with { CodeTries = seen.CodeTries + 1 };
            if (Find(context) is not { } session || code?.Trim() != options.Code)
                return SignInOutcome.Refused;
            session.IsSignedIn = true;
            return SignInOutcome.SignedIn;
        }
    }

    /// <summary>Whether this browser must enter a code.</summary>
    public bool AwaitsCode(HttpContext context)
    {
        lock (gate)
            return Find(context) is { IsSignedIn: false };
    }

    /// <summary>The signed-in session, with one more page counted; null if no one is signed in or the session has expired.</summary>
    public PortalSession? Session(HttpContext context)
    {
        lock (gate)
        {
            if (Find(context) is not { IsSignedIn: true } session)
                return null;
            if (Is(Scenario.SessionExpiry) && session.Pages >= options.SessionPages)
            {
                sessions.Remove(context.Request.Cookies[Cookie]!);
                return null;
            }

            session.Pages++;
            return session;
        }
    }

    public void SignOut(HttpContext context)
    {
        lock (gate)
            sessions.Remove(context.Request.Cookies[Cookie] ?? "");
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = $"/{id}" });
    }

    /// <summary>A page of the account's rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="filter">The search.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="size">Rows per page.</param>
    public RowPage PageOf(TollRows rows, RowFilter filter, int page, int size)
    {
        lock (gate)
            HasInsertedRow |= Is(Scenario.RowInserted) && page > 1;
        var found = Rows(rows, filter);
        if (Is(Scenario.PageSize10))
            size = 10;
        return new RowPage([.. found.Skip((page - 1) * size).Take(size)], page, size, found.Count + (Is(Scenario.CountMismatch) ? 3 : 0), (found.Count + size - 1) / size);
    }

    /// <summary>The rows that a search finds.</summary>
    public IReadOnlyList<StatementLine> Rows(TollRows rows, RowFilter filter) =>
        Is(Scenario.NoTransactions) ? [] : rows.Find(filter, HasInsertedRow);

    /// <summary>Creates a token for a hidden field, which the form must send back.</summary>
    public string NewFormToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
            formTokens.Add(token);
        return token;
    }

    /// <summary>Whether a form's token was created by this portal.</summary>
    public bool IsFormToken(string? token)
    {
        lock (gate)
            return token is not null && formTokens.Contains(token);
    }

    private void Restart(Scenario next)
    {
        scenario = next;
        (wrongTries, requestsSince, elsewhereSince, HasInsertedRow) = (0, 0, null, false);
    }

    private PortalSession? Find(HttpContext context) => context.Request.Cookies[Cookie] is { } token ? sessions.GetValueOrDefault(token) : null;

    private SignInOutcome Judge(bool isRight, string? captcha)
    {
        if (Is(Scenario.Locked) || (Is(Scenario.LockedAccount) && wrongTries >= TriesBeforeLock))
            return SignInOutcome.Locked;
        if (Is(Scenario.Captcha) && captcha?.Trim() != options.Code)
            return SignInOutcome.CaptchaNeeded;
        if (!isRight || Is(Scenario.WrongPassword))
            return Is(Scenario.LockedAccount) && ++wrongTries >= TriesBeforeLock ? SignInOutcome.Locked : SignInOutcome.Refused;
        if (IsElsewhere())
            return SignInOutcome.Elsewhere;
        return Is(Scenario.OneTimeCode) || (id == PortalIds.Turo && !Is(Scenario.NoCode)) ? SignInOutcome.CodeNeeded : SignInOutcome.SignedIn;
    }

    private bool IsElsewhere()
    {
        if (!Is(Scenario.SignedInElsewhere) && !Is(Scenario.SignedInElsewhereLong))
            return false;
        var isFirst = elsewhereSince is null;
        elsewhereSince ??= clock.GetUtcNow();
        return isFirst || (Is(Scenario.SignedInElsewhereLong) && clock.GetUtcNow() - elsewhereSince < TimeSpan.FromMinutes(options.ElsewhereMinutes));
    }
}
