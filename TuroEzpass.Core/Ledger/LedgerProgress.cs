namespace TuroEzpass.Core.Ledger;

/// <summary>The stage of an import.</summary>
public enum LedgerStage
{
    /// <summary>Reading the file.</summary>
    Reading,

    /// <summary>Storing its rows.</summary>
    Storing,

    /// <summary>Deciding every row of the ledger again.</summary>
    Deciding,

    /// <summary>Writing the changes.</summary>
    Writing,
}

/// <summary>The progress of an import.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Done">Rows or entries that this stage has finished.</param>
/// <param name="Total">The number of rows or entries in total; null if unknown.</param>
public readonly record struct LedgerProgress(LedgerStage Stage, int Done = 0, int? Total = null);
