using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Erases guests' names from records and original files.</summary>
internal static class ErasuresApi
{
    private const int Most = 5000;

    public static RouteGroupBuilder MapErasuresApi(this RouteGroupBuilder api)
    {
        var erasures = api.MapGroup("/erasures").WithTags("Settings").RequirePermission(Permissions.Manage).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        erasures.MapGet("/due", Due).WithName("ListGuestsDue").WithSummary("Guests whose names may be erased.");
        erasures.MapPost("", Erase).WithName("EraseGuests").WithSummary("Permanently erases guests' names; trips, tolls and claims are kept.").WithIdempotencyKey();
        return api;
    }

    private static async Task<Ok<GuestsDue>> Due(Caller caller, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation)
    {
        var today = await clock.TodayAsync(new LedgerReader(records, caller.Owner), cancellation);
        var due = await ledgers.UseAsync(caller.Owner, ledger => Task.FromResult(ledger.GuestsDue(today)), cancellation);
        return TypedResults.Ok(new GuestsDue(due, OwnerLedger.RetentionMonths));
    }

    private static async Task<Results<Ok<GuestsErased>, ProblemHttpResult>> Erase(EraseGuests request, Caller caller, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (request.Trips is not { Count: > 0 and <= Most } || request.Trips.Any(string.IsNullOrEmpty))
            return Problems.BadRequest($"'trips' must list 1 to {Most} reservations.");
        var result = await ledgers.UseAsync(caller.Owner, ledger => ledger.EraseGuestsAsync([.. request.Trips], caller.Name, cancellation), cancellation);
        return TypedResults.Ok(new GuestsErased(result.Erased, result.Unknown));
    }
}
