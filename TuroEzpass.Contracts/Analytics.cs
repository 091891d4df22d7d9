namespace TuroEzpass.Contracts;

/// <summary>A number of things and what they come to.</summary>
/// <param name="Count">How many.</param>
/// <param name="Amount">What they come to.</param>
public sealed record Total(int Count, MoneyAmount Amount);

/// <summary>A month's figures.</summary>
/// <param name="Month"><c>2026-03</c>, or <c>none</c> for rows without a time.</param>
/// <param name="Outcomes">Rows by how they end, by the month of the toll.</param>
/// <param name="Recovered">Claims that were paid in this month.</param>
public sealed record MonthFigures(string Month, IReadOnlyDictionary<string, Total> Outcomes, Total Recovered);

/// <summary>An agency's or a car's figures.</summary>
/// <param name="Name">The agency's code, or the car's id.</param>
/// <param name="Outcomes">Rows by how they end.</param>
public sealed record NamedFigures(string Name, IReadOnlyDictionary<string, Total> Outcomes);

/// <summary>How often collecting worked.</summary>
/// <param name="Day">The day.</param>
/// <param name="Succeeded">Runs that were complete.</param>
/// <param name="Failed">Runs that were not.</param>
public sealed record DayRuns(string Day, int Succeeded, int Failed);

/// <summary>What came of it all.</summary>
/// <param name="Recovered">Claims that were paid.</param>
/// <param name="Owed">Drafts: owed by guests, in no claim yet.</param>
/// <param name="Claimed">Claims that were approved or sent and are not settled.</param>
/// <param name="AtRisk">Of what is owed or approved and not sent: what must be filed within 14 days.</param>
/// <param name="Lost">Claims that were refused or ran out.</param>
/// <param name="ToReview">Rows that a person must decide.</param>
/// <param name="UnknownDevices">Tags and plates that statements name and no car carries.</param>
/// <param name="Months">By month, oldest first.</param>
/// <param name="Agencies">By agency.</param>
/// <param name="Vehicles">By car.</param>
/// <param name="Runs">Collections by day, the last 30 days.</param>
public sealed record Analytics(
    Total Recovered, Total Owed, Total Claimed, Total AtRisk, Total Lost, Total ToReview, int UnknownDevices,
    IReadOnlyList<MonthFigures> Months, IReadOnlyList<NamedFigures> Agencies, IReadOnlyList<NamedFigures> Vehicles, IReadOnlyList<DayRuns> Runs)
{
    /// <summary>The last upgrade that changed outcomes; null when there was none.</summary>
    public UpgradeNotice? Upgrade { get; init; }
}

/// <summary>What an upgrade of the program changed.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Changed">How many tolls changed their outcome.</param>
/// <param name="ToReview">The tolls that moved to review.</param>
public sealed record UpgradeNotice(string At, int Changed, Total ToReview);
