using NodaTime;
using TuroEzpass.World.Roads;

namespace TuroEzpass.World.Accounts;

/// <summary>What a statement line is about.</summary>
internal enum LineKind
{
    Toll,
    TollCredit,
    Payment,
    Fee,
    Adjustment,
    Parking,
    Violation,

    /// <summary>An activity that no format note names.</summary>
    Mystery,
}

/// <summary>A row of a toll account before a layout writes it. Times are on the facility's clock, without a zone, as statements have them.</summary>
internal record StatementLine
{
    public LineKind Kind { get; init; } = LineKind.Toll;

    /// <summary>When it was driven, or paid.</summary>
    public required LocalDateTime At { get; init; }

    /// <summary>The day on which the agency posted it.</summary>
    public required LocalDate Posted { get; init; }

    /// <summary>Cost to the host: a charge is positive.</summary>
    public long Cents { get; init; }

    public Plaza? Plaza { get; init; }

    public string EntryPlaza { get; init; } = "";

    /// <summary>When the ticket was taken, where the agency knows it.</summary>
    public LocalDateTime? Entry { get; init; }

    /// <summary>The tag that was read, without spaces; null when only the plate was.</summary>
    public string? Tag { get; init; }

    public string? Plate { get; init; }

    /// <summary>The plate's state; empty where the statement does not tell it.</summary>
    public string State { get; init; } = "";

    /// <summary>The account's number of the row; empty where it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The vehicle's class; null: a car's, as the layout writes it.</summary>
    public string? VehicleClass { get; init; }

    public string Lane { get; init; } = "11X";

    /// <summary>The account's money after it, in cents.</summary>
    public virtual long BalanceCents { get; init; }

    /// <summary>The statement names the day and no time.</summary>
    public bool IsDayOnly { get; init; }

    /// <summary>The activity in other words than the layout's usual ones.</summary>
    public string? Wording { get; init; }

    /// <summary>The identifier's cell as a spreadsheet or a bad download left it.</summary>
    public string? IdentifierText { get; init; }

    /// <summary>The date's text as a spreadsheet or a bad download left it.</summary>
    public string? DateText { get; init; }

    /// <summary>The amount's cell as a spreadsheet or a bad download left it.</summary>
    public string? AmountText { get; init; }
}
