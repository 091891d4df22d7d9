using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.World.Situations;

/// <summary>A case from the real world. It adds itself to a fleet and states the truth about each of its rows: who drove, and
/// what the files show about it.</summary>
internal interface ISituation
{
    /// <summary>The relative frequency.</summary>
    double Weight { get; }

    /// <summary>Changes cars, tags or plates before any car has driven. Most cases change nothing.</summary>
    void Arrange(Fleet fleet, Dice dice)
    {
    }

    /// <summary>Adds the case once; false if the fleet has no room for it now.</summary>
    bool Plant(Planting planting);
}

/// <summary>A case that only adds tolls.</summary>
/// <param name="Weight">The relative frequency.</param>
/// <param name="Way">Adds the case; false if the fleet has no room for it now.</param>
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
