namespace TuroEzpass.World.Statements;

/// <summary>Cells damaged by spreadsheets and bad downloads.</summary>
internal static class SpreadsheetDamage
{
    /// <summary>An eleven-digit tag as a number.</summary>
    public const string Tag = "1.29143E+11";

    /// <summary>A day that does not exist.</summary>
    public const string Date = "02/30/2025";

    /// <summary>A letter instead of a digit.</summary>
    public const string Amount = "$1l.00";
}
