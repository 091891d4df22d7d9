namespace TuroEzpass.Contracts;

/// <summary>Something that a person decided of a toll, or took back.</summary>
/// <param name="Number">Its place in the log.</param>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Toll">The toll's id; null when no statement has it any more.</param>
/// <param name="Decision">What was decided; null where a decision was taken back.</param>
/// <param name="Trip">The trip, for <see cref="TollDecision.AssignToTrip"/>.</param>
/// <param name="Before">How the toll stood before, such as <c>NeedsReview</c> or <c>Matched 50000001</c>.</param>
/// <param name="IsStanding">Whether it still holds: nobody took it back or decided otherwise since.</param>
public sealed record DecisionEntry(long Number, string At, string By, string? Toll, TollDecision? Decision, string? Trip, string Before, bool IsStanding);
