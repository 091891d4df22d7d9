using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using Claim = TuroEzpass.Contracts.Claim;
using ClaimLine = TuroEzpass.Contracts.ClaimLine;
using ClaimStep = TuroEzpass.Contracts.ClaimStep;

namespace TuroEzpass.Api;

/// <summary>Claims: drafts, and the status of approved claims.</summary>
internal static class ClaimsApi
{
    private const int LongestNote = 2000;

    /// <summary>The state changes that a user can report, by the last segment of the path.</summary>
    private static readonly (string Action, LedgerClaimState To, string Summary)[] Moves =
    [
        ("sent", LedgerClaimState.Sent, "Marks the claim as filed with Turo; the guest has 48 hours to respond."),
        ("paid", LedgerClaimState.Paid, "Marks the claim as paid."),
        ("dispute", LedgerClaimState.Disputed, "Marks the claim as disputed by the guest; the host has 72 hours to respond."),
        ("answer", LedgerClaimState.Answered, "Marks the dispute as responded to."),
        ("reject", LedgerClaimState.Rejected, "Marks the claim as rejected by Turo."),
        ("expire", LedgerClaimState.Expired, "Marks the claim as expired: it was not filed, or the dispute not responded to, in time."),
        ("withdraw", LedgerClaimState.Withdrawn, "Withdraws the claim; its tolls can be claimed again."),
    ];

    public static RouteGroupBuilder MapClaimsApi(this RouteGroupBuilder api)
    {
        var claims = api.MapGroup("/claims").WithTags("Claims").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        claims.MapGet("", List).WithName("ListClaims").WithSummary("Claims, earliest filing deadline first. latest=true reverses the order; refund=true lists only claims whose guest must be refunded.").RequirePermission(Permissions.Read).KeepAnswers();
        claims.MapGet("/{id}", Get).WithName("GetClaim").WithSummary("A claim with its tolls and history.").RequirePermission(Permissions.Read).KeepAnswers();
        claims.MapEvidence();
        claims.MapPost("/{id}/approve", Approve).WithName("ApproveClaim").WithSummary("Approves a draft. This locks its tolls and amount. Requires If-Match.")
            .RequirePermission(Permissions.File).WithIdempotencyKey();
        foreach (var (action, to, summary) in Moves)
        {
            claims.MapPost($"/{{id}}/{action}", (string id, ClaimAction? said, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation) =>
                Act(id, said, caller, context, records, clock, (note, tag) => ledgers.UseAsync(caller.Owner, ledger => ledger.MoveClaimAsync(id, to, note, caller.Name, tag, cancellation), cancellation), cancellation))
                .WithName($"Claim{to}").WithSummary($"{summary} Requires If-Match.").RequirePermission(Permissions.File).WithIdempotencyKey();
        }

        return api;
    }

    private static async Task<Results<Ok<Page<ClaimSummary>>, ProblemHttpResult>> List(
        string[]? state, int? due, bool? latest, bool? refund, [AsParameters] Paging paging, Caller caller, IRecordStore records, LedgerClock clock, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        if (due is < 0 or > 3650)
            return Problems.BadRequest("'due' must be a number of days from 0 to 3650.");
        if (!TryRead(state ?? [], out var wanted))
            return Problems.BadRequest($"'state' must be one of: {string.Join(", ", Enum.GetNames<ClaimState>())}.");
        var reader = new LedgerReader(records, caller.Owner);
        var today = await clock.TodayAsync(reader, cancellation);
        var reach = await reader.ReachAsync(cancellation);
        if (refund == true)
            return TypedResults.Ok(new Page<ClaimSummary>([.. (await reader.RefundsAsync(cancellation)).Select(claim => ToContract.Claim(claim, today, reach))], null));
        var states = wanted switch
        {
            [] when due is not null => [LedgerClaimState.Draft, LedgerClaimState.Approved, LedgerClaimState.Disputed],
            [] => Enum.GetValues<LedgerClaimState>(),
            _ => [.. wanted.Select(one => one == ClaimState.Ready ? LedgerClaimState.Draft : Enum.Parse<LedgerClaimState>(one.ToString())).Distinct()],
        };
        var through = due is { } days ? LocalDatePattern.Iso.Format(today.PlusDays(days)) : null;
        var page = await reader.ClaimsAsync(states, null, through, limit, cursor, latest == true, cancellation);
        return TypedResults.Ok(new Page<ClaimSummary>(
            [.. page.Items.Select(claim => ToContract.Claim(claim, today, reach)).Where(claim => wanted.Count == 0 || wanted.Contains(claim.State))], Paging.CursorOf(page.Next)));
    }

