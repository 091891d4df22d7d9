using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The days that a run collects.</summary>
/// <param name="From">The first day.</param>
/// <param name="Through">The last day: today, because a toll that posts this morning may be claimed this evening.</param>
internal readonly record struct CollectionSpan(LocalDate From, LocalDate Through)
{
    /// <summary>Tolls post late and are corrected later, so this many complete days are read again. New Jersey posts 99% of
    /// its tolls within 15 days; the rest of the month is for corrections.</summary>
    public const int OverlapDays = 30;

    /// <summary>For a trip of a month, whose first toll is a month older than the trip's end.</summary>
    private const int LongTripDays = 30;

    /// <summary>The oldest day to collect: tolls that can no longer be claimed, not even through support, are not collected.</summary>
    public static int FurthestDays { get; } = new ClaimRules().SupportWithinDays + LongTripDays;

    /// <summary>The last day that is complete after this collection; today is not, because it has not ended.</summary>
    public LocalDate CompleteThrough => Through.PlusDays(-1);

    /// <summary>The span of the next collection.</summary>
    /// <param name="account">The account, with the last complete day.</param>
    /// <param name="today">Today in the owner's time zone.</param>
    /// <param name="destination">Where the files go. Days that are complete in one destination may be missing in another.</param>
    public static CollectionSpan Of(PortalAccount account, LocalDate today, string? destination = null)
    {
        var furthest = today.PlusDays(-FurthestDays);
        if (account.CollectedFor != destination || LocalDatePattern.Iso.Parse(account.CompleteThrough ?? "") is not { Success: true } complete)
            return new CollectionSpan(furthest, today);
        // Not before what can be claimed, and not after today if a clock was set back.
        return new CollectionSpan(LocalDate.Min(today, LocalDate.Max(furthest, complete.Value.PlusDays(-OverlapDays))), today);
    }
}
