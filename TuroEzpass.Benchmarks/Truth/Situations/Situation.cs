namespace TuroEzpass.Benchmarks.Truth.Situations;

/// <summary>A case that the generator can make.</summary>
/// <param name="Weight">How often, against the others.</param>
/// <param name="Place">Places it; false when the fleet has no room for it just now.</param>
internal sealed record Situation(double Weight, Func<Placing, bool> Place);

/// <summary>All cases, most of them ordinary.</summary>
internal static class AllSituations
{
    public static IReadOnlyList<Situation> List { get; } =
    [
        .. Ordinary.List, .. Boundaries.List, .. TwoEnds.List, .. ClockChanges.List, .. OtherTrips.List,
        .. Identity.List, .. Corrections.List, .. Accounts.List, .. AccountRows.List,
    ];
}
