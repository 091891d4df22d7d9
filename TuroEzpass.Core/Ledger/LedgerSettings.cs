using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Ledger;

/// <summary>An owner's matching rules.</summary>
/// <param name="Zone">The time zone for trips of cars without one of their own.</param>
/// <param name="Matching">The times around trips in which tolls need review.</param>
public sealed record LedgerSettings(ZoneCalendar Zone, MatchingOptions Matching)
{
    /// <summary>The default settings.</summary>
    public static LedgerSettings Default => new(Zones.Get("America/New_York"), new MatchingOptions());

    internal static LedgerSettings Of(SettingsChanged fact)
    {
        var usual = new MatchingOptions();
        return new LedgerSettings(
            Zones.Get(fact.Zone),
            usual with
            {
                ReviewBefore = TimeSpan.FromMinutes(fact.ReviewBeforeMinutes),
                ReviewAfter = TimeSpan.FromMinutes(fact.ReviewAfterMinutes),
                ReviewHandover = TimeSpan.FromMinutes(fact.ReviewHandoverMinutes),
                LateReturnWithin = fact.LateReturnMinutes is { } lateReturn ? TimeSpan.FromMinutes(lateReturn) : usual.LateReturnWithin,
                LateFeeWithin = fact.LateFeeMinutes is { } lateFee ? TimeSpan.FromMinutes(lateFee) : usual.LateFeeWithin,
                ReviewDelivery = fact.DeliveryMinutes is { } delivery ? TimeSpan.FromMinutes(delivery) : usual.ReviewDelivery,
                OneAccountWithin = fact.OneAccountSeconds is { } oneAccount ? TimeSpan.FromSeconds(oneAccount) : usual.OneAccountWithin,
                TwoAccountsWithin = fact.TwoAccountsSeconds is { } twoAccounts ? TimeSpan.FromSeconds(twoAccounts) : usual.TwoAccountsWithin,
            });
    }

    /// <summary>The fact that records these settings. Only what differs from the defaults is recorded, except the first three.</summary>
    internal SettingsChanged ToFact(long seq, string at, string by)
    {
        var usual = new MatchingOptions();
        return new SettingsChanged
        {
            Seq = seq,
            At = at,
            By = by,
            Zone = Zone.Zone.Id,
            ReviewBeforeMinutes = Matching.ReviewBefore.TotalMinutes,
            ReviewAfterMinutes = Matching.ReviewAfter.TotalMinutes,
            ReviewHandoverMinutes = Matching.ReviewHandover.TotalMinutes,
            LateReturnMinutes = Matching.LateReturnWithin == usual.LateReturnWithin ? null : Matching.LateReturnWithin.TotalMinutes,
            LateFeeMinutes = Matching.LateFeeWithin == usual.LateFeeWithin ? null : Matching.LateFeeWithin.TotalMinutes,
            DeliveryMinutes = Matching.ReviewDelivery == usual.ReviewDelivery ? null : Matching.ReviewDelivery.TotalMinutes,
            OneAccountSeconds = Matching.OneAccountWithin == usual.OneAccountWithin ? null : Matching.OneAccountWithin.TotalSeconds,
            TwoAccountsSeconds = Matching.TwoAccountsWithin == usual.TwoAccountsWithin ? null : Matching.TwoAccountsWithin.TotalSeconds,
        };
    }
}
