using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Tolls that need review.</summary>
internal static class ReviewApi
{
    public static RouteGroupBuilder MapReviewApi(this RouteGroupBuilder api)
    {
        api.MapGet("/review", List).WithName("ListReview").WithTags("Review").WithSummary("Tolls awaiting review, oldest first, with the trips they may belong to.")
            .RequirePermission(Permissions.Read).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429).KeepAnswers();
        return api;
    }

    private static async Task<Results<Ok<Page<ReviewItem>>, ProblemHttpResult>> List(
        [AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        var reader = new LedgerReader(records, caller.Owner);
        var page = await reader.ReviewAsync(limit, cursor, cancellation);
        // Many tolls on a page refer to the same trip.
        var trips = new Dictionary<string, IReadOnlyList<TripSummary>>(StringComparer.Ordinal);
        foreach (var reservation in page.Items.SelectMany(toll => (toll.Value.Candidates ?? []).Append(toll.Value.Nearest ?? "")).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal))
            trips.Add(reservation, [.. (await reader.TripAsync(reservation, cancellation)).Select(trip => ToContract.Trip(trip.Value))]);
        var charges = new Dictionary<string, Toll>(StringComparer.Ordinal);
        foreach (var reference in page.Items.SelectMany(toll => toll.Value.Charges ?? []).Distinct(StringComparer.Ordinal))
        {
            if (TollKey.TryParse(reference, out var key) && await reader.TollAsync(key, cancellation) is { } charge)
                charges.Add(reference, ToContract.Toll(charge));
        }

        return TypedResults.Ok(new Page<ReviewItem>([.. page.Items.Select(Item)], Paging.CursorOf(page.Next)));

        ReviewItem Item(Projected<TollItem> toll)
        {
            var candidates = (toll.Value.Candidates ?? []).SelectMany(id => trips[id]).ToList();
            var nearest = toll.Value.Nearest is { } id && !(toll.Value.Candidates ?? []).Contains(id) ? trips[id] : [];
            return new ReviewItem(ToContract.Toll(toll), candidates, nearest.Count > 0 ? nearest[0] : null, toll.Value.GapMinutes)
            {
                Charges = [.. (toll.Value.Charges ?? []).Where(charges.ContainsKey).Select(reference => charges[reference])],
            };
        }
    }
}
