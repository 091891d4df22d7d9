using NodaTime;
using TuroEzpass.Contracts;
using Run = TuroEzpass.Contracts.Run;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for collections and for the sites they read.</summary>
public static class RunWords
{
    private static readonly Dictionary<string, string> Sites = new(StringComparer.Ordinal)
    {
        ["all"] = "All sites",
        ["ezpassny"] = "E-ZPass New York",
        ["ezpassnj"] = "E-ZPass New Jersey",
        ["paturnpike"] = "PA Turnpike E-ZPass",
        ["turo"] = "Turo",
    };

    /// <summary>A run's status.</summary>
    public static Word Of(RunState state) => state switch
    {
        RunState.Queued => new Word("Waiting", "Requested, not started yet.", "plain"),
        RunState.Running => new Word("Collecting", "In progress.", "accent"),
        RunState.Succeeded => new Word("Complete", "Everything the site showed was imported.", "good"),
        _ => new Word("Failed", "Nothing was imported.", "bad"),
    };

    /// <summary>Why a run failed.</summary>
    public static Word Of(RunReason reason) => reason switch
    {
        RunReason.NeedsSignIn => new Word("Sign in needed", "You are not signed in to the site.", "warn"),
        RunReason.ChallengeShown => new Word("Action needed", "The site shows a captcha or asks for a code. Only you can answer it.", "warn"),
        RunReason.SignInRefused => new Word("Sign-in rejected", "The site rejected the stored user name or password. Store them again to retry.", "bad"),
        RunReason.AccountLocked => new Word("Account locked", "The site locked your account.", "bad"),
        RunReason.SiteDown => new Word("Site down", "The site did not respond or is under maintenance.", "warn"),
        RunReason.LayoutChanged => new Word("Site changed", "The site changed its pages. Its definition needs an update.", "bad"),
        RunReason.Incomplete => new Word("Incomplete", "The rows read do not match the totals on the site.", "bad"),
        RunReason.TimedOut => new Word("Took too long", "The collection exceeded its time limit.", "warn"),
        _ => new Word("Can’t run here", "The collector’s machine can’t run the browser.", "bad"),
    };

    /// <summary>A site's name; its ID if the name is not known.</summary>
    public static string Site(string source) => Sites.GetValueOrDefault(source, source);

    /// <summary>How long it took: <c>2 min 5 s</c>; empty if it has not ended.</summary>
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
