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

/// <summary>Claims: drafts of what is owed, and what became of the approved ones.</summary>
internal static class ClaimsApi
{
    private const int LongestNote = 2000;

    /// <summary>What a person can say of a claim, as the last part of its path.</summary>
    private static readonly (string Action, LedgerClaimState To, string Summary)[] Moves =
    [
        ("sent", LedgerClaimState.Sent, "It was filed with Turo: the guest has 48 hours."),
        ("paid", LedgerClaimState.Paid, "It is paid."),
        ("dispute", LedgerClaimState.Disputed, "The guest disputes it: the host has 72 hours."),
        ("answer", LedgerClaimState.Answered, "The dispute was answered."),
        ("reject", LedgerClaimState.Rejected, "Turo refused it."),
        ("expire", LedgerClaimState.Expired, "It was not filed or answered in time."),
        ("withdraw", LedgerClaimState.Withdrawn, "It is taken back: its tolls are free again."),
    ];

    public static RouteGroupBuilder MapClaimsApi(this RouteGroupBuilder api)
    {
        var claims = api.MapGroup("/claims").WithTags("Claims").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        claims.MapGet("", List).WithName("ListClaims").WithSummary("Claims, by the last day to file them; with latest=true the furthest first, with refund=true those whose guest is to be paid back.").RequirePermission(Permissions.Read).KeepAnswers();
        claims.MapGet("/{id}", Get).WithName("GetClaim").WithSummary("A claim with its tolls and history.").RequirePermission(Permissions.Read).KeepAnswers();
        claims.MapEvidence();
        claims.MapPost("/{id}/approve", Approve).WithName("ApproveClaim").WithSummary("A person approves a draft: its tolls and amount are fixed. If-Match is required.")
            .RequirePermission(Permissions.File).WithIdempotencyKey();
        foreach (var (action, to, summary) in Moves)
        {
            claims.MapPost($"/{{id}}/{action}", (string id, ClaimAction? said, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation) =>
                Act(id, said, caller, context, records, clock, (note, tag) => ledgers.UseAsync(caller.Owner, ledger => ledger.MoveClaimAsync(id, to, note, caller.Name, tag, cancellation), cancellation), cancellation))
                .WithName($"Claim{to}").WithSummary($"{summary} If-Match is required.").RequirePermission(Permissions.File).WithIdempotencyKey();
        }

        return api;
    }

    private static async Task<Results<Ok<Page<ClaimSummary>>, ProblemHttpResult>> List(
        string[]? state, int? due, bool? latest, bool? refund, [AsParameters] Paging paging, Caller caller, IRecordStore records, LedgerClock clock, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var cursor) is { } wrong)
            return wrong;
        if (due is < 0 or > 3650)
            return Problems.BadRequest("'due' is a number of days from 0 to 3650.");
        if (!TryRead(state ?? [], out var wanted))
            return Problems.BadRequest($"'state' is none of {string.Join(", ", Enum.GetNames<ClaimState>())}.");
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
            // By name alone: numbers and lists of names can be parsed too.
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
            return Problems.BadRequest($"'note' has at most {LongestNote} characters.");
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
