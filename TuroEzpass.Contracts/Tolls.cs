using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A toll, or another row of a statement.</summary>
public sealed record Toll
{
    /// <summary>Its ID: the instant in UTC and an ID derived from the statement's row.</summary>
    public required string Id { get; init; }

    /// <summary>The value for <c>If-Match</c>; differs after each change.</summary>
    public required string ETag { get; init; }

    /// <summary>The outcome: <c>Matched</c>, <c>NeedsReview</c>, <c>HostExpense</c>, <c>Excluded</c>, <c>Unmapped</c>, <c>Unreadable</c>, <c>OffPlatform</c> or <c>AlreadyCharged</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reason for the outcome.</summary>
    public required TollReason Reason { get; init; }

    /// <summary>The kind of row: toll, payment, fee …</summary>
    public required string Kind { get; init; }

    /// <summary>The cost to the host; negative for a credit, null if the row has no amount.</summary>
    public MoneyAmount? Amount { get; init; }

    /// <summary>The time, ISO 8601: local time with offset, or a date if the statement has no time; empty if it can't be read.</summary>
    public string At { get; init; } = "";

    /// <summary>The facility's IANA time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The car's ID.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The matched trip.</summary>
    public string? Trip { get; init; }

    /// <summary>The trips it may belong to, if it needs review.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>For a credit without its charge: the IDs of the tolls that it may refund.</summary>
    public IReadOnlyList<string> Charges { get; init; } = [];

    /// <summary>The claim that contains it.</summary>
    public string? Claim { get; init; }

    /// <summary>The user who decided it, if one did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The transponder.</summary>
    public string? Tag { get; init; }

    /// <summary>The plate.</summary>
    public string? Plate { get; init; }

    /// <summary>The agency's code.</summary>
    public string? Agency { get; init; }

    /// <summary>The plaza.</summary>
    public string? Plaza { get; init; }

    /// <summary>The entry plaza.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>The ID of its import.</summary>
    public required string Import { get; init; }

    /// <summary>The statement's file name.</summary>
    public required string File { get; init; }

    /// <summary>The row's line number in the file.</summary>
    public required int Line { get; init; }
}

/// <summary>A user's decision on a toll.</summary>
[JsonConverter(typeof(OnlyNames<TollDecision>))]
public enum TollDecision
{
    /// <summary>It belongs to a trip.</summary>
    AssignToTrip,

    /// <summary>The host pays it.</summary>
    HostExpense,

    /// <summary>It belongs to a rental outside Turo.</summary>
    OffPlatform,

    /// <summary>The guest was already charged for it.</summary>
    AlreadyCharged,

    /// <summary>No one owes it.</summary>
    Exclude,

    /// <summary>It is a credit that refunds a charge, or none of the charges that it may refund.</summary>
    RefundOf,
}

/// <summary>A user's decision on a toll. It applies to every row of the crossing and overrides automatic matches until it is undone.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Trip">The trip's reservation ID, for <see cref="TollDecision.AssignToTrip"/>.</param>
/// <param name="Charge">The ID of the refunded toll, for <see cref="TollDecision.RefundOf"/>; null for none.</param>
public sealed record DecideToll(TollDecision Decision, string? Trip = null, string? Charge = null);

/// <summary>A toll awaiting review, with what is needed to decide it.</summary>
/// <param name="Toll">The toll.</param>
/// <param name="Candidates">The trips it may belong to.</param>
/// <param name="Nearest">The car's nearest trip, if it is not a candidate.</param>
/// <param name="GapMinutes">Whole minutes between the toll and the nearest trip; 0 during the trip; null without a trip.</param>
public sealed record ReviewItem(Toll Toll, IReadOnlyList<TripSummary> Candidates, TripSummary? Nearest, long? GapMinutes)
{
    /// <summary>For a credit without its charge: the tolls that it may refund.</summary>
    public IReadOnlyList<Toll> Charges { get; init; } = [];
}
