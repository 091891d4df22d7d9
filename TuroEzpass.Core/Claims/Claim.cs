using NodaTime;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Claims;

/// <summary>Where a claim stands on a day.</summary>
public enum ClaimState
{
    /// <summary>More tolls may still post, and Turo's own draft may still come.</summary>
    Wait,

    /// <summary>Something should be looked at before it is filed.</summary>
    Check,

    /// <summary>Ready to file.</summary>
    Open,

    /// <summary>The time to file it in the app runs out.</summary>
    Urgent,

    /// <summary>Too late for the app: only through Turo's support.</summary>
    Late,

    /// <summary>Too late for everything.</summary>
    Lost,
}

/// <summary>The time limits of a claim, in days after the trip's end, and what is flagged. Turo's rules change: each is a setting.</summary>
public sealed record ClaimRules
{
    /// <summary>Days until it is ready: 99 % of New Jersey's tolls have posted (21,190 rows), and Turo's own draft of day 7 is out (C).</summary>
    public int ReadyAfterDays { get; init; } = 15;

    /// <summary>Days to file it in the app (Turo's help centre: C; seen: B).</summary>
    public int FileWithinDays { get; init; } = 90;

    /// <summary>Days to file it through support (B).</summary>
    public int SupportWithinDays { get; init; } = 180;

    /// <summary>Days before the limit from which it is urgent.</summary>
    public int UrgentDays { get; init; } = 14;

    /// <summary>A single toll above this is flagged: a truck's class on a car, or a video toll's rate.</summary>
    public Money HighToll { get; init; } = new(30_00);

    /// <summary>Vehicle classes of cars, without leading zeros; any other is flagged.</summary>
    public IReadOnlySet<string> CarClasses { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "", "1", "2", "2L", "31" };
}

/// <summary>What one guest owes for one trip.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="Tolls">Its crossings, by time.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="ReadyOn">From this day it is ready.</param>
/// <param name="FileBy">Last day in the app.</param>
/// <param name="SupportUntil">Last day through support.</param>
/// <param name="Warnings">What a person should look at.</param>
/// <param name="State">Where it stands.</param>
public sealed record Claim(
    Trip Trip,
    IReadOnlyList<Crossing> Tolls,
    Money Amount,
    LocalDate ReadyOn,
    LocalDate FileBy,
    LocalDate SupportUntil,
    IReadOnlyList<Remark<ClaimCode>> Warnings,
    ClaimState State);
