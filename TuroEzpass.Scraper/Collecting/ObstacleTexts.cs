using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Messages about obstacles on sites.</summary>
internal static class ObstacleTexts
{
    /// <summary>The exception for an obstacle.</summary>
    public static CollectionStoppedException For(PortalDefinition portal, ChallengeKind kind) => kind switch
    {
        ChallengeKind.Captcha => Stop(RunReason.ChallengeShown, $"{portal.Name} shows a captcha, which only a person may solve. {ByPerson(portal)}"),
        ChallengeKind.Code => Stop(RunReason.ChallengeShown, $"{portal.Name} asks for a code that it sent to you. {ByPerson(portal)}"),
        ChallengeKind.Elsewhere => Stop(RunReason.ChallengeShown, $"{portal.Name} says that the account is signed in elsewhere. Sign out there or wait ten minutes, then run it again."),
        ChallengeKind.Blocked => Stop(RunReason.ChallengeShown, $"{portal.Name} blocks this browser, and the collector does not disguise itself. Download the file in your own browser and upload it."),
        ChallengeKind.Locked => Stop(RunReason.AccountLocked, $"{portal.Name} says that the account is locked. Unlock it on the site or by phone, then store the credentials again. Until then, the collector does not try again automatically."),
        ChallengeKind.Refused => Refused(portal),
        _ => Stop(RunReason.SiteDown, $"{portal.Name} is down for maintenance. Run it again later."),
    };

    /// <summary>The site rejected the stored credentials.</summary>
    public static CollectionStoppedException Refused(PortalDefinition portal) =>
        Stop(RunReason.SignInRefused, $"{portal.Name} rejected the stored user name or password. They are not tried again, so that the account does not get locked. Check them on the site, then store them again: turoezpass credentials set {portal.Id}, or Settings → Portals.");

    /// <summary>No one is signed in, and the collector may not or can't sign in.</summary>
    public static CollectionStoppedException NeedsSignIn(PortalDefinition portal, string why) => Stop(RunReason.NeedsSignIn, $"{why} {ByPerson(portal)}");

    private static string ByPerson(PortalDefinition portal) => $"Sign in yourself: turoezpass signin {portal.Id}, on a computer with a screen.";

    private static CollectionStoppedException Stop(RunReason reason, string message) => new(reason, message);
}
