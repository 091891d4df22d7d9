using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Operators;

/// <summary>The users who can sign in, and adding owners.</summary>
public sealed class PeopleModel(ApiClient api) : AppPage(api)
{
    /// <summary>A page of users.</summary>
    public PeoplePage People { get; private set; } = new([], null);

    /// <summary>A new code, shown once. The encrypted cookie carries it to the next page.</summary>
    [TempData]
    public string? NewCode { get; set; }

    /// <summary>What the code does, in a sentence.</summary>
    [TempData]
    public string? NewFor { get; set; }

    /// <summary>The owner ID in the form.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The link that accepts the code.</summary>
    public string JoinLink => $"{Request.Scheme}://{Request.Host}/join#{NewCode}";

    /// <summary>Loads the users.</summary>
    public async Task OnGetAsync(string? cursor) => People = await Api.PeopleAsync(cursor);

    /// <summary>Creates a code that adds a new sign-in for a user.</summary>
    public Task<IActionResult> OnPostLinkAsync(string person) => DoAsync(async () =>
        (NewCode, NewFor) = ((await Api.LinkCodeAsync(person)).Code, "This code adds a new sign-in for the user and expires in two days."));

    /// <summary>Locks or unlocks a user.</summary>
    public Task<IActionResult> OnPostLockAsync(string person, bool disabled) => DoAsync(async () =>
    {
        await Api.DisableAsync(person, new DisabledChange(disabled));
        Flash = disabled ? "User locked." : "User unlocked.";
    });

    /// <summary>Adds an owner.</summary>
    public Task<IActionResult> OnPostOwnerAsync(string? owner)
    {
        Typed = owner ?? "";
        return DoAsync(async () => (NewCode, NewFor) = ((await Api.AddOwnerAsync(new NewOwner(Typed))).Code, "This code invites the account’s first host and expires in a week."));
    }

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync(null);
        return Page();
    }
}
