namespace TuroEzpass.Core.Ledger;

/// <summary>The facts without imports that no longer count: withdrawn ones, and statements that were imported again with another vehicle
/// or layout.</summary>
internal static class StandingFacts
{
    /// <summary>The facts that count, in order.</summary>
    public static IReadOnlyList<Fact> Of(IReadOnlyList<Fact> facts)
    {
        var gone = new HashSet<Fact>(ReferenceEqualityComparer.Instance);
        var standing = new Dictionary<string, List<Fact>>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            if (fact is ImportWithdrawn withdrawn)
            {
                gone.UnionWith(standing.GetValueOrDefault(withdrawn.Sha256, []));
                standing.Remove(withdrawn.Sha256);
            }
            else if (IdOf(fact) is { } id)
            {
                if (!standing.TryGetValue(id, out var same))
                    standing.Add(id, same = []);
                if (fact is StatementImported)
                {
                    gone.UnionWith(same);
                    same.Clear();
                }

                same.Add(fact);
            }
        }

        return gone.Count == 0 ? facts : [.. facts.Where(fact => !gone.Contains(fact))];
    }

    /// <summary>The name of the file that a fact imported.</summary>
    public static string NameOf(Fact fact) => fact switch
    {
        StatementImported file => file.FileName,
        TripsImported file => file.FileName,
        HandoversImported file => file.FileName,
        FleetReplaced file => file.FileName,
        ImportWithdrawn file => file.FileName,
        _ => "",
    };

    /// <summary>The id of the import that a fact records: the SHA-256 of its original; null if it records none.</summary>
    public static string? IdOf(Fact fact) => fact switch
    {
        StatementImported file => file.Sha256,
        TripsImported file => file.Sha256,
        HandoversImported file => file.Sha256,
        FleetReplaced file => file.Sha256,
        _ => null,
    };
}
