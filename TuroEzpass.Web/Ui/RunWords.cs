using NodaTime;
using TuroEzpass.Contracts;
using Run = TuroEzpass.Contracts.Run;

namespace TuroEzpass.Web.Ui;

/// <summary>What collections and the sites they read are called on every page.</summary>
public static class RunWords
{
    private static readonly Dictionary<string, string> Sites = new(StringComparer.Ordinal)
    {
        ["all"] = "Every site",
        ["ezpassny"] = "E-ZPass New York",
        ["ezpassnj"] = "E-ZPass New Jersey",
        ["paturnpike"] = "PA Turnpike E-ZPass",
        ["turo"] = "Turo",
    };

    /// <summary>Where a run stands.</summary>
    public static Word Of(RunState state) => state switch
    {
        RunState.Queued => new Word("Waiting", "Asked for, and not begun.", "plain"),
        RunState.Running => new Word("Collecting", "Under way.", "accent"),
        RunState.Succeeded => new Word("Complete", "Everything the site showed was taken in.", "good"),
        _ => new Word("Not complete", "Nothing was taken in.", "bad"),
    };

    /// <summary>Why a run failed.</summary>
    public static Word Of(RunReason reason) => reason switch
    {
        RunReason.NeedsSignIn => new Word("Sign in needed", "Nobody is signed in at the site.", "warn"),
        RunReason.ChallengeShown => new Word("The site asks you", "The site shows a captcha or asks for a code, which only you may answer.", "warn"),
        RunReason.SignInRefused => new Word("Sign-in refused", "The site did not take the stored name or password. It is not tried again until you store it anew.", "bad"),
        RunReason.AccountLocked => new Word("Account locked", "The site locked the account.", "bad"),
        RunReason.SiteDown => new Word("Site down", "The site did not answer, or is under maintenance.", "warn"),
        RunReason.LayoutChanged => new Word("Site changed", "The page is not as it was: its definition has to be mended.", "bad"),
        RunReason.Incomplete => new Word("Not all there", "What was read and what the site says there is do not agree.", "bad"),
        RunReason.TimedOut => new Word("Took too long", "It took longer than it may.", "warn"),
        _ => new Word("Cannot run here", "The machine that collects cannot.", "bad"),
    };

    /// <summary>A site's name; its id where it is not known here.</summary>
    public static string Site(string source) => Sites.GetValueOrDefault(source, source);

    /// <summary>How long it took: <c>2 min 5 s</c>; empty where it has not ended.</summary>
    public static string Took(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Moments.InstantOf(run.StartedAt) is not { } from || Moments.InstantOf(run.EndedAt) is not { } to || to < from)
            return "";
        var took = to - from;
        return took >= Duration.FromHours(1) ? $"{(int)took.TotalHours} h {took.Minutes} min"
            : took >= Duration.FromMinutes(1) ? $"{took.Minutes} min {took.Seconds} s"
            : $"{took.Seconds} s";
    }
}
