namespace TuroEzpass.World.Statements;

/// <summary>What spreadsheets and bad downloads leave of cells.</summary>
internal static class SpreadsheetDamage
{
    /// <summary>An eleven-digit tag as a number.</summary>
    public const string Tag = "1.29143E+11";

    /// <summary>A day that no month has.</summary>
    public const string Date = "02/30/2025";

    /// <summary>A letter where a digit was.</summary>
    public const string Amount = "$1l.00";
}
