namespace TuroEzpass.World.Roads;

/// <summary>How a row shows a toll with two ends.</summary>
internal enum Ends
{
    /// <summary>One point.</summary>
    Barrier,

    /// <summary>Entry and exit, each with its time.</summary>
    Both,

    /// <summary>An entry plaza without its time (New York).</summary>
    EntryUntimed,

    /// <summary>Dated by the entry, the exit's time missing (Maryland's away rows).</summary>
    ExitUntimed,

    /// <summary>Entry time 00:00:00 and plaza "-": a placeholder (DRJTBC, DRPA).</summary>
    Placeholder,
}

/// <summary>Where the clock of a facility stands.</summary>
internal enum Clock
{
    Eastern,
    Central,

    /// <summary>Eastern or Central; nobody knows which.</summary>
    Unsure,
}

/// <summary>A toll plaza as a statement names it.</summary>
/// <param name="Agency">The agency's code.</param>
/// <param name="Code">The plaza's code.</param>
/// <param name="Cents">What a car pays.</param>
/// <param name="Ends">How a row shows its two ends.</param>
/// <param name="Clock">The facility's clock.</param>
internal sealed record Plaza(string Agency, string Code, int Cents, Ends Ends = Ends.Barrier, Clock Clock = Clock.Eastern)
{
    /// <summary>Where the ticket is taken, when it is always the same place; else empty.</summary>
    public string Entry { get; init; } = "";
}
