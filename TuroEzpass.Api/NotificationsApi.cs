using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Of what an owner wants to be told, and where.</summary>
internal static class NotificationsApi
{
    private const int LongestEmail = 254;
    private const int LongestWebhook = 500;
    private static readonly NotificationSettings Usual = new(true, true, true, true, true);

    public static RouteGroupBuilder MapNotificationsApi(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        notifications.MapGet("", Get).WithName("GetNotifications").WithSummary("Of what to be told, and where.");
        notifications.MapPut("", Put).WithName("PutNotifications").WithSummary("Changes of what to be told, and where. If-Match is required.")
            .ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
        return api;
    }

    private static async Task<Ok<NotificationSettings>> Get(Caller caller, HttpContext context, IRecordStore records, CancellationToken cancellation)
    {
        var there = await records.GetAsync(Key(caller), cancellation);
        context.SetETag(TagOf(there));
        return TypedResults.Ok(there is null ? Usual : JsonSerializer.Deserialize<NotificationSettings>(there.Body.Span)!);
    }

    private static async Task<Results<Ok<NotificationSettings>, ProblemHttpResult>> Put(
        NotificationSettings settings, Caller caller, HttpContext context, IRecordStore records, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        var next = settings with { Email = settings.Email?.Trim() ?? "", Webhook = settings.Webhook?.Trim() ?? "" };
        if (next.Email.Length > 0 && (next.Email.Length > LongestEmail || !MailAddress.TryCreate(next.Email, out var mail) || mail.Address != next.Email))
            return Problems.BadRequest("'email' is no e-mail address, such as ann@example.com; leave it empty for none.");
        if (next.Webhook.Length > 0 && !IsWebhook(next.Webhook))
            return Problems.BadRequest($"'webhook' is an address that begins with https://, without user name and password, of at most {LongestWebhook} characters; leave it empty for none.");
        var there = await records.GetAsync(Key(caller), cancellation);
        var stored = (tag is null || tag == TagOf(there)) && await records.PutAsync(
            new RecordWrite(Key(caller), JsonSerializer.SerializeToUtf8Bytes(next)), there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation) is PutResult.Stored;
        if (!stored)
            return Problems.Of(StatusCodes.Status412PreconditionFailed, "It has changed meanwhile", "Somebody changed the notifications since you saw them: read them again.");
        return await Get(caller, context, records, cancellation);
    }

    private static bool IsWebhook(string text) =>
        text.Length <= LongestWebhook && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    private static string TagOf(StoredRecord? there) => (there?.Version ?? 0).ToString(CultureInfo.InvariantCulture);

    private static RecordKey Key(Caller caller) => new(caller.Owner.Partition("NOTIFY"), "settings");
}
