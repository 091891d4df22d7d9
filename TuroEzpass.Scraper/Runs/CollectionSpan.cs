using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The days that a run collects.</summary>
/// <param name="From">The first.</param>
/// <param name="Through">The last: today, since what posted this morning may be claimed this evening.</param>
internal readonly record struct CollectionSpan(LocalDate From, LocalDate Through)
{
    /// <summary>Tolls post late and are corrected later: what was complete is read again for so many days. New Jersey posts 99 % of
    /// its tolls within 15 days; the rest of the month is for corrections.</summary>
    public const int OverlapDays = 30;

    /// <summary>A trip of a month, whose first toll is a month older than the trip's end.</summary>
    private const int LongTripDays = 30;

    /// <summary>How far back a collection reaches: what cannot be claimed any more, not even through support, is not collected.</summary>
    public static int FurthestDays { get; } = new ClaimRules().SupportWithinDays + LongTripDays;

    /// <summary>The last day of which all is there once the span is: today is not over.</summary>
    public LocalDate CompleteThrough => Through.PlusDays(-1);

    /// <summary>The span of the next collection.</summary>
    /// <param name="account">Tells up to when all is there.</param>
    /// <param name="today">Today, where the owner is.</param>
    /// <param name="destination">Where the files go: what is complete elsewhere is not there.</param>
    public static CollectionSpan Of(PortalAccount account, LocalDate today, string? destination = null)
    {
        var furthest = today.PlusDays(-FurthestDays);
        if (account.CollectedFor != destination || LocalDatePattern.Iso.Parse(account.CompleteThrough ?? "") is not { Success: true } complete)
            return new CollectionSpan(furthest, today);
        // Neither before what can be claimed, nor after today when a clock was set back.
        return new CollectionSpan(LocalDate.Min(today, LocalDate.Max(furthest, complete.Value.PlusDays(-OverlapDays))), today);
    }
}
