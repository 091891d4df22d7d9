using NodaTime;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Claims;

/// <summary>The state of a claim on a day.</summary>
public enum ClaimState
{
    /// <summary>More tolls may still post, and Turo's own draft may still appear.</summary>
    Wait,

    /// <summary>Something needs a check before the claim is filed.</summary>
    Check,

    /// <summary>Ready to file.</summary>
    Open,

    /// <summary>The time to file it in the app is nearly over.</summary>
    Urgent,

    /// <summary>Too late for the app: only Turo's support can accept it.</summary>
    Late,

    /// <summary>Too late to file at all.</summary>
    Lost,
}

/// <summary>The time limits of a claim, in days after the trip's end, and the limits for warnings. Turo's rules change, so each is a setting.</summary>
public sealed record ClaimRules
{
    /// <summary>Days until it is ready: 99 % of New Jersey's tolls have posted (21,190 rows), and Turo's own draft of day 7 has appeared (C).</summary>
    public int ReadyAfterDays { get; init; } = 15;

    /// <summary>Days to file it in the app (Turo's help center: C; seen: B).</summary>
    public int FileWithinDays { get; init; } = 90;

    /// <summary>Days to file it through support (B).</summary>
    public int SupportWithinDays { get; init; } = 180;

    /// <summary>Days before the limit when it becomes urgent.</summary>
    public int UrgentDays { get; init; } = 14;

    /// <summary>A single toll above this is flagged: it may be a truck's class on a car, or a video toll rate.</summary>
    public Money HighToll { get; init; } = new(30_00);

    /// <summary>Vehicle classes of cars, without leading zeros; any other is flagged.</summary>
    public IReadOnlySet<string> CarClasses { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "", "1", "2", "2L", "31" };
}

/// <summary>What one guest owes for one trip.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="Tolls">Its crossings, by time.</param>
/// <param name="Amount">Their sum.</param>
/// <param name="ReadyOn">The day on which it becomes ready.</param>
/// <param name="FileBy">Last day in the app.</param>
/// <param name="SupportUntil">Last day through support.</param>
/// <param name="Warnings">What to check.</param>
/// <param name="State">The state.</param>
public sealed record Claim(
    Trip Trip,
    IReadOnlyList<Crossing> Tolls,
    Money Amount,
    LocalDate ReadyOn,
    LocalDate FileBy,
    LocalDate SupportUntil,
    IReadOnlyList<Remark<ClaimCode>> Warnings,
    ClaimState State);
