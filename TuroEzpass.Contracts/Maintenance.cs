namespace TuroEzpass.Contracts;

/// <summary>The state of maintenance mode.</summary>
/// <param name="On">Whether only operators have access.</param>
/// <param name="Message">The message to users; may be empty.</param>
/// <param name="Since">When maintenance mode was last turned on or off, ISO 8601 in UTC; null if it never was.</param>
public sealed record MaintenanceState(bool On, string Message, string? Since);

/// <summary>Turns maintenance mode on or off.</summary>
/// <param name="On">Whether to turn it on.</param>
/// <param name="Message">The message to users; at most 500 characters.</param>
public sealed record TurnMaintenance(bool On, string? Message = null);
