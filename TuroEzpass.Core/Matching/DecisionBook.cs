namespace TuroEzpass.Core.Matching;

/// <summary>The decisions while they are made, and the other row that a decision is about.</summary>
internal sealed class DecisionBook(Decision[][] decisions)
{
    private readonly Dictionary<RowPlace, RowPlace> rivals = [];

    /// <summary>The decisions, by statement and row.</summary>
    public Decision[][] All => decisions;

    /// <summary>The other row of a decision, where there is one.</summary>
    public IReadOnlyDictionary<RowPlace, RowPlace> Rivals => rivals;

    public Decision this[RowPlace place] => decisions[place.Statement][place.Row];

    public void Set(RowPlace place, Decision decision, RowPlace? rival = null)
    {
        decisions[place.Statement][place.Row] = decision;
        // Of several, the one that stands first in the files: the order of comparing must not show.
        if (rival is { } other && (!rivals.TryGetValue(place, out var known) || RowGroups.Compare(other, known) < 0 || decision.Outcome == Outcome.Duplicate))
            rivals[place] = other;
    }
}
