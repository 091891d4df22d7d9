namespace TuroEzpass.Contracts;

/// <summary>All owners' collections on one day.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Succeeded">Complete runs.</param>
/// <param name="Failed">Failed runs.</param>
/// <param name="Users">Owners with at least one ended run.</param>
public sealed record DayOfAll(string Day, int Succeeded, int Failed, int Users);

/// <summary>The health of a component.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Healthy">Whether it is healthy.</param>
/// <param name="Detail">What is wrong; null if nothing.</param>
public sealed record HealthPart(string Name, bool Healthy, string? Detail);

/// <summary>The system's status for operators, without guests, amounts or names.</summary>
/// <param name="At">When the days were counted, ISO 8601 in UTC.</param>
/// <param name="Owners">The number of owners.</param>
/// <param name="Active">Owners with at least one ended run within these days.</param>
/// <param name="Days">The last 30 days without gaps, oldest first.</param>
/// <param name="Health">The current health of each component.</param>
public sealed record Operations(string At, int Owners, int Active, IReadOnlyList<DayOfAll> Days, IReadOnlyList<HealthPart> Health);
