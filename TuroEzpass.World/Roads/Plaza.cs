namespace TuroEzpass.World.Roads;

/// <summary>How a row shows a toll with two ends.</summary>
internal enum Ends
{
    /// <summary>A single point.</summary>
    Barrier,

    /// <summary>Entry and exit, each with a time.</summary>
    Both,

    /// <summary>An entry plaza without its time (New York).</summary>
    EntryUntimed,

    /// <summary>Dated by the entry, without the exit time (Maryland's away rows).</summary>
    ExitUntimed,

    /// <summary>Entry time 00:00:00 and plaza "-": a placeholder (DRJTBC, DRPA).</summary>
    Placeholder,
}

/// <summary>The time zone of a facility's clock.</summary>
internal enum Clock
{
    Eastern,
    Central,

    /// <summary>Eastern or Central; not known which.</summary>
    Unsure,
}

/// <summary>A toll plaza as a statement shows it.</summary>
/// <param name="Agency">The agency's code.</param>
/// <param name="Code">The plaza's code.</param>
/// <param name="Cents">The toll for a car.</param>
/// <param name="Ends">How a row shows its two ends.</param>
/// <param name="Clock">The facility's clock.</param>
internal sealed record Plaza(string Agency, string Code, int Cents, Ends Ends = Ends.Barrier, Clock Clock = Clock.Eastern)
{
    /// <summary>The entry plaza, if it is always the same; otherwise empty.</summary>
    public string Entry { get; init; } = "";
}
