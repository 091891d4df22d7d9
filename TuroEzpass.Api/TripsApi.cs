using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Trips.</summary>
internal static class TripsApi
{
    public static RouteGroupBuilder MapTripsApi(this RouteGroupBuilder api)
    {
        var trips = api.MapGroup("/trips").WithTags("Trips").RequirePermission(Permissions.Read).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429).KeepAnswers();
        trips.MapGet("", List).WithName("ListTrips").WithSummary("Trips, latest start first.");
        trips.MapGet("/{id}", Get).WithName("GetTrip").WithSummary("A trip with its versions from trips files and its claims.");
        return api;
    }

    private static async Task<Results<Ok<Page<TripSummary>>, ProblemHttpResult>> List(
        string? vehicle, [AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        var page = await new LedgerReader(records, caller.Owner).TripsAsync(vehicle, limit, cursor, cancellation);
        return TypedResults.Ok(new Page<TripSummary>([.. page.Items.Select(trip => ToContract.Trip(trip.Value))], Paging.CursorOf(page.Next)));
    }

    private static async Task<Results<Ok<Trip>, ProblemHttpResult>> Get(string id, Caller caller, IRecordStore records, LedgerClock clock, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        var stays = await reader.TripAsync(id, cancellation);
        if (stays.Count == 0)
            return Problems.NotFound($"There is no trip {TollsApi.Shown(id)}.");
        var today = await clock.TodayAsync(reader, cancellation);
        var reach = await reader.ReachAsync(cancellation);
        return TypedResults.Ok(new Trip(
            id, [.. stays.Select(stay => ToContract.Trip(stay.Value))],
            [.. (await reader.TripVersionsAsync(id, cancellation)).Select(version => ToContract.Version(version.Value))],
            [.. (await reader.ClaimsOfAsync(id, cancellation)).Select(claim => ToContract.Claim(claim, today, reach))]));
    }
}
