using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Of what to be told, where, and when not.</summary>
public sealed class NotificationsModel(ApiClient api) : AppPage(api)
{
    /// <summary>What the form shows.</summary>
    [BindProperty]
    public NotificationForm Form { get; set; } = new();

    /// <summary>What is stored.</summary>
    public NotificationSettings Now { get; private set; } = null!;

    /// <summary>Whether somebody else changed it while the form was filled.</summary>
    public bool IsOverwriting { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var stored = await Api.NotificationsAsync();
        (Now, Form) = (stored.Value, NotificationForm.Of(stored.Value, stored.ETag));
    }

    /// <summary>Saves it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await TryAsync(() => Api.PutNotificationsAsync(Form.Change, Form.ETag)))
        {
            Flash = "Saved.";
            return RedirectToPage();
        }

        var stored = await Api.NotificationsAsync();
        Now = stored.Value;
        // A secret that was typed is not written into a page.
        Form.Webhook = null;
        ModelState.Remove("Form.Webhook");
        if (Problem!.IsStale)
            (IsOverwriting, Form.ETag) = (true, stored.ETag);
        return Page();
    }

    /// <summary>Sends a test.</summary>
    public async Task<IActionResult> OnPostTestAsync(NoticeChannel channel)
    {
        TestNoticeResult? result = null;
        if (await TryAsync(async () => result = await Api.TestNotificationAsync(channel)))
        {
            Flash = result!.Sent ? $"{NoticeWords.NameOf(channel)}: the test was sent." : $"{NoticeWords.NameOf(channel)}: the test was not sent. {result.Error}";
            return RedirectToPage();
        }

        await OnGetAsync();
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

    /// <summary>The weekly report.</summary>
    public bool WeeklyReport { get; set; }

    /// <summary>An e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>A new webhook; empty to keep what is stored.</summary>
    public string? Webhook { get; set; }

    /// <summary>Whether the stored webhook goes.</summary>
    public bool ForgetWebhook { get; set; }

    /// <summary>When the quiet hours begin.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>When they end.</summary>
    public string? QuietTo { get; set; }

    /// <summary>As the API takes it.</summary>
    public NotificationChange Change => new(
        ClaimsDue, UnknownTag, IncompleteCollection, RefundAfterClaim, StatementVanishing, WeeklyReport, Email ?? "",
        ForgetWebhook ? "" : string.IsNullOrWhiteSpace(Webhook) ? null : Webhook, QuietFrom ?? "", QuietTo ?? "");

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
            WeeklyReport = settings.WeeklyReport,
            Email = settings.Email,
            QuietFrom = settings.QuietFrom,
            QuietTo = settings.QuietTo,
        };
    }
}
