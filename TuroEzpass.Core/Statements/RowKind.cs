namespace TuroEzpass.Core.Statements;

/// <summary>What a statement row is about, as its layout's rules tell.</summary>
public enum RowKind : byte
{
    /// <summary>No rule fits; with a tag or plate it is a person's to judge.</summary>
    Unknown,

    /// <summary>A toll, a re-rate of one, or a credit for one.</summary>
    Toll,

    /// <summary>Money paid into the account, or taken back.</summary>
    Payment,

    /// <summary>A fee of the account or a tag.</summary>
    Fee,

    /// <summary>A correction of the account that names no crossing.</summary>
    Adjustment,

    /// <summary>A discount of the account.</summary>
    Discount,

    /// <summary>A violation or its administrative fee.</summary>
    Violation,

    /// <summary>Parking charged through the tag.</summary>
    Parking,

    /// <summary>Account activity whose text tells no more.</summary>
    Account,

    /// <summary>The file's own total: no money of its own.</summary>
    Total,

    /// <summary>Text without money: a footer.</summary>
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
