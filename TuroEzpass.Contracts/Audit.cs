namespace TuroEzpass.Contracts;

/// <summary>A change to the ledger.</summary>
/// <param name="Number">Its position in the log, from 1.</param>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who made the change.</param>
/// <param name="What">The kind of change: <c>statement</c>, <c>trips</c>, <c>fleet</c>, <c>settings</c>, <c>decision</c>, <c>undo</c>, <c>claim</c>, <c>claim-moved</c> or <c>erased</c>.</param>
/// <param name="On">What was changed: a toll, a claim, a file.</param>
/// <param name="Before">The state before; empty if not applicable.</param>
/// <param name="After">The state after.</param>
/// <param name="Note">The user's note.</param>
public sealed record AuditEntry(long Number, string At, string By, string What, string On, string Before, string After, string? Note);
