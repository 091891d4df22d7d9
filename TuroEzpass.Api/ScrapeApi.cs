using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Starts collections.</summary>
internal static class ScrapeApi
{
    public static RouteGroupBuilder MapScrapeApi(this RouteGroupBuilder api)
    {
        api.MapPost("/scrape", Start).WithName("StartScrape").WithTags("Runs").WithSummary("Starts a collection. If one is already waiting, returns that one.")
            .RequirePermission(Permissions.Collect).WithIdempotencyKey().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        api.MapPost("/operations/scrape", StartAll).WithName("StartScrapeOfAll").WithTags("Operations").WithSummary("Starts a collection for every owner with an enabled site.")
            .RequirePermission(Permissions.Operate).WithIdempotencyKey().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    private static async Task<Results<Accepted<ScrapeStarted>, ProblemHttpResult>> Start(
        StartScrape? request, Caller caller, IRecordStore records, IWorkQueue queue, LedgerClock clock, CancellationToken cancellation)
    {
        if (request?.UserId is { } user && user != caller.Owner.Text)
            return Problems.NotFound($"There is no user {TollsApi.Shown(user)}.");
        var source = request?.Source ?? ScrapeRequest.EverySource;
        if (!ScrapeRequest.IsSource(source))
            return Problems.BadRequest("'source' must be the ID of a site, such as ezpassny. Omit it for all enabled sites.");
        if (source != ScrapeRequest.EverySource && await new PortalBook(records).GetAsync(source, cancellation) is null)
            return Problems.NotFound("There is no site with this ID. GET /api/portals lists them.");
        var day = LocalDatePattern.Iso.Format(await clock.TodayAsync(new LedgerReader(records, caller.Owner), cancellation));
        var run = await new ScrapeRequests(records, queue, clock.Clock).AskAsync(caller.Owner, source, day, cancellation: cancellation);
        return TypedResults.Accepted($"/api/runs/{caller.Owner}/{run.ScrapeDate}", new ScrapeStarted(run.Id, run.ScrapeDate));
    }

    private static async Task<Accepted<ScrapeOfAllStarted>> StartAll(IRecordStore records, IWorkQueue queue, IClock clock, CancellationToken cancellation) =>
        TypedResults.Accepted("/api/operations", new ScrapeOfAllStarted(await new ScrapeRequests(records, queue, clock).AskEverybodyAsync(cancellation)));
}
