namespace TuroEzpass.Scraper.Runs;

/// <summary>The result of handling a message.</summary>
internal enum Handled
{
    /// <summary>The request is done, or was done before.</summary>
    Done,

    /// <summary>The request must wait; that is not a failure.</summary>
    Later,

    /// <summary>The request is not valid and is not tried again.</summary>
    Refused,
}
