using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Ledger;

/// <summary>How an owner's tolls are judged.</summary>
/// <param name="Zone">The zone of trips of cars that have none of their own.</param>
/// <param name="Matching">The doubtful times.</param>
public sealed record LedgerSettings(ZoneCalendar Zone, MatchingOptions Matching)
{
    /// <summary>What holds until somebody changes it.</summary>
    public static LedgerSettings Default => new(Zones.Get("America/New_York"), new MatchingOptions());

    internal static LedgerSettings Of(SettingsChanged fact) => new(
        Zones.Get(fact.Zone),
        new MatchingOptions
        {
            ReviewBefore = TimeSpan.FromMinutes(fact.ReviewBeforeMinutes),
            ReviewAfter = TimeSpan.FromMinutes(fact.ReviewAfterMinutes),
            ReviewHandover = TimeSpan.FromMinutes(fact.ReviewHandoverMinutes),
        });
}
