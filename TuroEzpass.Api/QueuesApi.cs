using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Metrics of all owners, and requests that failed repeatedly, for operators. Nothing here names a guest.</summary>
internal static class QueuesApi
{
    private const int Most = 100;

    public static RouteGroupBuilder MapQueuesApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Operators").RequirePermission(Permissions.Operate).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        group.MapGet("/figures", FiguresAsync).WithName("GetFigures").WithSummary("Collection and claim metrics of all owners.").RequireRateLimiting(RateLimits.Heavy);
        group.MapGet("/queues", QueuesAsync).WithName("ListQueues").WithSummary("The queues, with requests that failed repeatedly.");
        group.MapPost("/queues/{queue}/redrive", RedriveAsync).WithName("RedriveQueue").WithSummary("Returns up to 100 failed requests to their queue.").WithIdempotencyKey().ProducesProblem(404);
        group.MapGet("/queues/{queue}/stranded", StrandedAsync).WithName("ListStranded").WithSummary("Stranded work (waiting without a queue message), oldest first; at most 100 items.")
            .RequireRateLimiting(RateLimits.Heavy).ProducesProblem(404);
        group.MapPost("/queues/{queue}/stranded/resend", ResendAsync).WithName("ResendStranded").WithSummary("Queues stranded work again. Work that was queued already is still done only once.")
            .RequireRateLimiting(RateLimits.Heavy).WithIdempotencyKey().ProducesProblem(404);
        return api;
    }

    private static async Task<Ok<SystemFigures>> FiguresAsync(LatestFigures latest, IRecordStore records, IClock clock, CancellationToken cancellation)
    {
        // Only one process reports. Any other collects the metrics on request, which costs two small reads per owner.
        var figures = latest.Current ?? (await new FigureCollector(records, clock).CollectAsync(_ => Task.FromResult(true), cancellation))!;
        return TypedResults.Ok(new SystemFigures
        {
            At = InstantPattern.General.Format(figures.At),
            Runs = figures.Runs.Ended,
            Succeeded = figures.Runs.Succeeded,
            Failed = figures.Runs.Failed,
            SuccessPercent = figures.Runs.SuccessPercent,
            Users = figures.Users,
            Records = figures.Runs.Records,
            RecordsEach = figures.Runs.RecordsEach,
            Recent = figures.Runs24h.Ended,
            RecentPercent = figures.Runs24h.SuccessPercent,
            Owners = figures.Owners,
            Days = [.. figures.Days.Select(one => new DayRuns(LocalDatePattern.Iso.Format(one.Day), (int)one.Runs.Succeeded, (int)one.Runs.Failed))],
        });
    }

    private static async Task<Ok<IReadOnlyList<QueueInfo>>> QueuesAsync(IWorkQueue queue, CancellationToken cancellation)
    {
        var all = new List<QueueInfo>();
        foreach (var kind in Enum.GetValues<WorkKind>())
        {
            var dead = await queue.ListDeadAsync(kind, Most, cancellation);
            all.Add(new QueueInfo(NameOf(kind), [.. dead.OrderByDescending(letter => letter.SentAt).Select(letter => new DeadLetterInfo(letter.Id, InstantPattern.General.Format(letter.SentAt)))]));
        }

        return TypedResults.Ok<IReadOnlyList<QueueInfo>>(all);
    }

    private static async Task<Results<Ok<Redriven>, ProblemHttpResult>> RedriveAsync(string queue, IWorkQueue queues, CancellationToken cancellation) =>
        Find(queue) is { } known ? TypedResults.Ok(new Redriven(await queues.RedriveAsync(known, Most, cancellation))) : NoSuchQueue();

    private static async Task<Results<Ok<IReadOnlyList<StrandedInfo>>, ProblemHttpResult>> StrandedAsync(string queue, StrandedWork stranded, CancellationToken cancellation) =>
        Find(queue) is { } known
            ? TypedResults.Ok<IReadOnlyList<StrandedInfo>>(
                [.. (await stranded.FindAsync(known, StrandedWork.UsualPatience, cancellation)).Take(Most).Select(work => new StrandedInfo(queue, work.Id, work.At))])
            : NoSuchQueue();

    private static async Task<Results<Ok<Redriven>, ProblemHttpResult>> ResendAsync(string queue, StrandedWork stranded, CancellationToken cancellation) =>
        Find(queue) is { } known
            ? TypedResults.Ok(new Redriven(await stranded.ResendAsync([.. (await stranded.FindAsync(known, StrandedWork.UsualPatience, cancellation)).Take(Most)], cancellation)))
            : NoSuchQueue();

    private static WorkKind? Find(string queue) => Enum.GetValues<WorkKind>().Where(kind => NameOf(kind) == queue).Select(kind => (WorkKind?)kind).FirstOrDefault();

    private static ProblemHttpResult NoSuchQueue() => Problems.NotFound("There is no queue with this name. GET /api/queues lists them.");

    private static string NameOf(WorkKind kind) => kind.ToString().ToLowerInvariant();
}
