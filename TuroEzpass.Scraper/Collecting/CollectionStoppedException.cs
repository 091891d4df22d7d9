using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Ends a collection from within a step. It never leaves this folder: <see cref="PortalCollector"/> turns it into a result.</summary>
internal class CollectionStoppedException(RunReason reason, string message, string? selector = null) : Exception(message)
{
    /// <summary>The reason.</summary>
    public RunReason Reason => reason;

    /// <summary>The selector that matched nothing, with its key; null unless the layout changed.</summary>
    public string? Selector => selector;
}

/// <summary>The site has ended the session.</summary>
internal sealed class SignedOutException() : CollectionStoppedException(RunReason.NeedsSignIn, "The site ended the session during the collection.");

/// <summary>The site failed in a way that may be temporary, so the step can be retried.</summary>
internal sealed class SiteFaultException(string message) : CollectionStoppedException(RunReason.SiteDown, message);
