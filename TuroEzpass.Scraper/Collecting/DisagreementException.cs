namespace TuroEzpass.Scraper.Collecting;

/// <summary>What was read and what the site says there is do not agree. Rows may have come meanwhile: it is read once more.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
