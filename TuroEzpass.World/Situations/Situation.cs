using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.World.Situations;

/// <summary>A case of the real world that plants itself in a fleet and states the truth of each row that comes of it: who drove, and
/// what the files show of that.</summary>
internal interface ISituation
{
    /// <summary>How often, against the others.</summary>
    double Weight { get; }

    /// <summary>Changes who has which car, tag or plate, before any car has driven. Most cases need the fleet as it is.</summary>
    void Arrange(Fleet fleet, Dice dice)
    {
    }

    /// <summary>Plants it once; false when the fleet has no room for it just now.</summary>
    bool Plant(Planting planting);
}

/// <summary>A case of tolls only.</summary>
/// <param name="Weight">How often, against the others.</param>
/// <param name="Way">Plants it; false when the fleet has no room for it just now.</param>
internal sealed record Situation(double Weight, Func<Planting, bool> Way) : ISituation
{
    public bool Plant(Planting planting) => Way(planting);
}

/// <summary>All cases, most of them ordinary.</summary>
internal static class AllSituations
{
    public static IReadOnlyList<ISituation> List { get; } =
    [
        .. Ordinary.List, .. Boundaries.List, .. TwoEnds.List, .. ClockChanges.List, .. OtherTrips.List,
        .. Identity.List, .. Corrections.List, .. Accounts.List, .. AccountRows.List,
    ];
}
