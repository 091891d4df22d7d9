using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Which notifications to send, where, and the quiet hours.</summary>
public sealed class NotificationsModel(ApiClient api) : AppPage(api)
{
    /// <summary>The form.</summary>
    [BindProperty]
    public NotificationForm Form { get; set; } = new();

    /// <summary>The stored settings.</summary>
    public NotificationSettings Now { get; private set; } = null!;

    /// <summary>Whether someone else changed the settings in the meantime.</summary>
    public bool IsOverwriting { get; private set; }

    /// <summary>Loads the settings.</summary>
    public async Task OnGetAsync()
    {
        var stored = await Api.NotificationsAsync();
        (Now, Form) = (stored.Value, NotificationForm.Of(stored.Value, stored.ETag));
    }

    /// <summary>Saves the settings.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await TryAsync(() => Api.PutNotificationsAsync(Form.Change, Form.ETag)))
        {
            Flash = "Saved.";
            return RedirectToPage();
        }

        var stored = await Api.NotificationsAsync();
        Now = stored.Value;
        // The page must not contain a secret, not even one that was just entered.
        Form.Webhook = null;
        ModelState.Remove("Form.Webhook");
        if (Problem!.IsStale)
            (IsOverwriting, Form.ETag) = (true, stored.ETag);
        return Page();
    }

    /// <summary>Sends a test message.</summary>
    public async Task<IActionResult> OnPostTestAsync(NoticeChannel channel)
    {
        TestNoticeResult? result = null;
        if (await TryAsync(async () => result = await Api.TestNotificationAsync(channel)))
        {
            Flash = result!.Sent ? $"{NoticeWords.NameOf(channel)}: test sent." : $"{NoticeWords.NameOf(channel)}: test not sent. {result.Error}";
            return RedirectToPage();
        }

        await OnGetAsync();
        return Page();
    }
}

/// <summary>The form for the notification settings.</summary>
public sealed class NotificationForm
{
    /// <summary>The ETag that the page showed.</summary>
    public string ETag { get; set; } = "";

    /// <summary>Claims that are due soon.</summary>
    public bool ClaimsDue { get; set; }

    /// <summary>Tolls of an unknown tag or plate.</summary>
    public bool UnknownTag { get; set; }

    /// <summary>A failed collection.</summary>
    public bool IncompleteCollection { get; set; }

    /// <summary>A toll that was credited after it was claimed.</summary>
    public bool RefundAfterClaim { get; set; }

    /// <summary>Tolls that an agency will soon delete.</summary>
    public bool StatementVanishing { get; set; }

    /// <summary>The weekly report.</summary>
    public bool WeeklyReport { get; set; }

    /// <summary>The email address; empty for none.</summary>
    public string? Email { get; set; }

    /// <summary>A new webhook; empty to keep what is stored.</summary>
    public string? Webhook { get; set; }

    /// <summary>Whether to remove the stored webhook.</summary>
    public bool ForgetWebhook { get; set; }

    /// <summary>The start of quiet hours.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>The end of quiet hours.</summary>
    public string? QuietTo { get; set; }

    /// <summary>The change for the API.</summary>
    public NotificationChange Change => new(
        ClaimsDue, UnknownTag, IncompleteCollection, RefundAfterClaim, StatementVanishing, WeeklyReport, Email ?? "",
        ForgetWebhook ? "" : string.IsNullOrWhiteSpace(Webhook) ? null : Webhook, QuietFrom ?? "", QuietTo ?? "");

    /// <summary>The form for stored settings.</summary>
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
            WeeklyReport = settings.WeeklyReport,
            Email = settings.Email,
            QuietFrom = settings.QuietFrom,
            QuietTo = settings.QuietTo,
        };
    }
}
