using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Operators;

/// <summary>Who can sign in, and making room for owners.</summary>
public sealed class PeopleModel(ApiClient api) : AppPage(api)
{
    /// <summary>A page of people.</summary>
    public PeoplePage People { get; private set; } = new([], null);

    /// <summary>A code, just made: shown once. It waits for the next page in the encrypted cookie.</summary>
    [TempData]
    public string? NewCode { get; set; }

    /// <summary>What the code is for.</summary>
    [TempData]
    public string? NewFor { get; set; }

    /// <summary>The owner's id that was typed.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Where a code is used.</summary>
    public string JoinLink => $"{Request.Scheme}://{Request.Host}/join#{NewCode}";

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? cursor) => People = await Api.PeopleAsync(cursor);

    /// <summary>A code that attaches a new sign-in.</summary>
    public Task<IActionResult> OnPostLinkAsync(string person) => DoAsync(async () =>
        (NewCode, NewFor) = ((await Api.LinkCodeAsync(person)).Code, "attaches a new sign-in to that person, and ends in two days"));

    /// <summary>Locks somebody out, or lets them in again.</summary>
    public Task<IActionResult> OnPostLockAsync(string person, bool disabled) => DoAsync(async () =>
    {
        await Api.DisableAsync(person, new DisabledChange(disabled));
        Flash = disabled ? "Locked out." : "Let in again.";
    });

    /// <summary>Makes an owner.</summary>
    public Task<IActionResult> OnPostOwnerAsync(string? owner)
    {
        Typed = owner ?? "";
        return DoAsync(async () => (NewCode, NewFor) = ((await Api.AddOwnerAsync(new NewOwner(Typed))).Code, "makes its first host, and ends in a week"));
    }

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync(null);
        return Page();
    }
}
