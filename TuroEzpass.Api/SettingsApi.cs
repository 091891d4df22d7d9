using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Api;

/// <summary>An owner's matching rules.</summary>
internal static class SettingsApi
{
    private const int DayMinutes = 24 * 60;

    public static RouteGroupBuilder MapSettingsApi(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        settings.MapGet("", Get).WithName("GetSettings").WithSummary("The matching rules.").RequirePermission(Permissions.Read).KeepAnswers();
        settings.MapPut("", Put).WithName("PutSettings").WithSummary("Changes the matching rules and re-matches all tolls. Requires If-Match.").RequirePermission(Permissions.Manage);
        return api;
    }

    private static async Task<Ok<Settings>> Get(Caller caller, HttpContext context, IRecordStore records, CancellationToken cancellation)
    {
        var kept = await new LedgerReader(records, caller.Owner).SettingsAsync(cancellation);
        context.SetETag(kept.ETag);
        var matching = kept.Value.Matching;
        return TypedResults.Ok(new Settings(
            kept.Value.Zone.Zone.Id, (int)matching.ReviewBefore.TotalMinutes, (int)matching.ReviewAfter.TotalMinutes, (int)matching.ReviewHandover.TotalMinutes)
        {
            LateReturnMinutes = (int)matching.LateReturnWithin.TotalMinutes,
            LateFeeMinutes = (int)matching.LateFeeWithin.TotalMinutes,
            DeliveryMinutes = (int)matching.ReviewDelivery.TotalMinutes,
            OneAccountSeconds = (int)matching.OneAccountWithin.TotalSeconds,
            TwoAccountsSeconds = (int)matching.TwoAccountsWithin.TotalSeconds,
        });
    }

    private static async Task<Results<Ok<Settings>, ProblemHttpResult>> Put(
        Settings settings, Caller caller, HttpContext context, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        if (Zones.Find(settings.Zone ?? "") is not { } zone)
            return Problems.BadRequest("'zone' must be a time zone of the tz database, such as America/New_York.");
        if (settings.ReviewBeforeMinutes is < 0 or > DayMinutes || settings.ReviewAfterMinutes is < 0 or > 2 * DayMinutes || settings.ReviewHandoverMinutes is < 0 or > DayMinutes)
            return Problems.BadRequest("Review times must be 0 to 1,440 minutes before a trip and between back-to-back trips, and 0 to 2,880 minutes after a trip.");
        if (settings.LateReturnMinutes is < 0 or > 2 * DayMinutes || settings.LateFeeMinutes is < 0 or > 2 * DayMinutes || settings.DeliveryMinutes is < 0 or > DayMinutes
            || settings.OneAccountSeconds is < 0 or > 60 || settings.TwoAccountsSeconds is < 0 or > 3600)
        {
            return Problems.BadRequest("Review times must be 0 to 2,880 minutes after another guest's end and after a late fee, 0 to 1,440 minutes after a delivery, and 0 to 60 or 3,600 seconds for one crossing.");
        }

        var now = (await new LedgerReader(records, caller.Owner).SettingsAsync(cancellation)).Value.Matching;
        var next = new LedgerSettings(zone, now with
        {
            ReviewBefore = TimeSpan.FromMinutes(settings.ReviewBeforeMinutes),
            ReviewAfter = TimeSpan.FromMinutes(settings.ReviewAfterMinutes),
            ReviewHandover = TimeSpan.FromMinutes(settings.ReviewHandoverMinutes),
            LateReturnWithin = settings.LateReturnMinutes is { } lateReturn ? TimeSpan.FromMinutes(lateReturn) : now.LateReturnWithin,
            LateFeeWithin = settings.LateFeeMinutes is { } lateFee ? TimeSpan.FromMinutes(lateFee) : now.LateFeeWithin,
            ReviewDelivery = settings.DeliveryMinutes is { } delivery ? TimeSpan.FromMinutes(delivery) : now.ReviewDelivery,
            OneAccountWithin = settings.OneAccountSeconds is { } oneAccount ? TimeSpan.FromSeconds(oneAccount) : now.OneAccountWithin,
            TwoAccountsWithin = settings.TwoAccountsSeconds is { } twoAccounts ? TimeSpan.FromSeconds(twoAccounts) : now.TwoAccountsWithin,
        });
        await ledgers.UseAsync(caller.Owner, ledger => ledger.ChangeSettingsAsync(next, caller.Name, tag, cancellation), cancellation);
        return await Get(caller, context, records, cancellation);
    }
}
