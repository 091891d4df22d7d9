using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Who did what, when, to what.</summary>
internal static class AuditApi
{
    public static RouteGroupBuilder MapAuditApi(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", List).WithName("ListAudit").WithTags("Audit").WithSummary("Changes to the ledger, newest first.")
            .RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> List(
        [AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
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

        var facts = await new FactLog(records, caller.Owner).NewestAsync(limit, before, cancellation);
        var next = facts.Count == limit && facts[^1].Seq > 1 ? facts[^1].Seq.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<AuditEntry>([.. facts.Select(Entry)], Paging.CursorOf(next)));
    }

    private static AuditEntry Entry(Fact fact)
    {
        var (what, on, before, after, note) = fact switch
        {
            StatementImported it => ("statement", it.Sha256, "", it.FileName, null),
            TripsImported it => ("trips", it.Sha256, "", it.FileName, null),
            FleetReplaced it => ("fleet", it.Sha256, "", it.FileName, null),
            HandoversImported it => ("handovers", it.Sha256, "", it.FileName, null),
            HandoversStated it => ("handover", string.Join(' ', it.Handovers.Select(one => one.ReservationId)), "", Times(it), null),
            CoverageStated it => (it.IsComplete ? "coverage" : "coverage-undone", it.Vehicle, "", $"{it.From} to {it.To}", null),
            ImportWithdrawn it => ("withdrawn", it.Sha256, it.FileName, "", null),
            SettingsChanged it => ("settings", "settings", "", string.Create(
                CultureInfo.InvariantCulture, $"{it.Zone}; review minutes before a trip {it.ReviewBeforeMinutes}, after a trip {it.ReviewAfterMinutes}, between back-to-back trips {it.ReviewHandoverMinutes}"), null),
            DecisionMade it => ("decision", it.TollId, it.Before, it.After, null),
            DecisionUndone it => ("undo", it.TollId, it.Before, "automatic match", null),
            ClaimApproved it => ("claim", it.ClaimId, nameof(LedgerClaimState.Draft), $"{nameof(LedgerClaimState.Approved)} {new Money(it.Cents).ToDollars()}", it.Note),
            ClaimMoved it => ("claim-moved", it.ClaimId, "", it.To.ToString(), it.Note),
            GuestErased it => ("erased", string.Join(' ', it.ReservationIds), "", "", null),
            _ => (fact.GetType().Name, "", "", "", (string?)null),
        };
        return new AuditEntry(fact.Seq, fact.At, fact.By, what, on, before, after, note);
    }

    private static string Times(HandoversStated fact) => fact.Handovers is not [var one] ? "on time" : string.Join(", ", new[] { ("picked up", one.PickedUp), ("returned", one.Returned) }
        .Where(end => end.Item2 is not null).Select(end => $"{end.Item1} {end.Item2!.Text ?? "unknown"}"));
}
