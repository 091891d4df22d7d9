using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Truth;

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

    /// <summary>An activity that no format note tells of.</summary>
    Mystery,

    /// <summary>A file's total.</summary>
    Total,
}

/// <summary>What a spreadsheet or a bad download did to a line.</summary>
internal enum Damage
{
    None,
    Tag,
    Date,
    Amount,
}

/// <summary>A line of a statement before it is written, with how it must end.</summary>
internal sealed record Line
{
    public required Home Account { get; init; }

    public required string Situation { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>The reservation of a matched toll; else empty.</summary>
    public string Reservation { get; init; } = "";

    public LineKind Kind { get; init; } = LineKind.Toll;

    public string? Tag { get; init; }

    public string? Plate { get; init; }

    /// <summary>Empty: the statement does not tell the plate's state.</summary>
    public string State { get; init; } = "";

    public Plaza? Plaza { get; init; }

    public string EntryPlaza { get; init; } = "";

    /// <summary>The row's own time on the facility's clock.</summary>
    public required DateTime At { get; init; }

    public DateTime? Entry { get; init; }

    public bool IsDayOnly { get; init; }

    public required DateTime Posted { get; init; }

    /// <summary>Cost to the host.</summary>
    public long Cents { get; init; }

    public string Id { get; init; } = "";

    public Damage Damage { get; init; }

    /// <summary>Lines of one text in one file share this number; every other line has its own.</summary>
    public required int Text { get; init; }

    /// <summary>A single charge, undamaged: what the 18-column download shows too.</summary>
    public bool IsPlainToll => Kind == LineKind.Toll && Damage == Damage.None && !IsPartOfGroup && Cents > 0;

    /// <summary>One of several rows of one crossing.</summary>
    public bool IsPartOfGroup { get; init; }
}
