namespace TuroEzpass.Contracts;

/// <summary>A count and the total amount.</summary>
/// <param name="Count">The number of items.</param>
/// <param name="Amount">The total amount.</param>
public sealed record Total(int Count, MoneyAmount Amount);

/// <summary>A month's totals.</summary>
/// <param name="Month"><c>2026-03</c>, or <c>none</c> for rows without a time.</param>
/// <param name="Outcomes">Rows by outcome, by the month of the toll.</param>
/// <param name="Recovered">Claims that were paid in this month.</param>
public sealed record MonthFigures(string Month, IReadOnlyDictionary<string, Total> Outcomes, Total Recovered);

/// <summary>An agency's or a car's totals.</summary>
/// <param name="Name">The agency's code, or the car's ID.</param>
/// <param name="Outcomes">Rows by outcome.</param>
public sealed record NamedFigures(string Name, IReadOnlyDictionary<string, Total> Outcomes);

/// <summary>The results of a day's collections.</summary>
/// <param name="Day">The day.</param>
/// <param name="Succeeded">Complete runs.</param>
/// <param name="Failed">Failed runs.</param>
public sealed record DayRuns(string Day, int Succeeded, int Failed);

/// <summary>An owner's totals and trends.</summary>
/// <param name="Recovered">Paid claims.</param>
/// <param name="Owed">Drafts: owed by guests and not approved yet.</param>
/// <param name="Claimed">Approved or sent claims that are not settled.</param>
/// <param name="AtRisk">Drafts and approved claims that must be filed within 14 days.</param>
/// <param name="Lost">Claims that were rejected or expired.</param>
/// <param name="ToReview">Rows awaiting review.</param>
/// <param name="UnknownDevices">Tags and plates in statements that are not assigned to a car.</param>
/// <param name="Months">By month, oldest first.</param>
/// <param name="Agencies">By agency.</param>
/// <param name="Vehicles">By car.</param>
/// <param name="Runs">Collections of the last 30 days, by day.</param>
public sealed record Analytics(
    Total Recovered, Total Owed, Total Claimed, Total AtRisk, Total Lost, Total ToReview, int UnknownDevices,
    IReadOnlyList<MonthFigures> Months, IReadOnlyList<NamedFigures> Agencies, IReadOnlyList<NamedFigures> Vehicles, IReadOnlyList<DayRuns> Runs)
{
    /// <summary>The last upgrade that changed outcomes; null if there was none.</summary>
    public UpgradeNotice? Upgrade { get; init; }
}

/// <summary>What an upgrade of the program changed.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Changed">The number of tolls whose outcome changed.</param>
/// <param name="ToReview">The tolls that moved to review.</param>
public sealed record UpgradeNotice(string At, int Changed, Total ToReview);
