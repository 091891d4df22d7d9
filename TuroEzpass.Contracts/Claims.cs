using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Where a claim stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimState>))]
public enum ClaimState
{
    /// <summary>Put together from what is owed; most tolls may not have posted yet.</summary>
    Draft,

    /// <summary>A draft that can be filed.</summary>
    Ready,

    /// <summary>A person approved it.</summary>
    Approved,

    /// <summary>Filed with Turo: the guest has 48 hours.</summary>
    Sent,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>The guest disputes it: the host has 72 hours to answer.</summary>
    Disputed,

    /// <summary>The host answered the dispute.</summary>
    Answered,

    /// <summary>Turo refused it.</summary>
    Rejected,

    /// <summary>Nobody filed or answered in time.</summary>
    Expired,

    /// <summary>Taken back: its tolls are free again.</summary>
    Withdrawn,
}

/// <summary>A claim in a list.</summary>
/// <param name="Id">Reservation and number: <c>50000001-1</c>; later numbers are supplements for late tolls.</param>
/// <param name="ETag">Changes when anything of it does; the value for <c>If-Match</c>.</param>
/// <param name="Trip">The trip's reservation id.</param>
/// <param name="Guest">The guest.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Amount">The sum of its tolls.</param>
/// <param name="Tolls">How many it has.</param>
/// <param name="FileBy">Last day to file it in the app: <c>2026-06-28</c>; null when its trip is no longer known.</param>
/// <param name="DaysLeft">Days from today to that day, on the clock of the ledger's zone; below zero when it has passed.</param>
/// <param name="AnswerBy">Until when the guest (sent) or the host (disputed) must act, ISO 8601 in UTC; else null.</param>
/// <param name="Warnings">What a person should look at before acting.</param>
/// <param name="Vehicle">The car's id; empty, as what follows, when its trip is no longer known.</param>
/// <param name="VehicleName">The car, for people.</param>
/// <param name="Start">Booked start of the trip, ISO 8601 with offset.</param>
/// <param name="End">Booked end of the trip.</param>
/// <param name="ReadyOn">From this day most of its tolls have posted.</param>
/// <param name="SupportUntil">Last day to file it through Turo's support, after <paramref name="FileBy"/>.</param>
public sealed record ClaimSummary(
    string Id, string ETag, string Trip, string Guest, ClaimState State, MoneyAmount Amount, int Tolls, string? FileBy, int? DaysLeft, string? AnswerBy,
    IReadOnlyList<ClaimWarning> Warnings, string Vehicle, string VehicleName, string? Start, string? End, string? ReadyOn, string? SupportUntil);

/// <summary>A toll of a claim, with the amount that was approved.</summary>
/// <param name="Amount">What the crossing came to, credits taken off.</param>
/// <param name="Toll">The toll as it stands now; null when no statement has it any more.</param>
public sealed record ClaimLine(MoneyAmount Amount, Toll? Toll);

/// <summary>Something that happened to a claim.</summary>
/// <param name="At">When, ISO 8601 in UTC.</param>
/// <param name="By">Who.</param>
/// <param name="State">Its state from then on.</param>
/// <param name="Note">A person's words.</param>
public sealed record ClaimStep(string At, string By, ClaimState State, string Note);

/// <summary>A claim with its tolls and history.</summary>
/// <param name="Summary">As in the list.</param>
/// <param name="Stay">Its trip; null when no trips file has it any more.</param>
/// <param name="Lines">Its tolls.</param>
/// <param name="Steps">What happened to it, oldest first.</param>
/// <param name="Next">The states that may follow.</param>
public sealed record Claim(ClaimSummary Summary, TripSummary? Stay, IReadOnlyList<ClaimLine> Lines, IReadOnlyList<ClaimStep> Steps, IReadOnlyList<ClaimState> Next);

/// <summary>What a person says with an action on a claim.</summary>
/// <param name="Note">Their words, kept in the history; at most 2,000 characters.</param>
public sealed record ClaimAction(string? Note = null);
