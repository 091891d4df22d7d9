using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Core.Alerts;

/// <summary>Evaluates the owner rules. The same facts always give the same findings.</summary>
public static class OwnerRules
{
    /// <summary>The most subjects that one rule reports; the page shows the rest.</summary>
    public const int MostOfARule = 100;

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd, MMMM d");

    /// <summary>The findings, in the order of the rules.</summary>
    public static IReadOnlyList<Finding> Find(AlertRules rules, OwnerFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(facts);
        return [.. rules.All.Where(rule => rule.Trigger is AlertTrigger.OfFact).SelectMany(rule => Find(rule, (AlertTrigger.OfFact)rule.Trigger, facts, rules.Vanishing).Take(MostOfARule))];
    }

    private static IEnumerable<Finding> Find(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts, IReadOnlyList<VanishingHistory> vanishing) => trigger.Fact switch
    {
        OwnerFact.ClaimDaysLeft => Due(rule, trigger, facts),
        OwnerFact.UnknownDevice => facts.Unknown.OrderByDescending(one => one.Item.Cents).Select(one => Unknown(rule, one.Place, one.Item)),
        OwnerFact.NeedsSignIn => facts.Accounts.Where(account => NeedsPerson(account)).Select(account => Failed(rule, account, facts)),
        OwnerFact.CollectionFailed => facts.Accounts.Where(account => account.LastReason is not null && !NeedsPerson(account)).Select(account => Failed(rule, account, facts)),
        OwnerFact.RefundDue => facts.Refunds.Select(claim => Refund(rule, claim)),
        OwnerFact.HistoryDaysLeft => vanishing.SelectMany(agency => History(rule, trigger, facts, agency)),
        OwnerFact.DisputeDaysLeft => vanishing.SelectMany(agency => Dispute(rule, trigger, facts, agency)),
        _ => [],
    };

    /// <summary>One finding per filing deadline, so that a fleet with many claims gets one message a day.</summary>
    private static IEnumerable<Finding> Due(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts)
    {
        foreach (var (text, (claims, cents)) in facts.Unsent.OrderBy(day => day.Key, StringComparer.Ordinal))
        {
            // A claim whose trip is no longer known has no deadline.
            if (LocalDatePattern.Iso.Parse(text) is not { Success: true, Value: var day } || Period.DaysBetween(facts.Today, day) is var left && !trigger.Holds(left))
                continue;
            yield return new Finding(
                rule, text, $"{Count(claims, "claim")} must be filed by {Day.Format(day)}",
                $"{new Money(cents).ToDollars()} in total. {(left == 0 ? "Today is the last day" : left == 1 ? "1 day is left" : $"{left} days are left")} to file {(claims == 1 ? "it" : "them")} in the Turo app.", "/claims?show=file");
        }
    }

    private static Finding Unknown(AlertRule rule, string place, UnknownItem item)
    {
        // A mail must not carry a whole tag or plate: enough of it to know which one.
        var what = place.StartsWith("TAG#", StringComparison.Ordinal) ? "tag" : "plate";
        var end = item.Device.Length > 4 ? item.Device[^4..] : item.Device;
        return new Finding(rule, place, $"A {what} is not assigned to a car", $"{Count(item.Tolls, "toll")} with the {what} ending in {end}, {new Money(item.Cents).ToDollars()} in total, can’t be claimed until you assign it to a car.", "/fleet");
    }

    /// <summary>Whether collection from a site needs a person first.</summary>
    private static bool NeedsPerson(PortalAccount account) =>
        account.IsSignInRefused || account.LastReason is RunReason.NeedsSignIn or RunReason.ChallengeShown or RunReason.SignInRefused or RunReason.AccountLocked;

    private static Finding Failed(AlertRule rule, PortalAccount account, OwnerFacts facts)
    {
        var site = facts.PortalNames.GetValueOrDefault(account.Portal, account.Portal);
        var (title, detail) = account.LastReason switch
        {
            RunReason.NeedsSignIn => ($"{site} needs you to sign in", "The session has ended and the collector can’t sign in on its own. Sign in there."),
            RunReason.ChallengeShown => ($"{site} asks for a code or a captcha", "The collector never answers these. Sign in there once in your browser."),
            RunReason.AccountLocked => ($"{site} locked the account", "Unlock it there, then store the sign-in again."),
            RunReason.SiteDown => ($"{site} did not respond", "The site is down or under maintenance. The next collection tries again."),
            RunReason.LayoutChanged => ($"{site} changed its pages", "The collector can’t read them. Operators have been notified. Until it is fixed, import the statement as a file."),
            RunReason.Incomplete => ($"{site} was not collected completely", "The rows read differ from the site’s own count, so nothing was imported."),
            RunReason.TimedOut => ($"{site} took too long", "Nothing was imported. The next collection tries again."),
            RunReason.CannotRun => ($"{site} can’t be collected", "The collector is not working. Operators have been notified."),
            _ => ($"{site} refused the sign-in", "The stored user name or password is wrong. To protect the account from being locked, the collector won’t try again until you store it again."),
        };
        return new Finding(rule, account.Portal, title, detail, NeedsPerson(account) ? "/settings/portals" : "/runs");
    }

    private static Finding Refund(AlertRule rule, ClaimItem claim) =>
        new(rule, claim.Id, "A guest is owed a refund", $"Trip {claim.Reservation}: a toll was corrected after it was claimed. The claim shows the amount.", $"/claims/{claim.Id}");

    /// <summary>Also reported for a while after the agency began to delete: part of the history still exists.</summary>
    private static IEnumerable<Finding> History(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts, VanishingHistory agency)
    {
        if (!facts.BroughtThrough.TryGetValue(agency.Layout, out var last) || Period.DaysBetween(facts.Today, last.PlusDays(agency.HistoryDays)) is var left && !trigger.Holds(left))
            yield break;
        yield return new Finding(
            rule, agency.Layout, $"{agency.Agency}{(left > 0 ? $" deletes your toll history in {Count(left, "day")}" : " has begun to delete your toll history")}",
            $"{agency.Agency} deletes tolls {agency.HistoryDays} days after posting. Your imports end on {Day.Format(last)}. Tolls posted since then are deleted from {Day.Format(last.PlusDays(agency.HistoryDays))}.", "/imports");
    }

    private static IEnumerable<Finding> Dispute(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts, VanishingHistory agency)
    {
        if (!facts.BroughtThrough.TryGetValue(agency.Layout, out var last) || Period.DaysBetween(facts.Today, last.PlusDays(agency.DisputeDays)) is var left && !trigger.Holds(left))
            yield break;
        yield return new Finding(
            rule, agency.Layout, $"Tolls of {agency.Agency} can be disputed for {(left == 0 ? "today only" : Count(left, "more day"))}",
            $"{agency.Agency} accepts disputes within {agency.DisputeDays} days. You have not imported tolls posted since {Day.Format(last)}.", "/imports");
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}{(count == 1 ? "" : "s")}");
}
