using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>One's own personal access tokens, for scripts.</summary>
public sealed class TokensModel(ApiClient api, Viewer viewer, IClock clock) : AppPage(api)
{
    /// <summary>What a token may be allowed, in a host's words.</summary>
    private static readonly (Scope Scope, string Meaning)[] Meanings =
    [
        (Scope.Read, "See tolls, trips, claims, cars and figures"), (Scope.Import, "Take in files, change the fleet"), (Scope.Decide, "Decide on tolls"),
        (Scope.File, "Approve claims and say what became of them"), (Scope.Collect, "Ask for a collection"), (Scope.Runs, "See runs"),
        (Scope.Manage, "Settings, members, portals, export"), (Scope.Operate, "Health, queues, maintenance"),
    ];

    /// <summary>The tokens.</summary>
    public IReadOnlyList<TokenInfo> Tokens { get; private set; } = [];

    /// <summary>What can be allowed: no more than the person may.</summary>
    public IEnumerable<(Scope Scope, string Meaning)> Allowed => Meanings.Where(one => viewer.May(one.Scope));

    /// <summary>A token, just made: shown once. It waits for the next page in the encrypted cookie.</summary>
    [TempData]
    public string? NewToken { get; set; }

    /// <summary>What is typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What is ticked.</summary>
    [BindProperty]
    public Scope[] Scopes { get; set; } = [Scope.Read];

    /// <summary>In how many days it ends.</summary>
    [BindProperty]
    public int Days { get; set; } = 90;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Tokens = await Api.TokensAsync();

    /// <summary>Makes one.</summary>
    public Task<IActionResult> OnPostMakeAsync() => DoAsync(async () =>
        NewToken = (await Api.MakeTokenAsync(new NewToken(Name ?? "", Scopes, clock.GetCurrentInstant().ToDateTimeOffset().AddDays(Math.Clamp(Days, 1, 365))))).Token);

    /// <summary>Revokes one.</summary>
    public Task<IActionResult> OnPostRevokeAsync(string id) => DoAsync(async () =>
    {
        await Api.RevokeTokenAsync(id);
        Flash = "Revoked. Whoever uses it is refused from now on.";
    });

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
