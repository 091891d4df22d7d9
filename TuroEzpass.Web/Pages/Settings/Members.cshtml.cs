using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The owner's members and invitations.</summary>
public sealed class MembersModel(ApiClient api) : AppPage(api)
{
    /// <summary>The members, with the ETag that a change must send.</summary>
    public Tagged<MemberList> Members { get; private set; } = new(new([], []), "");

    /// <summary>The code of a new invitation, shown once. The encrypted cookie carries it to the next page.</summary>
    [TempData]
    public string? NewCode { get; set; }

    /// <summary>The role that the code gives.</summary>
    [TempData]
    public string? NewRole { get; set; }

    /// <summary>The link that accepts the code. The code follows '#', which browsers never send.</summary>
    public string JoinLink => $"{Request.Scheme}://{Request.Host}/join#{NewCode}";

    /// <summary>Loads the members.</summary>
    public async Task OnGetAsync() => Members = await Api.MembersAsync();

    /// <summary>Creates an invitation.</summary>
    public Task<IActionResult> OnPostInviteAsync(MemberRole role) => DoAsync(async () =>
    {
        var made = await Api.InviteAsync(new NewInvitation(role));
        (NewCode, NewRole) = (made.Code, NameOf(role));
    });

    /// <summary>Changes a member's role.</summary>
    public Task<IActionResult> OnPostRoleAsync(string person, MemberRole role, string etag) => DoAsync(async () =>
    {
        await Api.ChangeMemberAsync(person, new RoleChange(role), etag);
        Flash = $"Role changed to {NameOf(role).ToLowerInvariant()}.";
    });

    /// <summary>Removes a member.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string person) => DoAsync(async () =>
    {
        await Api.RemoveMemberAsync(person);
        Flash = "Member removed.";
    });

    /// <summary>A role's name.</summary>
    public static string NameOf(MemberRole role) => role == MemberRole.CoHost ? "Co-host" : role.ToString();

    private async Task<IActionResult> DoAsync(Func<Task> action)
    {
        if (await TryAsync(action))
            return RedirectToPage();
        await OnGetAsync();
        return Page();
    }
}
