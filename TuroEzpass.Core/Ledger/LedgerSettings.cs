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

    internal static LedgerSettings Of(SettingsChanged fact) => new(
        Zones.Get(fact.Zone),
        new MatchingOptions
        {
            ReviewBefore = TimeSpan.FromMinutes(fact.ReviewBeforeMinutes),
            ReviewAfter = TimeSpan.FromMinutes(fact.ReviewAfterMinutes),
            ReviewHandover = TimeSpan.FromMinutes(fact.ReviewHandoverMinutes),
        });
}
