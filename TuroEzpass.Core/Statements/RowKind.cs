namespace TuroEzpass.Core.Statements;

/// <summary>The kind of a statement row, according to its layout's rules.</summary>
public enum RowKind : byte
{
    /// <summary>No rule matches; with a tag or plate, the row needs review.</summary>
    Unknown,

    /// <summary>A toll, a re-rate of one, or a credit for one.</summary>
    Toll,

    /// <summary>Money paid into the account, or refunded from it.</summary>
    Payment,

    /// <summary>A fee of the account or a tag.</summary>
    Fee,

    /// <summary>A correction of the account without a crossing.</summary>
    Adjustment,

    /// <summary>A discount of the account.</summary>
    Discount,

    /// <summary>A violation or its administrative fee.</summary>
    Violation,

    /// <summary>Parking charged through the tag.</summary>
    Parking,

    /// <summary>Account activity without further details.</summary>
    Account,

    /// <summary>The file's own total: not a separate amount.</summary>
    Total,

    /// <summary>Text without an amount: a footer.</summary>
    Note,
}

/// <summary>The kinds' names in files and in the store.</summary>
public static class RowKinds
{
    /// <summary>A kind's name; it is stored, so it never changes.</summary>
    public static string NameOf(RowKind kind) => kind switch
    {
        RowKind.Toll => "toll",
        RowKind.Payment => "payment",
        RowKind.Fee => "fee",
        RowKind.Adjustment => "adjustment",
        RowKind.Discount => "discount",
        RowKind.Violation => "violation",
        RowKind.Parking => "parking",
        RowKind.Account => "account",
        RowKind.Total => "total",
        RowKind.Note => "note",
        _ => "unknown",
    };
}
