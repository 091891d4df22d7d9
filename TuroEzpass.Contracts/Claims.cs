using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A claim's status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimState>))]
public enum ClaimState
{
    /// <summary>Created automatically from what the guest owes; most tolls may not have posted yet.</summary>
    Draft,

    /// <summary>A draft that is ready to file.</summary>
    Ready,

    /// <summary>Approved by a user.</summary>
    Approved,

    /// <summary>Filed with Turo; the guest has 48 hours to respond.</summary>
    Sent,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>The guest disputes it; the host has 72 hours to respond.</summary>
    Disputed,

    /// <summary>The host responded to the dispute.</summary>
    Answered,

    /// <summary>Turo rejected it.</summary>
    Rejected,

    /// <summary>It was not filed, or the dispute not responded to, in time.</summary>
    Expired,

    /// <summary>Withdrawn; its tolls can be claimed again.</summary>
    Withdrawn,
}

/// <summary>A claim in a list.</summary>
/// <param name="Id">Reservation and number: <c>50000001-1</c>; later numbers are supplements for late tolls.</param>
/// <param name="ETag">The value for <c>If-Match</c>; differs after each change.</param>
/// <param name="Trip">The trip's reservation ID.</param>
/// <param name="Guest">The guest.</param>
/// <param name="State">The status.</param>
/// <param name="Amount">The sum of its tolls.</param>
/// <param name="Tolls">The number of tolls.</param>
/// <param name="FileBy">The last day to file it in the app: <c>2026-06-28</c>; null if its trip is no longer known.</param>
/// <param name="DaysLeft">Days from today to that day, in the ledger's time zone; negative after it.</param>
/// <param name="AnswerBy">When the guest's (sent) or the host's (disputed) time to respond ends, ISO 8601 in UTC; otherwise null.</param>
/// <param name="Warnings">What to check before acting.</param>
/// <param name="Vehicle">The car's ID. This and the next three values are empty if its trip is no longer known.</param>
/// <param name="VehicleName">The car's display name.</param>
/// <param name="Start">The trip's booked start, ISO 8601 with offset.</param>
/// <param name="End">The trip's booked end, ISO 8601 with offset.</param>
/// <param name="ReadyOn">The day from which most of its tolls have posted.</param>
/// <param name="SupportUntil">The last day to file it through Turo's support, after <paramref name="FileBy"/>.</param>
public sealed record ClaimSummary(
    string Id, string ETag, string Trip, string Guest, ClaimState State, MoneyAmount Amount, int Tolls, string? FileBy, int? DaysLeft, string? AnswerBy,
    IReadOnlyList<ClaimWarning> Warnings, string Vehicle, string VehicleName, string? Start, string? End, string? ReadyOn, string? SupportUntil);

/// <summary>A toll in a claim, with the approved amount.</summary>
/// <param name="Amount">The crossing's amount, less credits.</param>
/// <param name="Toll">The toll's current state; null if no statement contains it any longer.</param>
public sealed record ClaimLine(MoneyAmount Amount, Toll? Toll);

/// <summary>A step in a claim's history.</summary>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="State">The status after this step.</param>
/// <param name="Note">The user's note.</param>
public sealed record ClaimStep(string At, string By, ClaimState State, string Note);

/// <summary>A claim with its tolls and history.</summary>
/// <param name="Summary">As in the list.</param>
/// <param name="Stay">Its trip; null if no trips file contains it any longer.</param>
/// <param name="Lines">Its tolls.</param>
/// <param name="Steps">Its history, oldest first.</param>
/// <param name="Next">The statuses that can follow.</param>
public sealed record Claim(ClaimSummary Summary, TripSummary? Stay, IReadOnlyList<ClaimLine> Lines, IReadOnlyList<ClaimStep> Steps, IReadOnlyList<ClaimState> Next);

/// <summary>The body of an action on a claim.</summary>
/// <param name="Note">The user's note, kept in the history; at most 2,000 characters.</param>
public sealed record ClaimAction(string? Note = null);
