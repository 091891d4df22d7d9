using System.Globalization;
using System.Net.Mail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>An owner's notification settings: events, channels and quiet hours.</summary>
internal static class NotificationsApi
{
    private const int LongestEmail = 254;
    private const int LongestWebhook = 500;

    public static RouteGroupBuilder MapNotificationsApi(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        notifications.MapGet("", Get).WithName("GetNotifications").WithSummary("The notification settings: events, channels and quiet hours. Webhook addresses are not shown.");
        notifications.MapPut("", Put).WithName("PutNotifications").WithSummary("Changes the notification settings. Requires If-Match.")
            .ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
        notifications.MapPost("/test", Test).WithName("TestNotification").WithSummary($"Sends a test message, labeled as a test, through one channel; at most {TestSends.Most} in {TestSends.Window.TotalMinutes:0} minutes.").ProducesProblem(400);
        return api;
    }

    private static async Task<Ok<NotificationSettings>> Get(
        Caller caller, HttpContext context, IRecordStore records, MailSender mail, IOptions<NotifyOptions> options, CancellationToken cancellation)
    {
        var (settings, version) = await new NoticeBook(records).ReadAsync(caller.Owner, cancellation);
        context.SetETag(TagOf(version));
        var channels = new ChannelBook(records, caller.Owner);
        return TypedResults.Ok(new NotificationSettings
        {
            ClaimsDue = settings.Wants(NoticeKind.ClaimsDue),
            UnknownTag = settings.Wants(NoticeKind.UnknownTag),
            IncompleteCollection = settings.Wants(NoticeKind.IncompleteCollection),
            RefundAfterClaim = settings.Wants(NoticeKind.RefundAfterClaim),
            StatementVanishing = settings.Wants(NoticeKind.StatementVanishing),
            WeeklyReport = settings.Wants(NoticeKind.WeeklyReport),
            Email = settings.Email,
            WebhookHost = settings.WebhookHost,
            QuietFrom = settings.QuietFrom,
            QuietTo = settings.QuietTo,
            Channels =
            [
                ToContract.Channel(AlertChannel.Email, settings.Email.Length > 0, mail.IsSetUp, await channels.GetAsync(AlertChannel.Email, cancellation)),
                ToContract.Channel(AlertChannel.Slack, settings.WebhookHost.Length > 0, true, await channels.GetAsync(AlertChannel.Slack, cancellation)),
            ],
            WebhookHosts = options.Value.Hosts,
        });
    }

    private static async Task<Results<Ok<NotificationSettings>, ProblemHttpResult>> Put(
        NotificationChange change, Caller caller, HttpContext context, IRecordStore records, ICredentialStore secrets, HookTransport hooks, MailSender mail, IOptions<NotifyOptions> options, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        var (email, webhook) = (change.Email?.Trim() ?? "", change.Webhook?.Trim());
        if (Fault(change, email, webhook, hooks) is { } fault)
            return Problems.BadRequest(fault);
        var book = new NoticeBook(records);
        var (there, version) = await book.ReadAsync(caller.Owner, cancellation);
        var next = new NoticeSettings
        {
            Off = [.. Choices(change).Where(choice => !choice.Wanted).Select(choice => choice.Kind.ToString())],
            Email = email,
            WebhookHost = webhook switch { null => there.WebhookHost, "" => "", _ => new Uri(webhook).IdnHost },
            QuietFrom = change.QuietFrom,
            QuietTo = change.QuietTo,
        };
        if ((tag is not null && tag != TagOf(version)) || !await book.TryPutAsync(caller.Owner, next, version, cancellation))
            return Problems.Of(StatusCodes.Status412PreconditionFailed, "Precondition failed", "The notification settings have changed since you read them. Read them again, then retry.");
        if (webhook is { Length: > 0 })
            await secrets.SaveCredentialsAsync(caller.Owner, NoticeBook.WebhookSecret, new PortalCredentials("webhook", webhook), cancellation);
        else if (webhook is not null)
            await secrets.ForgetCredentialsAsync(caller.Owner, NoticeBook.WebhookSecret, cancellation);
        return await Get(caller, context, records, mail, options, cancellation);
    }

    private static async Task<Results<Ok<TestNoticeResult>, ProblemHttpResult>> Test(
        TestNotice test, Caller caller, IRecordStore records, Recipients recipients, Courier courier, TestSends tests, IClock clock, CancellationToken cancellation)
    {
        if (test.Channel == NoticeChannel.PagerDuty)
            return Problems.BadRequest("'channel' must be Email or Webhook; PagerDuty is only for operators.");
        var (settings, _) = await new NoticeBook(records).ReadAsync(caller.Owner, cancellation);
        return await SendTestAsync(test.Channel, await recipients.OfAsync(caller.Owner, settings, cancellation), records, courier, tests, clock, cancellation);
    }

    /// <summary>Sends a test and records the result.</summary>
    internal static async Task<Results<Ok<TestNoticeResult>, ProblemHttpResult>> SendTestAsync(
        NoticeChannel to, Recipient recipient, IRecordStore records, Courier courier, TestSends tests, IClock clock, CancellationToken cancellation)
    {
        var channel = to switch { NoticeChannel.Email => AlertChannel.Email, NoticeChannel.Webhook => AlertChannel.Slack, _ => AlertChannel.PagerDuty };
        if (!recipient.Has(channel))
            return Problems.BadRequest("This channel is not set up. Save an address first.");
        if (!tests.May(recipient.Owner?.Text ?? ""))
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many tests", $"You can send {TestSends.Most} tests in {TestSends.Window.TotalMinutes:0} minutes. Try again later.");
        var failed = await courier.TestAsync(channel, recipient, cancellation) as SendResult.Failed;
        await new ChannelBook(records, recipient.Owner).NoteAsync(channel, clock.GetCurrentInstant(), failed?.Error, cancellation);
        return TypedResults.Ok(new TestNoticeResult(failed is null, failed?.Error));
    }

    private static string? Fault(NotificationChange change, string email, string? webhook, HookTransport hooks)
    {
        if (email.Length > 0 && (email.Length > LongestEmail || !MailAddress.TryCreate(email, out var mail) || mail.Address != email))
            return "'email' must be an email address such as ann@example.com. Leave it empty to turn email off.";
        if (webhook is { Length: > 0 } && (webhook.Length > LongestWebhook || !Uri.TryCreate(webhook, UriKind.Absolute, out _)))
            return $"'webhook' must be an https:// address of at most {LongestWebhook} characters. Leave it empty to turn the webhook off.";
        if (webhook is { Length: > 0 } && hooks.Refusal(new Uri(webhook)) is { } refusal)
            return refusal;
        return NoticeSettings.IsTime(change.QuietFrom) && NoticeSettings.IsTime(change.QuietTo) ? null : "'quietFrom' and 'quietTo' must be times such as 22:00. Set both to the same time for no quiet hours.";
    }

    private static IEnumerable<(NoticeKind Kind, bool Wanted)> Choices(NotificationChange change) =>
    [
        (NoticeKind.ClaimsDue, change.ClaimsDue), (NoticeKind.UnknownTag, change.UnknownTag), (NoticeKind.IncompleteCollection, change.IncompleteCollection),
        (NoticeKind.RefundAfterClaim, change.RefundAfterClaim), (NoticeKind.StatementVanishing, change.StatementVanishing), (NoticeKind.WeeklyReport, change.WeeklyReport),
    ];

    private static string TagOf(long version) => version.ToString(CultureInfo.InvariantCulture);
}
