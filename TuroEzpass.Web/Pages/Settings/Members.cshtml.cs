using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Who may see and do what for this owner, and inviting others.</summary>
public sealed class MembersModel(ApiClient api) : AppPage(api)
{
    /// <summary>The members, and what a change has to name.</summary>
    public Tagged<MemberList> Members { get; private set; } = new(new([], []), "");

    /// <summary>An invitation's code, just made: shown once. It waits for the next page in the encrypted cookie.</summary>
    [TempData]
    public string? NewCode { get; set; }

    /// <summary>What the new code makes of whoever takes it.</summary>
    [TempData]
    public string? NewRole { get; set; }

    /// <summary>Where the code is used; the code stands behind '#', which no server is sent.</summary>
    public string JoinLink => $"{Request.Scheme}://{Request.Host}/join#{NewCode}";

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Members = await Api.MembersAsync();

    /// <summary>Invites somebody.</summary>
    public Task<IActionResult> OnPostInviteAsync(MemberRole role) => DoAsync(async () =>
    {
        var made = await Api.InviteAsync(new NewInvitation(role));
        (NewCode, NewRole) = (made.Code, NameOf(role));
    });

    /// <summary>Gives a member another role.</summary>
    public Task<IActionResult> OnPostRoleAsync(string person, MemberRole role, string etag) => DoAsync(async () =>
    {
        await Api.ChangeMemberAsync(person, new RoleChange(role), etag);
        Flash = $"The role is {NameOf(role).ToLowerInvariant()} now.";
    });

    /// <summary>Removes a member.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string person) => DoAsync(async () =>
    {
        await Api.RemoveMemberAsync(person);
        Flash = "Removed. Access has ended.";
    });

    /// <summary>A role in the host's words.</summary>
    public static string NameOf(MemberRole role) => role == MemberRole.CoHost ? "Co-host" : role.ToString();

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
