using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using Run = TuroEzpass.Contracts.Run;

namespace TuroEzpass.Api;

/// <summary>Runs: collections from sites, and their results.</summary>
internal static class RunsApi
{
    public static RouteGroupBuilder MapRunsApi(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs").RequirePermission(Permissions.Runs).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        runs.MapGet("", List).WithName("ListRuns").WithSummary("Collection runs, newest first.");
        runs.MapGet("/{userId}/{scrapeDate}", OfDay).WithName("ListRunsOfDay").WithSummary("The runs of a day.");
        runs.MapGet("/{userId}/{scrapeDate}/{runId}/screenshots/{sha256}", Screenshot).WithName("GetRunScreenshot").WithSummary("A screenshot of the site when a run failed. It may show guests' data, so operators can't see it.")
            .RequirePermission(Permissions.Read).Produces(200, contentType: "image/png").ProducesProblem(404);
        runs.MapGet("/{userId}/{scrapeDate}/{runId}/pages/{sha256}", PagePicture).WithName("GetRunPage").WithSummary("A page of the site as it was read; proof of a complete collection.")
            .RequirePermission(Permissions.Read).Produces(200, contentType: "image/png").ProducesProblem(404);
        return api;
    }

    private static async Task<Results<Ok<Page<Run>>, ProblemHttpResult>> List([AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        PageToken? after = null;
        if (cursor is not null && !PageToken.TryParse(cursor, out after))
            return Problems.BadRequest("'cursor' is invalid. Omit it to start from the first page.");
        var book = new RunBook(records, caller.Owner);
        if (after is not null && !book.IsOwn(after))
            return Problems.BadRequest("'cursor' is invalid. Omit it to start from the first page.");
        var (runs, next) = await book.ListAsync(limit, after, cancellation);
        return TypedResults.Ok(new Page<Run>([.. runs.Select(run => Shown(run, caller))], Paging.CursorOf(next?.ToString())));
    }

    private static async Task<Results<Ok<IReadOnlyList<Run>>, ProblemHttpResult>> OfDay(string userId, string scrapeDate, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (!LocalDatePattern.Iso.Parse(scrapeDate).Success)
            return Problems.BadRequest("Write the day as YYYY-MM-DD, such as 2026-03-31.");
        if (caller.Owner.Text != userId)
            return Problems.NotFound($"There are no runs for {TollsApi.Shown(userId)}.");
        var runs = await new RunBook(records, caller.Owner).OfDayAsync(scrapeDate, cancellation);
        return TypedResults.Ok<IReadOnlyList<Run>>([.. runs.Select(run => Shown(run, caller))]);
    }

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> Screenshot(
        string userId, string scrapeDate, string runId, string sha256, Caller caller, HttpContext context, IRecordStore records, IProofStore proofs, CancellationToken cancellation) =>
        PictureAsync(new Asked(userId, scrapeDate, runId, sha256), ProofKind.FailureScreenshot, run => run.Screenshots, caller, context, records, proofs, "There is no such screenshot. Screenshots are kept for 90 days.", cancellation);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> PagePicture(
        string userId, string scrapeDate, string runId, string sha256, Caller caller, HttpContext context, IRecordStore records, IProofStore proofs, CancellationToken cancellation) =>
        PictureAsync(new Asked(userId, scrapeDate, runId, sha256), ProofKind.Proof, run => run.Pages, caller, context, records, proofs, "There is no such page.", cancellation);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> PictureAsync(
        Asked asked, ProofKind kind, Func<Core.Runs.Run, IReadOnlyList<string>> listed, Caller caller, HttpContext context, IRecordStore records, IProofStore proofs, string missing, CancellationToken cancellation)
    {
        var none = Problems.NotFound(missing);
        if (caller.Owner.Text != asked.UserId || !LocalDatePattern.Iso.Parse(asked.ScrapeDate).Success || !StorageLimits.IsKey(asked.RunId))
            return none;
        // Only blobs that the run lists, so that no one can get others by guessing.
        if (await new RunBook(records, caller.Owner).GetAsync(asked.ScrapeDate, asked.RunId, cancellation) is not var (run, _) || !listed(run).Contains(asked.Sha256))
            return none;
        if (await proofs.GetAsync(new ProofAddress(kind, caller.Owner, asked.Sha256), cancellation) is not ProofGet.Found found)
            return none;
        context.Response.Headers.CacheControl = "private, no-store";
        // The site's bytes must never be served as a web page.
        return TypedResults.File(found.Content.ToArray(), found.Info.ContentType is "image/png" or "image/jpeg" ? found.Info.ContentType : "application/octet-stream");
    }

    private static Run Shown(Core.Runs.Run run, Caller caller) => ToContract.Run(run, caller.Owner.Text, caller.May.HasFlag(Permissions.Read));

    private sealed record Asked(string UserId, string ScrapeDate, string RunId, string Sha256);
}
