using TuroEzpass.World.Accounts;
using TuroEzpass.World.Custody;

namespace TuroEzpass.World.KnownTruth;

/// <summary>The answer that a careful person could give about a row from the files alone. It never claims more than the truth, and
/// less if the files do not show it.</summary>
internal enum Answer
{
    Unreadable,
    Duplicate,
    Excluded,
    Unmapped,
    NeedsReview,
    Matched,
    HostExpense,
}

/// <summary>A row that a situation created: who drove, and what the files show about it.</summary>
internal sealed record PlantedLine : DrivenLine
{
    /// <summary>The situation that created it.</summary>
    public required string Situation { get; init; }

    /// <summary>What the files show about it.</summary>
    public required Answer Answer { get; init; }

    /// <summary>The reservation of a matched toll; empty for others.</summary>
    public string Reservation { get; init; } = "";

    /// <summary>Lines with the same text in one file share this number; every other line has its own.</summary>
    public required int Text { get; init; }

    /// <summary>Not used, so any number will do.</summary>
    public override long BalanceCents => 10_000 + (Text * 37 % 90_000);

    /// <summary>Whether it is one of several rows of one crossing.</summary>
    public bool IsPartOfGroup { get; init; }

    /// <summary>Whether it is a single, undamaged charge, which the 18-column download also shows.</summary>
    public bool IsPlainToll => Kind == LineKind.Toll && !IsDamaged && !IsPartOfGroup && Cents > 0;

    /// <summary>Whether the answer contradicts the truth, which would be an error in the situation.</summary>
    public bool ContradictsTruth => Answer switch
    {
        Answer.Matched => Driver != new Driver(DriverKind.Guest, Reservation),
        Answer.HostExpense => Driver.Kind != DriverKind.Host,
        _ => false,
    };

    private bool IsDamaged => IdentifierText is not null || DateText is not null || AmountText is not null;
}
