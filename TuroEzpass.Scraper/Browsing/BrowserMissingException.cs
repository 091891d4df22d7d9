namespace TuroEzpass.Scraper.Browsing;

/// <summary>Thrown if there is no browser or it can't be started. The message says what to do.</summary>
public sealed class BrowserMissingException(string message, Exception? inner = null) : Exception(message, inner);
