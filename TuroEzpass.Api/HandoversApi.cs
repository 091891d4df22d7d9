using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Trips;
using Handover = TuroEzpass.Contracts.Handover;

namespace TuroEzpass.Api;

/// <summary>The real times at which guests picked up and returned cars.</summary>
internal static class HandoversApi
{
    private const int MostAnswers = 500;

    public static RouteGroupBuilder MapHandoversApi(this RouteGroupBuilder api)
    {
        var handovers = api.MapGroup("/handovers").WithTags("Handovers").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        handovers.MapGet("", ListAsync).WithName("ListHandoverQuestions").WithSummary("The handovers whose real times tolls wait for, earliest booked time first.")
            .RequirePermission(Permissions.Read).KeepAnswers();
        handovers.MapPost("/on-time", OnTimeAsync).WithName("ConfirmOnTime").WithSummary("Confirms that guests were on time, at most 500 at once.")
            .RequirePermission(Permissions.Decide).ProducesProblem(404).ProducesProblem(409);
        var trip = api.MapGroup("/trips/{id}/handover").WithTags("Handovers").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
        trip.MapGet("", GetAsync).WithName("GetHandover").WithSummary("The real start and end of a trip, as the host stated them.").RequirePermission(Permissions.Read);
        trip.MapPut("", PutAsync).WithName("PutHandover").WithSummary("States the real start and end of a trip, and re-matches its tolls. Requires If-Match.")
            .RequirePermission(Permissions.Decide).ProducesProblem(409).ProducesProblem(412);
        return api;
    }

    private static async Task<Results<Ok<Page<HandoverQuestion>>, ProblemHttpResult>> ListAsync([AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        var page = await new LedgerReader(records, caller.Owner).HandoversAsync(limit, cursor, cancellation);
        return TypedResults.Ok(new Page<HandoverQuestion>([.. page.Items.Select(item => ToContract.Question(item.Value))], Paging.CursorOf(page.Next)));
    }

    private static async Task<Results<Ok<Handover>, ProblemHttpResult>> GetAsync(string id, Caller caller, HttpContext context, IRecordStore records, CancellationToken cancellation)
    {
        var stays = await new LedgerReader(records, caller.Owner).TripAsync(id, cancellation);
        if (stays.Count == 0)
            return Problems.NotFound($"There is no trip {TollsApi.Shown(id)}.");
        context.SetETag(LedgerReader.ETagOfTimes(stays));
        return TypedResults.Ok(ToContract.Handover([.. stays.Select(stay => stay.Value)]));
    }

    private static async Task<Results<Ok<Handover>, ProblemHttpResult>> PutAsync(
        string id, Handover handover, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        foreach (var (name, text) in new[] { ("pickedUpAt", handover.PickedUpAt), ("returnedAt", handover.ReturnedAt) })
        {
            if (text is not null && !StatedTime.IsTime(text))
                return Problems.BadRequest($"'{name}' must be a time like 2026-03-31T18:45 or 2026-03-31T18:45-04:00, or null if it is unknown.");
        }

        if ((await new LedgerReader(records, caller.Owner).TripAsync(id, cancellation)).Count == 0)
            return Problems.NotFound($"There is no trip {TollsApi.Shown(id)}.");
        var stated = new Core.Trips.Handover(id) { PickedUp = new StatedTime(handover.PickedUpAt), Returned = new StatedTime(handover.ReturnedAt) };
        await ledgers.UseAsync(caller.Owner, ledger => ledger.StateHandoversAsync([stated], caller.Name, tag, cancellation), cancellation);
        return await GetAsync(id, caller, context, records, cancellation);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> OnTimeAsync(
        IReadOnlyList<OnTimeAnswer> answers, Caller caller, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (answers.Count is 0 or > MostAnswers)
            return Problems.BadRequest($"Send 1 to {MostAnswers} answers.");
        var stated = new List<Core.Trips.Handover>();
        foreach (var answer in answers)
        {
            if (answer?.Trip is null || LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(answer.BookedLocal ?? "") is not { Success: true } booked)
                return Problems.BadRequest("Each answer needs 'trip', 'end' and 'bookedLocal', such as 2026-03-31T18:00.");
            var time = StatedTime.OnTime(booked.Value);
            stated.Add(answer.End == HandoverEnd.Pickup ? new Core.Trips.Handover(answer.Trip) { PickedUp = time } : new Core.Trips.Handover(answer.Trip) { Returned = time });
        }

        await ledgers.UseAsync(caller.Owner, ledger => ledger.StateHandoversAsync(stated, caller.Name, cancellation: cancellation), cancellation);
        return TypedResults.NoContent();
    }
}
