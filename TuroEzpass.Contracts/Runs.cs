using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Asked for.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Complete.</summary>
    Succeeded,

    /// <summary>Not complete: nothing was imported.</summary>
    Failed,
}

/// <summary>A collection from a site.</summary>
public sealed record Run
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>The day it collects for.</summary>
    public required string ScrapeDate { get; init; }

    /// <summary>The site.</summary>
    public required string Source { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState Status { get; init; }

    /// <summary>When it was asked for, ISO 8601 in UTC.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When it began.</summary>
    public string? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public string? EndedAt { get; init; }

    /// <summary>Rows it read.</summary>
    public int TotalRecords { get; init; }

    /// <summary>Rows that were new.</summary>
    public int NewRecords { get; init; }

    /// <summary>What it came to.</summary>
    public string? Summary { get; init; }

    /// <summary>Why it failed and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-256 of its screenshots; none for an operator, for they show guests' data.</summary>
    public IReadOnlyList<string> Screenshots { get; init; } = [];
}

/// <summary>Asks for a collection.</summary>
/// <param name="UserId">For whom; null for oneself. <c>manual-trigger</c> asks for everybody, and is the operators'.</param>
/// <param name="Source">From which site; null from every enabled one.</param>
public sealed record StartScrape(string? UserId = null, string? Source = null);

/// <summary>A collection was asked for.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="ScrapeDate">The day it collects for.</param>
public sealed record ScrapeStarted(string RunId, string ScrapeDate);
