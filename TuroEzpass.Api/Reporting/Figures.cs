using NodaTime;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Api.Reporting;

/// <summary>The figures of all owners that operators see.</summary>
/// <param name="At">When they were taken.</param>
/// <param name="Runs">The runs that ended in the last 400 days.</param>
/// <param name="Runs24h">Those that ended in the last 24 hours.</param>
/// <param name="Users">Owners of whom a run has ended.</param>
/// <param name="Claims">What all claims come to.</param>
public sealed record Figures(Instant At, RunCount Runs, RunCount Runs24h, int Users, ClaimFigures Claims)
{
    /// <summary>How many owners there are.</summary>
    public int Owners { get; init; }

    /// <summary>The runs of the last 30 days (UTC), the oldest first.</summary>
    public IReadOnlyList<(LocalDate Day, RunCount Runs)> Days { get; init; } = [];
}

/// <summary>What the claims of all owners come to, in cents.</summary>
/// <param name="Owed">Owed by guests, and not approved yet.</param>
/// <param name="Claimed">Approved or filed, and not yet paid, refused or given up.</param>
/// <param name="Paid">Paid.</param>
/// <param name="AtRisk">Not filed, with 14 days or fewer left to do so.</param>
/// <param name="Due">How many claims that is.</param>
public sealed record ClaimFigures(long Owed, long Claimed, long Paid, long AtRisk, int Due);

/// <summary>The last figures of the process that reports; none in every other process. Safe to use from any thread.</summary>
public sealed class LatestFigures(IClock clock)
{
    private volatile Held? held;

    /// <summary>The figures; null where this process does not report, or no longer may.</summary>
    public Figures? Current => held is { } now && clock.GetCurrentInstant() < now.Until ? now.Figures : null;

    /// <summary>Puts new ones in place.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="until">Until when this process may report.</param>
    internal void Publish(Figures figures, Instant until) => held = new Held(figures, until);

    /// <summary>This process may report for longer.</summary>
    internal void Extend(Instant until) => held = held is { } now ? now with { Until = until } : null;

    /// <summary>This process reports no more.</summary>
    internal void Clear() => held = null;

    private sealed record Held(Figures Figures, Instant Until);
}
