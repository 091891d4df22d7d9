namespace TuroEzpass.Contracts;

/// <summary>Something that was done to the ledger.</summary>
/// <param name="Number">Its place in the log, from 1 on.</param>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="What">What: <c>statement</c>, <c>trips</c>, <c>fleet</c>, <c>settings</c>, <c>decision</c>, <c>undo</c>, <c>claim</c>, <c>claim-moved</c> or <c>erased</c>.</param>
/// <param name="On">To what: a toll, a claim, a file.</param>
/// <param name="Before">How it stood before; empty where that has no meaning.</param>
/// <param name="After">How it stands from then on.</param>
/// <param name="Note">A person's words.</param>
public sealed record AuditEntry(long Number, string At, string By, string What, string On, string Before, string After, string? Note);
