namespace TuroEzpass.Contracts;

/// <summary>A trip before or soon after its start whose guest should get the tag's number: a toll that shows only a tag counts as evidence
/// if the number was in the listing, or was messaged to the guest within 24 hours of the start.</summary>
/// <param name="Trip">The trip.</param>
/// <param name="Tags">The tags on its car at the start; empty if none are assigned.</param>
/// <param name="SendBy">24 hours after the start, ISO 8601 in UTC.</param>
/// <param name="DoneAt">When it was marked as done, ISO 8601 in UTC; null while it is open.</param>
/// <param name="DoneBy">Who marked it.</param>
/// <param name="InListing">Whether the car's listing shows the tags, so that no message is needed per trip.</param>
public sealed record Reminder(TripSummary Trip, IReadOnlyList<string> Tags, string SendBy, string? DoneAt, string? DoneBy, bool InListing);

/// <summary>Marks a reminder as done.</summary>
/// <param name="InListing">Whether the car's listing shows its tags, so that its other trips need no reminder while it has these tags.</param>
public sealed record ReminderDone(bool InListing = false);
