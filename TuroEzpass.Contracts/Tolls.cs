using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A toll, or another row of a statement.</summary>
public sealed record Toll
{
    /// <summary>Its id: the instant in UTC and the id that derives from what the statement says.</summary>
    public required string Id { get; init; }

    /// <summary>Changes when anything of it does; the value for <c>If-Match</c>.</summary>
    public required string ETag { get; init; }

    /// <summary>How it ends: <c>Matched</c>, <c>NeedsReview</c>, <c>HostExpense</c>, <c>Excluded</c>, <c>Unmapped</c>, <c>Unreadable</c>, <c>OffPlatform</c> or <c>AlreadyCharged</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why.</summary>
    public required TollReason Reason { get; init; }

    /// <summary>Toll, payment, fee …</summary>
    public required string Kind { get; init; }

    /// <summary>What it costs the host; below zero for a credit, null when the row does not say.</summary>
    public MoneyAmount? Amount { get; init; }

    /// <summary>When, ISO 8601: local time with offset, or a date where the statement has no time; empty when it cannot be read.</summary>
    public string At { get; init; } = "";

    /// <summary>The facility's IANA time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The car's id.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The trip that it is matched to.</summary>
    public string? Trip { get; init; }

    /// <summary>The trips it may belong to, when a person must decide.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>The claim that holds it.</summary>
    public string? Claim { get; init; }

    /// <summary>Who decided it, when a person did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The transponder.</summary>
    public string? Tag { get; init; }

    /// <summary>The plate.</summary>
    public string? Plate { get; init; }

    /// <summary>The agency's code.</summary>
    public string? Agency { get; init; }

    /// <summary>The plaza.</summary>
    public string? Plaza { get; init; }

    /// <summary>Where the road was entered.</summary>
    public string EntryPlaza { get; init; } = "";

    /// <summary>The import that brought it.</summary>
    public required string Import { get; init; }

    /// <summary>The statement's file name.</summary>
    public required string File { get; init; }

    /// <summary>The row's physical line in it.</summary>
    public required int Line { get; init; }
}

/// <summary>What a person can decide of a toll.</summary>
[JsonConverter(typeof(OnlyNames<TollDecision>))]
public enum TollDecision
{
    /// <summary>It belongs to a trip.</summary>
    AssignToTrip,

    /// <summary>It is the host's own.</summary>
    HostExpense,

    /// <summary>It belongs to a rental outside Turo.</summary>
    OffPlatform,

    /// <summary>The guest was charged for it already.</summary>
    AlreadyCharged,

    /// <summary>Nobody owes it.</summary>
    Exclude,
}

/// <summary>A person's decision on a toll; it holds for every row of the crossing, over every later match, until it is undone.</summary>
/// <param name="Decision">What it is.</param>
/// <param name="Trip">The trip's reservation id, for <see cref="TollDecision.AssignToTrip"/>.</param>
public sealed record DecideToll(TollDecision Decision, string? Trip = null);

/// <summary>A toll that a person must decide, with what is needed to decide it.</summary>
/// <param name="Toll">The toll.</param>
/// <param name="Candidates">The trips it may belong to.</param>
/// <param name="Nearest">The nearest trip of its car, when it is none of the candidates.</param>
/// <param name="GapMinutes">Whole minutes between the toll and the nearest trip; 0 inside it; null without a trip.</param>
public sealed record ReviewItem(Toll Toll, IReadOnlyList<TripSummary> Candidates, TripSummary? Nearest, long? GapMinutes);
