using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Error messages of failed runs: what happened and what to do. Owners and operators see them, so they contain nothing about the
/// account or a guest.</summary>
internal static class RunTexts
{
    private const string Hidden = "•••";
    private const string NothingLost = "Nothing was imported; earlier collections are not affected.";

    /// <summary>The collector's message with the consequences.</summary>
    /// <param name="happened">What happened and what to do.</param>
    /// <param name="note">A note about the credentials; null for none.</param>
    /// <param name="credentials">Texts to remove, in case a site or an exception quoted them.</param>
    public static string Failure(string happened, string? note, PortalCredentials? credentials)
    {
        var text = happened.Trim();
        if (credentials is not null)
            text = text.Replace(credentials.Password, Hidden, StringComparison.OrdinalIgnoreCase).Replace(credentials.UserName, Hidden, StringComparison.OrdinalIgnoreCase);
        if (text.Length > 0 && text[^1] is not ('.' or '!' or '?'))
            text += ".";
        return string.Join(' ', new[] { text, note, NothingLost }.Where(part => part is { Length: > 0 }));
    }

    /// <summary>The stored credentials were not used.</summary>
    public static string WasRefused(PortalListing portal) =>
        $"The site rejected the stored credentials before, so they were not tried again. Check them on {portal.Site}, then store them again in Settings → Portals or with `turoezpass credentials set {portal.Id}`.";

    /// <summary>The time limit was exceeded.</summary>
    public static string TimedOut(TimeSpan limit) =>
        $"The collection took longer than {limit.TotalMinutes:0} minutes and was stopped. Try again at another time of day; if it keeps happening, the operator can increase Scraper:RunTime.";

    /// <summary>The collector threw an exception.</summary>
    public const string Fault = "An internal error occurred. Collect again; if it keeps happening, contact the operator, who can find details in the log.";

    /// <summary>The credentials were not used, as a precaution.</summary>
    public const string TriedTooOften = "The program stopped unexpectedly during an earlier attempt, so the stored credentials were not tried again: too many attempts can lock the account. Collect again.";

    /// <summary>A command does not wait for another run.</summary>
    public const string AnotherRuns = "Another run is using this account. Wait until it has finished, then run the command again.";

    /// <summary>A command was ended or interrupted.</summary>
    public const string BrokenOff = "The command ended before the run did. No data was lost; run it again.";

    /// <summary>No site is enabled.</summary>
    public static string NoneEnabled(IReadOnlyList<PortalListing> portals) =>
        $"No site is set up for collection. Store credentials in Settings → Portals, or run `turoezpass credentials set {portals.FirstOrDefault(portal => !portal.ByPerson)?.Id ?? "ezpassny"}`, then collect again.";

    /// <summary>The collector does not know the site.</summary>
    public static string NoSuchPortal(IReadOnlyList<PortalListing> portals) => portals.Count == 0
        ? "This collector knows no sites, because its portal definitions are missing. Contact the operator."
        : $"This collector does not know the site. It knows {string.Join(", ", portals.Select(portal => portal.Id))}; `turoezpass portals` shows details.";

    /// <summary>The maximum number of tries is reached.</summary>
    /// <param name="why">The reason, as a clause for the middle of a sentence.</param>
    public static string GivenUp(string why) =>
        $"The collection failed {StorageLimits.MaxTries} times: {why}. Collect again; if it keeps happening, contact the operator.";
}
