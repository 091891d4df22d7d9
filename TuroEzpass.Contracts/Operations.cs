namespace TuroEzpass.Contracts;

/// <summary>A day of all owners' collections.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Succeeded">Runs that were complete.</param>
/// <param name="Failed">Runs that were not.</param>
/// <param name="Users">Owners of whom a run ended.</param>
public sealed record DayOfAll(string Day, int Succeeded, int Failed, int Users);

/// <summary>A part of the system.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Healthy">Whether it does what it should.</param>
/// <param name="Detail">What is wrong; null where nothing is.</param>
public sealed record HealthPart(string Name, bool Healthy, string? Detail);

/// <summary>How the system does, for operators: no guest, no amount, nobody's name.</summary>
/// <param name="At">When the days were counted, ISO 8601 in UTC.</param>
/// <param name="Owners">How many owners there are.</param>
/// <param name="Active">Owners of whom a run ended within these days.</param>
/// <param name="Days">The last 30 days, the oldest first; every day is there.</param>
/// <param name="Health">The parts, as they are now.</param>
public sealed record Operations(string At, int Owners, int Active, IReadOnlyList<DayOfAll> Days, IReadOnlyList<HealthPart> Health);
