namespace TuroEzpass.Core.Matching;

/// <summary>The rules by which tolls are matched, as a number.</summary>
public static class MatchingRules
{
    /// <summary>Raise it whenever the same files may give another outcome, id or net than before. A ledger that older rules
    /// decided is then upgraded when it is opened: a backup, the changes shown, every toll decided again
    /// (<c>docs/upgrades.md</c>). 0 is everything up to commit e9c410b, which stored no number.</summary>
    public const int Version = 1;
}
