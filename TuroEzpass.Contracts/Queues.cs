namespace TuroEzpass.Contracts;

/// <summary>Collection metrics of all owners.</summary>
public sealed record SystemFigures
{
    /// <summary>When they were collected, ISO 8601 in UTC.</summary>
    public required string At { get; init; }

    /// <summary>Runs that ended in the last 400 days.</summary>
    public required long Runs { get; init; }

    /// <summary>Complete runs.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Failed runs.</summary>
    public required long Failed { get; init; }

    /// <summary>The percentage of complete runs; null if none ended.</summary>
    public double? SuccessPercent { get; init; }

    /// <summary>The number of owners with at least one ended run.</summary>
    public required int Users { get; init; }

    /// <summary>The rows that the runs read.</summary>
    public required long Records { get; init; }

    /// <summary>Rows per run; null if none ended.</summary>
    public double? RecordsEach { get; init; }

    /// <summary>Runs that ended in the last 24 hours.</summary>
    public required long Recent { get; init; }

    /// <summary>The percentage of complete runs in the last 24 hours; null if none ended.</summary>
    public double? RecentPercent { get; init; }

    /// <summary>The number of owners.</summary>
    public required int Owners { get; init; }

    /// <summary>The last 30 days (UTC), oldest first.</summary>
    public required IReadOnlyList<DayRuns> Days { get; init; }
}

/// <summary>A queue.</summary>
/// <param name="Queue">Its name: <c>scrapes</c> or <c>imports</c>.</param>
/// <param name="Dead">Requests that failed repeatedly and need an operator; at most 100.</param>
public sealed record QueueInfo(string Queue, IReadOnlyList<DeadLetterInfo> Dead);

/// <summary>A request that failed repeatedly. Its content is not shown, because it may name an owner.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="At">When it was sent or failed, ISO 8601 in UTC.</param>
public sealed record DeadLetterInfo(string Id, string At);

/// <summary>Work that was requested and not started for 15 minutes: its message was lost.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Id">The run's ID, or the file's SHA-256.</param>
/// <param name="At">When it was requested, ISO 8601 in UTC.</param>
public sealed record StrandedInfo(string Queue, string Id, string At);

/// <summary>The result of returning dead letters to their queue.</summary>
/// <param name="Count">The number returned; there may be more.</param>
public sealed record Redriven(int Count);
