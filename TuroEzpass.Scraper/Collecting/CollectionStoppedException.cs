using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Ends a collection from within a step. It never leaves this folder: <see cref="PortalCollector"/> turns it into an answer.</summary>
internal class CollectionStoppedException(RunReason reason, string message, string? selector = null) : Exception(message)
{
    /// <summary>Why.</summary>
    public RunReason Reason => reason;

    /// <summary>The selector that found nothing, with its key; null unless the layout changed.</summary>
    public string? Selector => selector;
}

/// <summary>Nobody is signed in any more.</summary>
internal sealed class SignedOutException() : CollectionStoppedException(RunReason.NeedsSignIn, "The site ended the session in the middle of the collection.");

/// <summary>The site failed in a way that may pass: the step may be done again.</summary>
internal sealed class SiteFaultException(string message) : CollectionStoppedException(RunReason.SiteDown, message);
