using NodaTime;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Api.Reporting;

/// <summary>The metrics of all owners, for operators.</summary>
/// <param name="At">When they were collected.</param>
/// <param name="Runs">The runs that ended in the last 400 days.</param>
/// <param name="Runs24h">The runs that ended in the last 24 hours.</param>
/// <param name="Users">The number of owners with at least one ended run.</param>
/// <param name="Claims">The claim totals.</param>
public sealed record Figures(Instant At, RunCount Runs, RunCount Runs24h, int Users, ClaimFigures Claims)
{
    /// <summary>The number of owners.</summary>
    public int Owners { get; init; }

    /// <summary>The runs of the last 30 days (UTC), oldest first.</summary>
    public IReadOnlyList<(LocalDate Day, RunCount Runs)> Days { get; init; } = [];
}

/// <summary>The claim totals of all owners, in cents.</summary>
/// <param name="Owed">Owed by guests and not approved yet.</param>
/// <param name="Claimed">Approved or filed, and not yet paid, rejected or withdrawn.</param>
/// <param name="Paid">Paid.</param>
/// <param name="AtRisk">Not filed, with 14 days or fewer left.</param>
/// <param name="Due">The number of claims at risk.</param>
public sealed record ClaimFigures(long Owed, long Claimed, long Paid, long AtRisk, int Due);

/// <summary>The latest metrics in the process that reports; empty in other processes. Thread-safe.</summary>
public sealed class LatestFigures(IClock clock)
{
    private volatile Held? held;

    /// <summary>The metrics; null if this process does not report, or its lease has expired.</summary>
    public Figures? Current => held is { } now && clock.GetCurrentInstant() < now.Until ? now.Figures : null;

    /// <summary>Replaces the metrics.</summary>
    /// <param name="figures">The metrics.</param>
    /// <param name="until">Until when this process may report.</param>
    internal void Publish(Figures figures, Instant until) => held = new Held(figures, until);

    /// <summary>Extends the time for which this process may report.</summary>
    internal void Extend(Instant until) => held = held is { } now ? now with { Until = until } : null;

    /// <summary>Stops reporting from this process.</summary>
    internal void Clear() => held = null;

    private sealed record Held(Figures Figures, Instant Until);
}
