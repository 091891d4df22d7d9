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

/// <summary>Why a run failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunReason>))]
public enum RunReason
{
    /// <summary>Nobody is signed in at the site.</summary>
    NeedsSignIn,

    /// <summary>The site asked for something only a person may answer: a captcha, a code.</summary>
    ChallengeShown,

    /// <summary>The site refused the stored sign-in.</summary>
    SignInRefused,

    /// <summary>The site locked the account.</summary>
    AccountLocked,

    /// <summary>The site did not answer, or is under maintenance.</summary>
    SiteDown,

    /// <summary>The page is not as the portal's definition describes it.</summary>
    LayoutChanged,

    /// <summary>What was read and what the site says there is do not agree.</summary>
    Incomplete,

    /// <summary>It took longer than it may.</summary>
    TimedOut,

    /// <summary>The collector's machine cannot.</summary>
    CannotRun,
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

    /// <summary>Why it failed; null unless it did.</summary>
    public RunReason? Reason { get; init; }

    /// <summary>Which selector of the portal's definition found nothing; null unless the layout changed.</summary>
    public string? Selector { get; init; }

    /// <summary>The first day that it collects.</summary>
    public string? From { get; init; }

    /// <summary>The last day.</summary>
    public string? Through { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Its trace, for operators.</summary>
    public string? TraceId { get; init; }

    /// <summary>SHA-256 of the files that it imported: ids of imports. None for an operator.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>SHA-256 of the pages' pictures that prove a complete collection. None for an operator.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>SHA-256 of its screenshots; none for an operator, for they show guests' data.</summary>
    public IReadOnlyList<string> Screenshots { get; init; } = [];
}

/// <summary>Asks for a collection.</summary>
/// <param name="UserId">For whom; null for oneself. (For everybody operators ask <c>POST /api/operations/scrape</c>.)</param>
/// <param name="Source">From which site; null from every enabled one.</param>
public sealed record StartScrape(string? UserId = null, string? Source = null);

/// <summary>A collection was asked for.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="ScrapeDate">The day it collects for.</param>
public sealed record ScrapeStarted(string RunId, string ScrapeDate);

/// <summary>A collection of every owner was asked for; each gets runs of its own.</summary>
/// <param name="RequestId">The request's id.</param>
public sealed record ScrapeOfAllStarted(string RequestId);
