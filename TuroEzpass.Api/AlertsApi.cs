using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>An owner's alerts, and the operators' alerts.</summary>
internal static class AlertsApi
{
    private const int MostRecent = 50;

    public static RouteGroupBuilder MapAlertsApi(this RouteGroupBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        alerts.MapGet("", List).WithName("ListAlerts").WithSummary("Open and recent alerts.").RequirePermission(Permissions.Read);
        alerts.MapPost("/{id}/acknowledge", Acknowledge).WithName("AcknowledgeAlert").WithSummary("Acknowledges an alert.").RequirePermission(Permissions.Decide).ProducesProblem(404);
        var system = api.MapGroup("/operations/alerts").WithTags("Operators").RequirePermission(Permissions.Operate).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        system.MapGet("", ListSystem).WithName("ListSystemAlerts").WithSummary("The operators' alerts, and the status of their channels.");
        system.MapPost("/{id}/acknowledge", AcknowledgeSystem).WithName("AcknowledgeSystemAlert").WithSummary("Acknowledges an operators' alert, also in PagerDuty.").ProducesProblem(404);
        system.MapPost("/test", Test).WithName("TestSystemAlert").WithSummary("Sends a test message, labeled as a test, through one of the operators' channels.").ProducesProblem(400);
        return api;
    }

    private static async Task<Ok<AlertList>> List(Caller caller, IRecordStore records, CancellationToken cancellation) =>
        TypedResults.Ok(await ListAsync(new AlertBook(records, caller.Owner), cancellation));

    private static Task<Results<Ok<AlertInfo>, ProblemHttpResult>> Acknowledge(string id, Caller caller, IRecordStore records, IClock clock, CancellationToken cancellation) =>
        AcknowledgeAsync(new AlertBook(records, caller.Owner), id, caller.Name, clock, cancellation);

    private static async Task<Ok<SystemAlerts>> ListSystem(IRecordStore records, Recipients recipients, CancellationToken cancellation)
    {
        var (book, to) = (new ChannelBook(records, null), recipients.Operators);
        var channels = new List<NoticeChannelState>();
        foreach (var channel in Enum.GetValues<AlertChannel>())
            channels.Add(ToContract.Channel(channel, to.Has(channel), true, await book.GetAsync(channel, cancellation)));
        return TypedResults.Ok(new SystemAlerts(await ListAsync(new AlertBook(records, null), cancellation), channels));
    }

    private static Task<Results<Ok<AlertInfo>, ProblemHttpResult>> AcknowledgeSystem(string id, HttpContext context, IRecordStore records, IClock clock, CancellationToken cancellation) =>
        AcknowledgeAsync(new AlertBook(records, null), id, context.Features.Get<SignedIn>()!.Person.Name, clock, cancellation);

    private static Task<Results<Ok<TestNoticeResult>, ProblemHttpResult>> Test(
        TestNotice test, IRecordStore records, Recipients recipients, Courier courier, TestSends tests, IClock clock, CancellationToken cancellation) =>
        NotificationsApi.SendTestAsync(test.Channel, recipients.Operators, records, courier, tests, clock, cancellation);

    private static async Task<AlertList> ListAsync(AlertBook book, CancellationToken cancellation)
    {
        var alerts = (await book.ListAsync(cancellation)).Select(one => one.Alert).Where(alert => alert.OpenedAt is not null).Select(ToContract.Alert).ToList();
        return new AlertList(
            [.. alerts.Where(alert => alert.Stage != AlertStage.Resolved).OrderBy(alert => alert.Stage).ThenBy(alert => alert.Priority, StringComparer.Ordinal).ThenBy(alert => alert.OpenedAt, StringComparer.Ordinal)],
            [.. alerts.Where(alert => alert.Stage == AlertStage.Resolved).OrderByDescending(alert => alert.ResolvedAt, StringComparer.Ordinal).Take(MostRecent)]);
    }

    private static async Task<Results<Ok<AlertInfo>, ProblemHttpResult>> AcknowledgeAsync(AlertBook book, string id, string by, IClock clock, CancellationToken cancellation) =>
        await book.AcknowledgeAsync(id, clock.GetCurrentInstant(), by, cancellation) is { } alert
            ? TypedResults.Ok(ToContract.Alert(alert))
            : Problems.NotFound("There is no open alert with this ID.");
}