    private static bool TryRead(string[] texts, out List<ClaimState> states)
    {
        states = [];
        foreach (var text in texts)
        {
            // TryParse alone would also accept numbers and comma-separated names.
            if (!Enum.GetNames<ClaimState>().Contains(text, StringComparer.Ordinal))
                return false;
            states.Add(Enum.Parse<ClaimState>(text));
        }

        return true;
    }

    private static async Task<Results<Ok<Claim>, ProblemHttpResult>> Get(
        string id, Caller caller, HttpContext context, IRecordStore records, LedgerClock clock, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        if (await reader.ClaimAsync(id, cancellation) is not { } kept)
            return NoSuchClaim(id);
        var summary = ToContract.Claim(kept, await clock.TodayAsync(reader, cancellation), await reader.ReachAsync(cancellation));
        var lines = new List<ClaimLine>();
        foreach (var line in kept.Value.Lines)
        {
            var toll = TollKey.TryParse(line.Row, out var key) ? await reader.TollAsync(key, cancellation) : null;
            lines.Add(new ClaimLine(ToContract.Money(line.Cents), toll is null ? null : ToContract.Toll(toll)));
        }

        var stays = await reader.TripAsync(kept.Value.Reservation, cancellation);
        var steps = kept.Value.Steps.Select(step => new ClaimStep(step.At, step.By, Enum.Parse<ClaimState>(step.To.ToString()), step.Note));
        context.SetETag(kept.ETag);
        return TypedResults.Ok(new Claim(summary, stays.Count > 0 ? ToContract.Trip(stays[^1].Value) : null, lines, [.. steps], Next(kept.Value)));
    }

    private static Task<Results<Ok<Claim>, ProblemHttpResult>> Approve(
        string id, ClaimAction? said, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation) =>
        Act(id, said, caller, context, records, clock, (note, tag) => ledgers.UseAsync(caller.Owner, ledger => ledger.ApproveClaimAsync(id, caller.Name, note, tag, cancellation), cancellation), cancellation);

    private static async Task<Results<Ok<Claim>, ProblemHttpResult>> Act(
        string id, ClaimAction? said, Caller caller, HttpContext context, IRecordStore records, LedgerClock clock, Func<string?, string?, Task<int>> act, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        if (said?.Note is { Length: > LongestNote })
            return Problems.BadRequest($"'note' is limited to {LongestNote} characters.");
        if (await new LedgerReader(records, caller.Owner).ClaimAsync(id, cancellation) is null)
            return NoSuchClaim(id);
        await act(said?.Note, tag);
        return await Get(id, caller, context, records, clock, cancellation);
    }

    private static IReadOnlyList<ClaimState> Next(ClaimItem claim)
    {
        var state = Enum.Parse<LedgerClaimState>(claim.State);
        return state == LedgerClaimState.Draft ? [ClaimState.Approved]
            : [.. Enum.GetValues<LedgerClaimState>().Where(next => LedgerClaim.MayFollow(state, next)).Select(next => Enum.Parse<ClaimState>(next.ToString()))];
    }

    internal static ProblemHttpResult NoSuchClaim(string id) => Problems.NotFound($"There is no claim {TollsApi.Shown(id)}.");
}
