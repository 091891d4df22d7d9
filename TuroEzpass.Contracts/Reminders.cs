namespace TuroEzpass.Contracts;

/// <summary>A trip before or soon after its start whose guest should know the tag's number: a toll that only a tag tells of counts as evidence
/// where the number was in the listing, or was messaged to the guest within 24 hours of the start.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="Tags">The tags on its car at the start; none where the fleet tells of none.</param>
/// <param name="SendBy">24 hours after the start, ISO 8601 in UTC.</param>
/// <param name="DoneAt">When somebody said that it is done, ISO 8601 in UTC; null while it is open.</param>
/// <param name="DoneBy">Who.</param>
/// <param name="InListing">The tags stand in the car's listing: nothing has to be said trip by trip.</param>
public sealed record Reminder(TripSummary Trip, IReadOnlyList<string> Tags, string SendBy, string? DoneAt, string? DoneBy, bool InListing);

/// <summary>A reminder is done.</summary>
/// <param name="InListing">The car's tags stand in its listing, so its other trips need no reminder while it carries these.</param>
public sealed record ReminderDone(bool InListing = false);
