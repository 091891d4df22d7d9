using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Users' decisions on tolls: the part of the audit trail that everyone with permission to decide may see.</summary>
internal static class DecisionsApi
{
    /// <summary>The most facts read for one response; most facts in a log are decisions and claim steps.</summary>
    private const int MostScanned = 2000;
    private const int PageOfFacts = 200;

    public static RouteGroupBuilder MapDecisionsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/decisions", List).WithName("ListDecisions").WithTags("Tolls").WithSummary("Users' decisions on all tolls or on one toll, newest first.")
            .RequirePermission(Permissions.Read).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429).KeepAnswers();
        return api;
    }

    private static async Task<Results<Ok<Page<DecisionEntry>>, ProblemHttpResult>> List(
        string? toll, [AsParameters] Paging paging, Caller caller, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        long? before = null;
        if (cursor is not null)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Problems.BadRequest("'cursor' is invalid. Omit it to start from the first page.");
            before = number;
        }

        if (toll is not null && !TollKey.TryParse(toll, out _))
            return TypedResults.Ok(new Page<DecisionEntry>([], null));
        var id = TollKey.TryParse(toll, out var key) ? key.Id : null;
        var (found, next) = await ScanAsync(new FactLog(records, caller.Owner), id, limit, before, cancellation);
        if (found.Count == 0)
            return TypedResults.Ok(new Page<DecisionEntry>([], Paging.CursorOf(next)));
        // Only the open ledger knows where a toll is stored and its current state.
        var entries = await ledgers.UseAsync(caller.Owner, ledger => Task.FromResult(found.Select(fact => Entry(fact, ledger)).ToList()), cancellation);
        return TypedResults.Ok(new Page<DecisionEntry>(entries, Paging.CursorOf(next)));
    }

    private static async Task<(List<Fact> Found, string? Next)> ScanAsync(FactLog log, string? toll, int limit, long? before, CancellationToken cancellation)
    {
        var found = new List<Fact>();
        for (var scanned = 0; scanned < MostScanned; scanned += PageOfFacts)
        {
            var facts = await log.NewestAsync(PageOfFacts, before, cancellation);
            foreach (var fact in facts)
            {
                before = fact.Seq;
                if ((fact as DecisionMade)?.TollId is not { } made)
                    made = (fact as DecisionUndone)?.TollId;
                if (made is not null && (toll is null || made == toll))
                    found.Add(fact);
                if (found.Count == limit)
                    return (found, CursorAt(before));
            }

            if (facts.Count < PageOfFacts)
                return (found, null);
        }

        return (found, CursorAt(before));
    }

    private static string? CursorAt(long? seq) => seq > 1 ? seq.Value.ToString(CultureInfo.InvariantCulture) : null;

    private static DecisionEntry Entry(Fact fact, OwnerLedger ledger) => fact switch
    {
        DecisionMade made => new DecisionEntry(
            made.Seq, made.At, made.By, ledger.KeyOf(made.TollId)?.ToString(), Enum.Parse<TollDecision>(made.Kind.ToString()), made.ReservationId, made.Before,
            ledger.State.DecisionOn(made.TollId)?.Seq == made.Seq),
        DecisionUndone undone => new DecisionEntry(undone.Seq, undone.At, undone.By, ledger.KeyOf(undone.TollId)?.ToString(), null, null, undone.Before, false),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} is not a decision."),
    };
}
