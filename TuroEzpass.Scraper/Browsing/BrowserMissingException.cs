namespace TuroEzpass.Scraper.Browsing;

/// <summary>There is no browser, or it cannot be started. The message says what to do.</summary>
public sealed class BrowserMissingException(string message, Exception? inner = null) : Exception(message, inner);
