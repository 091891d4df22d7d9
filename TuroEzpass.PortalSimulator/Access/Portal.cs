using System.Security.Cryptography;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Scenarios;
using TuroEzpass.World.Accounts;

namespace TuroEzpass.PortalSimulator.Access;

/// <summary>One simulated portal: its scenario, its sessions and what it has seen. All in memory; for several threads at once.</summary>
/// <param name="id">Its id, which is its path's first part.</param>
/// <param name="name">Its name, for people.</param>
/// <param name="options">Names, passwords and figures.</param>
/// <param name="clock">The clock that ends waits.</param>
internal sealed class Portal(string id, string name, SimulatorOptions options, TimeProvider clock)
{
    private const int TriesBeforeLock = 3;
    private readonly Lock gate = new();
    private readonly Dictionary<string, PortalSession> sessions = [];
    private readonly HashSet<string> formTokens = [];
    private readonly Scenario first = Scenario.Find(options.Scenario)
        ?? throw new InvalidOperationException($"Simulator:Scenario is '{options.Scenario}', which is none. There are: {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}.");

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

    /// <summary>Whether a row came on top while somebody paged.</summary>
    public bool HasInsertedRow { get; private set; }

    public bool Is(Scenario one) => Scenario == one;

    /// <summary>Goes over to a scenario, from its beginning. Sessions stay.</summary>
    public void Play(Scenario next)
    {
        lock (gate)
            Restart(next);
    }

    /// <summary>Forgets everything: sessions, counts, and any scenario but the first.</summary>
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

    /// <summary>What it has seen.</summary>
    public PortalLog Log()
    {
        lock (gate)
            return seen with { Scenario = Scenario.Name, Sessions = sessions.Values.Count(session => session.IsSignedIn) };
    }

    /// <summary>A request comes in.</summary>
    /// <returns>Which request of the scenario it is, counted from 1; assets are not counted.</returns>
    public int Enter(bool isPage)
    {
        lock (gate)
        {
            seen = seen with { Requests = seen.Requests + 1, PageLoads = seen.PageLoads + (isPage ? 1 : 0), Concurrent = seen.Concurrent + 1, MostConcurrent = Math.Max(seen.MostConcurrent, seen.Concurrent + 1) };
            return isPage ? ++requestsSince : 0;
        }
    }

    /// <summary>A request is answered.</summary>
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

    /// <summary>Tries a password.</summary>
    /// <param name="context">The request, whose answer gets the session's cookie.</param>
    /// <param name="user">The user name.</param>
    /// <param name="password">The password.</param>
    /// <param name="captcha">What was read from the picture.</param>
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
    /// <returns><see cref="SignInOutcome.Refused"/> when it is wrong or none is awaited.</returns>
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

    /// <summary>Whether a code is awaited from this browser.</summary>
    public bool AwaitsCode(HttpContext context)
    {
        lock (gate)
            return Find(context) is { IsSignedIn: false };
    }

    /// <summary>The session of somebody who is in, one page older; null when nobody is, or no longer.</summary>
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

    /// <summary>The rows that the account shows to somebody who looks at a page of them.</summary>
    /// <param name="rows">All.</param>
    /// <param name="filter">Those that are asked for.</param>
    /// <param name="page">The page, counted from 1.</param>
    /// <param name="size">Rows on a page.</param>
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

    /// <summary>A hidden field's value that a form must send back.</summary>
    public string NewFormToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
            formTokens.Add(token);
        return token;
    }

    /// <summary>Whether a form was one of ours.</summary>
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
