namespace TuroEzpass.Contracts;

/// <summary>A user's decision on a toll, or its undoing.</summary>
/// <param name="Number">Its position in the log.</param>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Toll">The toll's ID; null if no statement contains it any longer.</param>
/// <param name="Decision">The decision; null if a decision was undone.</param>
/// <param name="Trip">The trip, for <see cref="TollDecision.AssignToTrip"/>.</param>
/// <param name="Before">The toll's previous state, such as <c>NeedsReview</c> or <c>Matched 50000001</c>.</param>
/// <param name="IsStanding">Whether it still applies: it was neither undone nor replaced.</param>
public sealed record DecisionEntry(long Number, string At, string By, string? Toll, TollDecision? Decision, string? Trip, string Before, bool IsStanding);
