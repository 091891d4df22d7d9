namespace TuroEzpass.Core.Matching;

/// <summary>The version of the matching rules.</summary>
public static class MatchingRules
{
    /// <summary>Raise it whenever the same files may give another outcome, id or net amount than before. A ledger decided by older
    /// rules is then upgraded when it is opened: a backup is made, the changes are shown, and every toll is decided again
    /// (<c>docs/upgrades.md</c>). 0 stands for everything up to commit e9c410b, which stored no number.</summary>
    public const int Version = 2;
}
