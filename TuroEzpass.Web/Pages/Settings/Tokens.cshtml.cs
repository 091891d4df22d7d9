using Microsoft.AspNetCore.Mvc;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The viewer's personal access tokens, for scripts.</summary>
public sealed class TokensModel(ApiClient api, Viewer viewer, IClock clock) : AppPage(api)
{
    /// <summary>The scopes in words.</summary>
    private static readonly (Scope Scope, string Meaning)[] Meanings =
    [
        (Scope.Read, "View tolls, trips, claims, cars and figures"), (Scope.Import, "Import files, change the fleet"), (Scope.Decide, "Decide who owes a toll"),
        (Scope.File, "Approve claims and change their state"), (Scope.Collect, "Start a collection"), (Scope.Runs, "View runs"),
        (Scope.Manage, "Change settings, members and portals, and export"), (Scope.Operate, "See health, manage queues and maintenance"),
    ];

    /// <summary>The tokens.</summary>
    public IReadOnlyList<TokenInfo> Tokens { get; private set; } = [];

    /// <summary>The scopes to choose from: those the person has.</summary>
    public IEnumerable<(Scope Scope, string Meaning)> Allowed => Meanings.Where(one => viewer.May(one.Scope));

    /// <summary>A new token, shown once. The encrypted cookie carries it to the next page.</summary>
    [TempData]
    public string? NewToken { get; set; }

    /// <summary>The name in the form.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The checked scopes.</summary>
    [BindProperty]
    public Scope[] Scopes { get; set; } = [Scope.Read];

    /// <summary>The days until it expires.</summary>
    [BindProperty]
    public int Days { get; set; } = 90;

    /// <summary>Loads the tokens.</summary>
    public async Task OnGetAsync() => Tokens = await Api.TokensAsync();

    /// <summary>Creates a token.</summary>
    public Task<IActionResult> OnPostMakeAsync() => DoAsync(async () =>
        NewToken = (await Api.MakeTokenAsync(new NewToken(Name ?? "", Scopes, clock.GetCurrentInstant().ToDateTimeOffset().AddDays(Math.Clamp(Days, 1, 365))))).Token);

    /// <summary>Revokes a token.</summary>
    public Task<IActionResult> OnPostRevokeAsync(string id) => DoAsync(async () =>
    {
        await Api.RevokeTokenAsync(id);
        Flash = "Token revoked. Requests with it are now rejected.";
    });

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
