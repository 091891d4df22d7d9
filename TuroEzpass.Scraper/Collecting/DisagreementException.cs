namespace TuroEzpass.Scraper.Collecting;

/// <summary>The rows that were read do not agree with the site's own count. Rows may have been added meanwhile, so the window is read again.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
