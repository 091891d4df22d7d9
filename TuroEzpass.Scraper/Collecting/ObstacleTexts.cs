using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>What is said of the things that sites put in the way.</summary>
internal static class ObstacleTexts
{
    /// <summary>The stop for one of them.</summary>
    public static CollectionStoppedException For(PortalDefinition portal, ChallengeKind kind) => kind switch
    {
        ChallengeKind.Captcha => Stop(RunReason.ChallengeShown, $"{portal.Name} shows a puzzle that only a person may solve. {ByPerson(portal)}"),
        ChallengeKind.Code => Stop(RunReason.ChallengeShown, $"{portal.Name} asks for a code that it sent to you. {ByPerson(portal)}"),
        ChallengeKind.Elsewhere => Stop(RunReason.ChallengeShown, $"{portal.Name} says that the account is signed in elsewhere. Sign out there or wait ten minutes, then run it again."),
        ChallengeKind.Blocked => Stop(RunReason.ChallengeShown, $"{portal.Name} turns this browser away, and the collector does not disguise itself. Download the file in your own browser and upload it."),
        ChallengeKind.Locked => Stop(RunReason.AccountLocked, $"{portal.Name} says that the account is locked. Unlock it on the site or by its hotline; the collector does not try again by itself before the sign-in is stored anew."),
        ChallengeKind.Refused => Refused(portal),
        _ => Stop(RunReason.SiteDown, $"{portal.Name} is under maintenance. Run it again later."),
    };

    /// <summary>The site did not take the stored sign-in.</summary>
    public static CollectionStoppedException Refused(PortalDefinition portal) =>
        Stop(RunReason.SignInRefused, $"{portal.Name} did not take the stored user name or password. It was tried once and is not tried again, since accounts lock. Check them on the site, then store them anew: turoezpass credentials set {portal.Id}, or Settings, Portals.");

    /// <summary>Nobody is signed in, and the collector may not or cannot.</summary>
    public static CollectionStoppedException NeedsSignIn(PortalDefinition portal, string why) => Stop(RunReason.NeedsSignIn, $"{why} {ByPerson(portal)}");

    private static string ByPerson(PortalDefinition portal) => $"Sign in yourself: turoezpass signin {portal.Id}, on a computer with a screen.";

    private static CollectionStoppedException Stop(RunReason reason, string message) => new(reason, message);
}
