using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Ledger;

/// <summary>
/// Tells new evidence from rules that became more careful. A claim was approved on the statements, trips and fleet imported
/// before its approval. Today's rules and settings decide its tolls on those files alone: where the result is the one that they
/// give on all files, no file has changed anything, so the doubt comes from the rules. Where it differs, a later file made it.
/// </summary>
/// <remarks>A claim after which no file was imported costs nothing. The others cost one recomputation for each set of files on which
/// doubtful claims were approved, once for an open ledger: the answers are kept in <see cref="Originals.Grounds"/>.</remarks>
internal sealed class ClaimGrounds(LedgerState state, Originals originals)
{
    private readonly Fact[] files = [.. state.Facts.Where(fact => fact is StatementImported or TripsImported or FleetReplaced)];
    private (long Seq, LedgerState State)? earlier;

    /// <summary>Whether a file that was imported after an approval changed what the rules say of a toll.</summary>
    /// <param name="approvedSeq">The approval's place in the log.</param>
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
        // Claims are asked for in the order of their approvals, so neighbors share the files.
        if (earlier?.Seq != seq)
            earlier = (seq, LedgerState.Of([.. known, .. state.Facts.OfType<SettingsChanged>().TakeLast(1)], originals));
        return earlier.Value.State;
    }

    private static Ground? GroundOf(LedgerState state, string tollId) => state.CrossingOf(tollId) is not { } crossing ? null : Ground.Of(state.Reconciliation.DecisionAt(crossing.Rows[0]));
}

/// <summary>What a decision rests on, as far as two can be compared.</summary>
internal readonly record struct Ground(Outcome Outcome, Reason Reason, string? Vehicle, string? Trip, long Start, long End, string? Other)
{
    public static Ground Of(in Decision decision) => new(
        decision.Outcome, decision.Reason, decision.Vehicle?.Id, decision.Trip?.ReservationId, decision.Trip?.StartEarliest ?? 0, decision.Trip?.EndLatest ?? 0, decision.Other?.ReservationId);
}
