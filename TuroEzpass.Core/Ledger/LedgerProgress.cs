namespace TuroEzpass.Core.Ledger;

/// <summary>What an import is doing.</summary>
public enum LedgerStage
{
    /// <summary>Reading the file.</summary>
    Reading,

    /// <summary>Storing its rows.</summary>
    Storing,

    /// <summary>Deciding every row of the ledger anew.</summary>
    Deciding,

    /// <summary>Writing what differs.</summary>
    Writing,
}

/// <summary>How far an import is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Rows, or entries, that this stage has done.</param>
/// <param name="Total">Of how many; null while that is not known.</param>
public readonly record struct LedgerProgress(LedgerStage Stage, int Done = 0, int? Total = null);
