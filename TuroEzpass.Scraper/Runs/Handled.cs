namespace TuroEzpass.Scraper.Runs;

/// <summary>What becomes of a message.</summary>
internal enum Handled
{
    /// <summary>What it asked for is done, or was done before.</summary>
    Done,

    /// <summary>It cannot be done now; waiting is no failure.</summary>
    Later,

    /// <summary>It asks for nothing that there is; nobody does it later either.</summary>
    Refused,
}
