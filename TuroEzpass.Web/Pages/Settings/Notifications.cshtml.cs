using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Of what to be told, and where.</summary>
public sealed class NotificationsModel(ApiClient api) : AppPage(api)
{
    /// <summary>What the form shows.</summary>
    [BindProperty]
    public NotificationForm Form { get; set; } = new();

    /// <summary>Whether somebody else changed it while the form was filled.</summary>
    public bool IsOverwriting { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var stored = await Api.NotificationsAsync();
        Form = NotificationForm.Of(stored.Value, stored.ETag);
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await TryAsync(() => Api.PutNotificationsAsync(Form.Settings, Form.ETag)))
        {
            Flash = "Saved.";
            return RedirectToPage();
        }

        if (Problem!.IsStale)
            (IsOverwriting, Form.ETag) = (true, (await Api.NotificationsAsync()).ETag);
        return Page();
    }
}

/// <summary>The form of the notifications.</summary>
public sealed class NotificationForm
{
    /// <summary>What was looked at.</summary>
    public string ETag { get; set; } = "";

    /// <summary>Claims that must be filed soon.</summary>
    public bool ClaimsDue { get; set; }

    /// <summary>Tolls of a tag of no car.</summary>
    public bool UnknownTag { get; set; }

    /// <summary>A collection that did not end well.</summary>
    public bool IncompleteCollection { get; set; }

    /// <summary>Money that came back after a claim.</summary>
    public bool RefundAfterClaim { get; set; }

    /// <summary>History that an agency will delete.</summary>
    public bool StatementVanishing { get; set; }

    /// <summary>An e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>An address that takes a POST.</summary>
    public string? Webhook { get; set; }

    /// <summary>As the API takes it.</summary>
    public NotificationSettings Settings => new(ClaimsDue, UnknownTag, IncompleteCollection, RefundAfterClaim, StatementVanishing, Email ?? "", Webhook ?? "");

    /// <summary>The form for what is stored.</summary>
    public static NotificationForm Of(NotificationSettings settings, string etag)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new NotificationForm
        {
            ETag = etag,
            ClaimsDue = settings.ClaimsDue,
            UnknownTag = settings.UnknownTag,
            IncompleteCollection = settings.IncompleteCollection,
            RefundAfterClaim = settings.RefundAfterClaim,
            StatementVanishing = settings.StatementVanishing,
            Email = settings.Email,
            Webhook = settings.Webhook,
        };
    }
}
