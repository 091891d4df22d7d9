using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>What is said of a run that failed: what happened and what to do. It is shown to the owner and to operators, so nothing of the
/// account or of a guest is in it.</summary>
internal static class RunTexts
{
    private const string Hidden = "•••";
    private const string NothingLost = "Nothing was imported; what was complete before stays.";

    /// <summary>What the collector said, and what came of it.</summary>
    /// <param name="happened">What happened and what to do.</param>
    /// <param name="note">What this side knows about the sign-in; null: nothing.</param>
    /// <param name="credentials">What must not be in it, whatever a site or a fault quoted.</param>
    public static string Failure(string happened, string? note, PortalCredentials? credentials)
    {
        var text = happened.Trim();
        if (credentials is not null)
            text = text.Replace(credentials.Password, Hidden, StringComparison.OrdinalIgnoreCase).Replace(credentials.UserName, Hidden, StringComparison.OrdinalIgnoreCase);
        if (text.Length > 0 && text[^1] is not ('.' or '!' or '?'))
            text += ".";
        return string.Join(' ', new[] { text, note, NothingLost }.Where(part => part is { Length: > 0 }));
    }

    /// <summary>The sign-in that is stored was not used.</summary>
    public static string WasRefused(PortalListing portal) =>
        $"The stored sign-in was refused before, so it was not tried again: check it on {portal.Site}, and store it anew in Settings → Portals or with `turoezpass credentials set {portal.Id}`.";

    /// <summary>It took too long.</summary>
    public static string TimedOut(TimeSpan limit) =>
        $"It took longer than {limit.TotalMinutes:0} minutes and was ended. Collect again at another time of the day; if it stays so, the operator can raise Scraper:RunTime.";

    /// <summary>The collector threw.</summary>
    public const string Fault = "A fault of the program stood in the way. Collect again; if it stays so, tell the operator, whose log says more.";

    /// <summary>The sign-in was left out for caution.</summary>
    public const string TriedTooOften = "The program ended in the middle of this run before, so the stored sign-in was not tried once more: accounts lock. Collect again.";

    /// <summary>A command does not wait.</summary>
    public const string AnotherRuns = "Another run uses this account. Wait until it has ended, and run the command again.";

    /// <summary>A command was ended, or broke off.</summary>
    public const string BrokenOff = "The command ended before the run did. Nothing is lost; run it again.";

    /// <summary>No site is set up.</summary>
    public static string NoneEnabled(IReadOnlyList<PortalListing> portals) =>
        $"No site is set up to be collected from. Store a sign-in in Settings → Portals, or run `turoezpass credentials set {portals.FirstOrDefault(portal => !portal.ByPerson)?.Id ?? "ezpassny"}`, then collect again.";

    /// <summary>The collector knows no such site.</summary>
    public static string NoSuchPortal(IReadOnlyList<PortalListing> portals) => portals.Count == 0
        ? "This collector knows no site at all: its portal definitions are missing. Tell the operator."
        : $"This collector knows no such site. It knows {string.Join(", ", portals.Select(portal => portal.Id))}; `turoezpass portals` says more.";

    /// <summary>It was tried as often as it may be.</summary>
    /// <param name="why">What stood in the way, as half a sentence.</param>
    public static string GivenUp(string why) =>
        $"It was tried {StorageLimits.MaxTries} times, and {why}. Collect again; if it stays so, tell the operator.";
}
