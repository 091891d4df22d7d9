using TuroEzpass.World.Accounts;
using TuroEzpass.World.Custody;

namespace TuroEzpass.World.KnownTruth;

/// <summary>What a careful person could say of a row who has the files and no other knowledge. It never says more than the truth, and
/// less where the files do not show it.</summary>
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

/// <summary>A row that a situation planted: who drove, and what the files show of that.</summary>
internal sealed record PlantedLine : DrivenLine
{
    /// <summary>The case that planted it.</summary>
    public required string Situation { get; init; }

    /// <summary>What the files show of it.</summary>
    public required Answer Answer { get; init; }

    /// <summary>The reservation of a matched toll; else empty.</summary>
    public string Reservation { get; init; } = "";

    /// <summary>Lines of one text in one file share this number; every other line has its own.</summary>
    public required int Text { get; init; }

    /// <summary>Nobody reads it: any number will do.</summary>
    public override long BalanceCents => 10_000 + (Text * 37 % 90_000);

    /// <summary>One of several rows of one crossing.</summary>
    public bool IsPartOfGroup { get; init; }

    /// <summary>A single charge, undamaged: what the 18-column download shows too.</summary>
    public bool IsPlainToll => Kind == LineKind.Toll && !IsDamaged && !IsPartOfGroup && Cents > 0;

    /// <summary>Whether the answer is at odds with the truth: then the case was planted wrongly.</summary>
    public bool ContradictsTruth => Answer switch
    {
        Answer.Matched => Driver != new Driver(DriverKind.Guest, Reservation),
        Answer.HostExpense => Driver.Kind != DriverKind.Host,
        _ => false,
    };

    private bool IsDamaged => IdentifierText is not null || DateText is not null || AmountText is not null;
}
