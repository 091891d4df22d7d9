namespace TuroEzpass.Contracts;

/// <summary>How collecting and claiming go, over all owners.</summary>
public sealed record SystemFigures
{
    /// <summary>When they were taken, ISO 8601 in UTC.</summary>
    public required string At { get; init; }

    /// <summary>Runs that ended in the last 400 days.</summary>
    public required long Runs { get; init; }

    /// <summary>Those that were complete.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Those that were not.</summary>
    public required long Failed { get; init; }

    /// <summary>Complete ones of a hundred; null when none ended.</summary>
    public double? SuccessPercent { get; init; }

    /// <summary>Owners of whom a run has ended.</summary>
    public required int Users { get; init; }

    /// <summary>Rows that those runs read.</summary>
    public required long Records { get; init; }

    /// <summary>Rows a run; null when none ended.</summary>
    public double? RecordsEach { get; init; }

    /// <summary>Runs that ended in the last 24 hours.</summary>
    public required long Recent { get; init; }

    /// <summary>Complete ones of a hundred of the last 24 hours; null when none ended.</summary>
    public double? RecentPercent { get; init; }

    /// <summary>How many owners there are.</summary>
    public required int Owners { get; init; }

    /// <summary>The last 30 days (UTC), the oldest first.</summary>
    public required IReadOnlyList<DayRuns> Days { get; init; }
}

/// <summary>A queue.</summary>
/// <param name="Queue">Its id: <c>scrapes</c> or <c>imports</c>.</param>
/// <param name="Dead">Requests that failed too often and wait for a person; at most 100.</param>
public sealed record QueueInfo(string Queue, IReadOnlyList<DeadLetterInfo> Dead);

/// <summary>A request that failed too often. What it asked for is not told: it may name an owner.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it was sent or put aside, ISO 8601 in UTC.</param>
public sealed record DeadLetterInfo(string Id, string At);

/// <summary>Work that is recorded as asked for, and that nobody has taken up for a quarter of an hour: its message was lost.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Id">The run's id, or the file's SHA-256.</param>
/// <param name="At">Since when it waits, ISO 8601 in UTC.</param>
public sealed record StrandedInfo(string Queue, string Id, string At);

/// <summary>Dead letters were put back into their queue.</summary>
/// <param name="Count">How many; there may be more.</param>
public sealed record Redriven(int Count);
