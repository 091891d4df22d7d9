using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>A run's status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Requested and waiting.</summary>
    Queued,

    /// <summary>In progress.</summary>
    Running,

    /// <summary>Complete.</summary>
    Succeeded,

    /// <summary>Failed or incomplete; nothing was imported.</summary>
    Failed,
}

/// <summary>Why a run failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunReason>))]
public enum RunReason
{
    /// <summary>No one is signed in at the site.</summary>
    NeedsSignIn,

    /// <summary>The site asked for something that only a person can do: a captcha or a code.</summary>
    ChallengeShown,

    /// <summary>The site rejected the stored credentials.</summary>
    SignInRefused,

    /// <summary>The site locked the account.</summary>
    AccountLocked,

    /// <summary>The site did not respond, or is down for maintenance.</summary>
    SiteDown,

    /// <summary>The page does not match the site's definition.</summary>
    LayoutChanged,

    /// <summary>The rows that were read do not agree with the site's totals.</summary>
    Incomplete,

    /// <summary>The time limit was exceeded.</summary>
    TimedOut,

    /// <summary>The collector's machine can't run it.</summary>
    CannotRun,
}

/// <summary>A collection from a site.</summary>
public sealed record Run
{
    /// <summary>Its ID.</summary>
    public required string Id { get; init; }

    /// <summary>The owner's ID.</summary>
    public required string UserId { get; init; }

    /// <summary>The day it collects for.</summary>
    public required string ScrapeDate { get; init; }

    /// <summary>The site.</summary>
    public required string Source { get; init; }

    /// <summary>The status.</summary>
    public required RunState Status { get; init; }

    /// <summary>When it was requested, ISO 8601 in UTC.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When it started.</summary>
    public string? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public string? EndedAt { get; init; }

    /// <summary>The number of rows read.</summary>
    public int TotalRecords { get; init; }

    /// <summary>The number of new rows.</summary>
    public int NewRecords { get; init; }

    /// <summary>The result, in one sentence.</summary>
    public string? Summary { get; init; }

    /// <summary>Why it failed and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public RunReason? Reason { get; init; }

    /// <summary>The selector of the site's definition that matched nothing; null unless the layout changed.</summary>
    public string? Selector { get; init; }

    /// <summary>The first day to collect.</summary>
    public string? From { get; init; }

    /// <summary>The last day to collect.</summary>
    public string? Through { get; init; }

    /// <summary>The number of attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>The trace ID, for operators.</summary>
    public string? TraceId { get; init; }

    /// <summary>The SHA-256 of the imported files, which are their import IDs. Empty for operators.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>The SHA-256 of page images that prove a complete collection. Empty for operators.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>The SHA-256 of screenshots. Empty for operators, because they show guests' data.</summary>
    public IReadOnlyList<string> Screenshots { get; init; } = [];
}

/// <summary>Starts a collection.</summary>
/// <param name="UserId">The owner; null for your own. (Operators collect for all owners with <c>POST /api/operations/scrape</c>.)</param>
/// <param name="Source">The site; null for all enabled sites.</param>
public sealed record StartScrape(string? UserId = null, string? Source = null);

/// <summary>A collection was queued.</summary>
/// <param name="RunId">The run's ID.</param>
/// <param name="ScrapeDate">The day it collects for.</param>
public sealed record ScrapeStarted(string RunId, string ScrapeDate);

/// <summary>A collection of all owners was queued; each owner gets its own runs.</summary>
/// <param name="RequestId">The request's ID.</param>
public sealed record ScrapeOfAllStarted(string RequestId);
