namespace TuroEzpass.Contracts;

/// <summary>Whether the system is closed for maintenance.</summary>
/// <param name="On">Closed for everybody but operators.</param>
/// <param name="Message">What people are told; may be empty.</param>
/// <param name="Since">Since when it is so, ISO 8601 in UTC; null when it never was otherwise.</param>
public sealed record MaintenanceState(bool On, string Message, string? Since);

/// <summary>Closes or opens the system.</summary>
/// <param name="On">Whether it is to be closed.</param>
/// <param name="Message">What people are told; at most 500 characters.</param>
public sealed record TurnMaintenance(bool On, string? Message = null);
