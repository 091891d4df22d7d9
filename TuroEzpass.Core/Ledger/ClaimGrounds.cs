using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Ledger;

/// <summary>
/// Distinguishes new evidence from stricter rules. A claim was approved based on the statements, trips, fleet and handover times known
/// until then. Its tolls are decided again with today's rules and settings, on those alone. If the result is the same as with everything
/// known today, nothing later changed it and the doubt comes from the rules. If it differs, a later file, statement or withdrawal caused it.
/// </summary>
/// <remarks>A claim with no later imports costs nothing. Other claims cost one recomputation for each set of files on which
/// doubtful claims were approved, once per opened ledger: results are cached in <see cref="Originals.Grounds"/>.</remarks>
internal sealed class ClaimGrounds(LedgerState state, Originals originals)
{
    private readonly Fact[] files = [.. state.Facts.Where(fact => fact is StatementImported or TripsImported or HandoversImported or HandoversStated or CoverageStated or FleetReplaced or ImportWithdrawn)];
    private (long Seq, LedgerState State)? earlier;

    /// <summary>Whether a file that was imported after an approval changed the result for a toll.</summary>
    /// <param name="approvedSeq">The approval's position in the log.</param>
    /// <param name="tollId">The toll.</param>
    public bool HaveChanged(long approvedSeq, string tollId)
    {
        var known = files.TakeWhile(file => file.Seq < approvedSeq).ToList();
        if (known.Count == files.Length)
            return false;
        var key = (known.Count > 0 ? known[^1].Seq : 0, tollId, state.Settings);
        if (!originals.Grounds.TryGetValue(key, out var then))
            originals.Grounds.Add(key, then = GroundOf(Earlier(known, key.Item1), tollId));
        return then is null || then != GroundOf(state, tollId);
    }

    private LedgerState Earlier(List<Fact> known, long seq)
    {
        // Claims are queried in the order of their approvals, so neighbors share the files.
        if (earlier?.Seq != seq)
            earlier = (seq, LedgerState.Of([.. known, .. state.Facts.OfType<SettingsChanged>().TakeLast(1)], originals));
        return earlier.Value.State;
    }

    private static Ground? GroundOf(LedgerState state, string tollId) => state.CrossingOf(tollId) is not { } crossing ? null : Ground.Of(state.Reconciliation.DecisionAt(crossing.Rows[0]));
}

/// <summary>The parts of a decision that are compared.</summary>
internal readonly record struct Ground(Outcome Outcome, Reason Reason, string? Vehicle, string? Trip, long Start, long End, string? Other)
{
    public static Ground Of(in Decision decision) => new(
        decision.Outcome, decision.Reason, decision.Vehicle?.Id, decision.Trip?.ReservationId, decision.Trip?.StartEarliest ?? 0, decision.Trip?.EndLatest ?? 0, decision.Other?.ReservationId);
}
