using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Api;

/// <summary>Filters for a list of tolls.</summary>
/// <param name="From">From this day (in the ledger's time zone) or instant, inclusive.</param>
/// <param name="To">Through this day, or before this instant.</param>
/// <param name="Vehicle">Only this car.</param>
/// <param name="Outcome">Only this outcome, such as <c>NeedsReview</c>.</param>
/// <param name="Trip">Only tolls matched to this trip.</param>
/// <param name="Import">Only tolls from this file, by its ID.</param>
/// <param name="Text">Only tolls with this text in the plaza, agency, tag, plate, reason, trip, car or file.</param>
internal sealed record TollFilter(string? From, string? To, string? Vehicle, string? Outcome, string? Trip, string? Import, string? Text);

/// <summary>Tolls, and users' decisions on them.</summary>
internal static class TollsApi
{
    public static RouteGroupBuilder MapTollsApi(this RouteGroupBuilder api)
    {
        var tolls = api.MapGroup("/tolls").WithTags("Tolls").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        tolls.MapGet("", List).WithName("ListTolls").WithSummary("Tolls and other statement rows, newest first.").RequirePermission(Permissions.Read).KeepAnswers();
        tolls.MapGet("/{id}", Get).WithName("GetToll").WithSummary("One toll.").RequirePermission(Permissions.Read).KeepAnswers();
        tolls.MapPost("/{id}/decision", Decide).WithName("DecideToll").WithSummary("Decides a toll's outcome. If-Match is optional.")
            .RequirePermission(Permissions.Decide).WithIdempotencyKey();
        tolls.MapDelete("/{id}/decision", Undo).WithName("UndoTollDecision").WithSummary("Undoes a decision.").RequirePermission(Permissions.Decide);
        return api;
    }

    private static async Task<Results<Ok<Page<Toll>>, ProblemHttpResult>> List(
        [AsParameters] TollFilter filter, [AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        if (filter.Outcome is { } outcome && !Enum.GetNames<Outcome>().Contains(outcome, StringComparer.Ordinal))
            return Problems.BadRequest($"'outcome' must be one of: {string.Join(", ", Enum.GetNames<Outcome>())}.");
        if (filter.Text is { Length: > 200 })
            return Problems.BadRequest("'text' is limited to 200 characters.");
        var reader = new LedgerReader(records, caller.Owner);
        var zone = filter.From is null && filter.To is null ? null : (await reader.SettingsAsync(cancellation)).Value.Zone;
        if (ReadMoment(filter.From, zone, isEnd: false) is not ({ } isFrom, var from))
            return Problems.BadRequest("'from' must be a day (2026-03-31) or a time with its offset (2026-03-31T08:00:00-04:00).");
        if (ReadMoment(filter.To, zone, isEnd: true) is not ({ } isTo, var to))
            return Problems.BadRequest("'to' must be a day (2026-03-31) or a time with its offset (2026-03-31T08:00:00-04:00).");
        var page = await reader.TollsAsync(
            new TollQuery
            {
                From = isFrom ? from : null,
                To = isTo ? to : null,
                Vehicle = filter.Vehicle,
                Outcome = filter.Outcome,
                Trip = filter.Trip,
                Import = filter.Import,
                Text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim(),
                Limit = limit,
                Cursor = cursor,
            },
            cancellation);
        return TypedResults.Ok(new Page<Toll>([.. page.Items.Select(ToContract.Toll)], Paging.CursorOf(page.Next)));
    }

    private static async Task<Results<Ok<Toll>, ProblemHttpResult>> Get(string id, Caller caller, HttpContext context, IRecordStore records, CancellationToken cancellation)
    {
        if (await FindAsync(id, caller, records, cancellation) is not { } toll)
            return NoSuchToll(id);
        context.SetETag(toll.ETag);
        return TypedResults.Ok(ToContract.Toll(toll));
    }

    private static async Task<Results<Ok<Toll>, ProblemHttpResult>> Decide(
        string id, DecideToll decision, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: false, out var tag) is { } wrong)
            return wrong;
        if (decision.Decision == TollDecision.AssignToTrip && string.IsNullOrEmpty(decision.Trip))
            return Problems.BadRequest("'trip' is missing. Set it to the reservation that the toll belongs to.");
        if (await FindAsync(id, caller, records, cancellation) is not { } toll)
            return NoSuchToll(id);
        if (decision.Decision == TollDecision.RefundOf)
        {
            var charge = TollKey.TryParse(decision.Charge, out var key) ? key.Id : null;
            if (charge is null && !string.IsNullOrEmpty(decision.Charge))
                return NoSuchToll(decision.Charge);
            await ledgers.UseAsync(caller.Owner, ledger => ledger.DecideRefundAsync(toll.Value.Id, charge, caller.Name, tag, cancellation), cancellation);
            return await Get(id, caller, context, records, cancellation);
        }

        await ledgers.UseAsync(
            caller.Owner, ledger => ledger.DecideAsync(toll.Value.Id, Enum.Parse<DecisionKind>(decision.Decision.ToString()), decision.Trip, caller.Name, tag, cancellation), cancellation);
        return await Get(id, caller, context, records, cancellation);
    }

    private static async Task<Results<Ok<Toll>, ProblemHttpResult>> Undo(
        string id, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: false, out var tag) is { } wrong)
            return wrong;
        if (await FindAsync(id, caller, records, cancellation) is not { } toll)
            return NoSuchToll(id);
        await ledgers.UseAsync(caller.Owner, ledger => ledger.UndoAsync(toll.Value.Id, caller.Name, tag, cancellation), cancellation);
        return await Get(id, caller, context, records, cancellation);
    }

    private static async Task<Projected<TollItem>?> FindAsync(string id, Caller caller, IRecordStore records, CancellationToken cancellation) =>
        TollKey.TryParse(id, out var key) ? await new LedgerReader(records, caller.Owner).TollAsync(key, cancellation) : null;

    private static ProblemHttpResult NoSuchToll(string id) => Problems.NotFound($"There is no toll {Shown(id)}.");

    /// <summary>An ID from a request, short enough to repeat in a message.</summary>
    internal static string Shown(string id) => id.Length <= 100 ? id : $"{id[..100]}…";

    /// <summary>Reads a day or an instant.</summary>
    /// <returns>Whether the parameter is present, and its value; null if the text is neither.</returns>
    private static (bool? IsGiven, Instant Moment) ReadMoment(string? text, ZoneCalendar? zone, bool isEnd)
    {
        if (string.IsNullOrEmpty(text))
            return (false, default);
        // The first and last years can't be represented as instants with every offset.
        if (OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var moment) && moment.Year is > 1 and < 9999)
            return (true, moment.ToInstant());
        return LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) && day.Year is > 1 and < 9999
            ? (true, (isEnd ? day.PlusDays(1) : day).AtStartOfDayInZone(zone!.Zone).ToInstant())
            : (null, default);
    }
}
