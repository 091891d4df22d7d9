using NodaTime;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Accounts;

/// <summary>The kind of a statement line.</summary>
internal enum LineKind
{
    Toll,
    TollCredit,
    Payment,
    Fee,
    Adjustment,
    Parking,
    Violation,

    /// <summary>A kind that no format documentation mentions.</summary>
    Mystery,
}

/// <summary>A row of a toll account, independent of any layout. Times are in the facility's local time without a zone, as in statements.</summary>
internal record StatementLine
{
    public LineKind Kind { get; init; } = LineKind.Toll;

    /// <summary>When the toll was driven, or the payment made.</summary>
    public required LocalDateTime At { get; init; }

    /// <summary>The posting date.</summary>
    public required LocalDate Posted { get; init; }

    /// <summary>The cost to the host; a charge is positive.</summary>
    public long Cents { get; init; }

    public Plaza? Plaza { get; init; }

    public string EntryPlaza { get; init; } = "";

    /// <summary>When the road was entered, if the agency knows it.</summary>
    public LocalDateTime? Entry { get; init; }

    /// <summary>The tag that was read, without spaces; null if only the plate was read.</summary>
    public string? Tag { get; init; }

    public string? Plate { get; init; }

    /// <summary>The plate's state; empty if the statement does not show it.</summary>
    public string State { get; init; } = "";

    /// <summary>The row's transaction number; empty if it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The vehicle class; null for a car's class, as the layout writes it.</summary>
    public string? VehicleClass { get; init; }

    public string Lane { get; init; } = "11X";

    /// <summary>The account's balance after the row, in cents.</summary>
    public virtual long BalanceCents { get; init; }

    /// <summary>Whether the statement shows the day without a time.</summary>
    public bool IsDayOnly { get; init; }

    /// <summary>Text for the kind of row, instead of the layout's usual text.</summary>
    public string? Wording { get; init; }

    /// <summary>The identifier's cell as damaged by a spreadsheet or a bad download.</summary>
    public string? IdentifierText { get; init; }

    /// <summary>The date's text as damaged by a spreadsheet or a bad download.</summary>
    public string? DateText { get; init; }

    /// <summary>The amount's cell as damaged by a spreadsheet or a bad download.</summary>
    public string? AmountText { get; init; }
}
