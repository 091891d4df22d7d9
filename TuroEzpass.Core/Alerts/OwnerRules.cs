using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Core.Alerts;

/// <summary>What the rules for owners find. The same facts give the same findings.</summary>
public static class OwnerRules
{
    /// <summary>Subjects of one rule that are told apart; who has more of them looks at the page anyway.</summary>
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

    /// <summary>One finding for each last day: a fleet has many claims, and a day has one message.</summary>
    private static IEnumerable<Finding> Due(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts)
    {
        foreach (var (text, (claims, cents)) in facts.Unsent.OrderBy(day => day.Key, StringComparer.Ordinal))
        {
            // A claim whose trip is not known any more has no last day.
            if (LocalDatePattern.Iso.Parse(text) is not { Success: true, Value: var day } || Period.DaysBetween(facts.Today, day) is var left && !trigger.Holds(left))
                continue;
            yield return new Finding(
                rule, text, $"{Count(claims, "claim")} must be filed by {Day.Format(day)}",
                $"{new Money(cents).ToDollars()} in all. {(left == 0 ? "Today is the last day" : left == 1 ? "1 day is left" : $"{left} days are left")} to file {(claims == 1 ? "it" : "them")} in the app.", "/claims?show=file");
        }
    }

    private static Finding Unknown(AlertRule rule, string place, UnknownItem item)
    {
        // A mail must not carry a whole tag or plate: enough of it to know which one.
        var what = place.StartsWith("TAG#", StringComparison.Ordinal) ? "tag" : "plate";
        var end = item.Device.Length > 4 ? item.Device[^4..] : item.Device;
        return new Finding(rule, place, $"A {what} of no car", $"{Count(item.Tolls, "toll")} of the {what} that ends in {end}, {new Money(item.Cents).ToDollars()} in all, can’t be claimed until you say on which car it is.", "/fleet");
    }

    /// <summary>Whether nothing goes on at a site until a person does something there.</summary>
    private static bool NeedsPerson(PortalAccount account) =>
        account.IsSignInRefused || account.LastReason is RunReason.NeedsSignIn or RunReason.ChallengeShown or RunReason.SignInRefused or RunReason.AccountLocked;

    private static Finding Failed(AlertRule rule, PortalAccount account, OwnerFacts facts)
    {
        var site = facts.PortalNames.GetValueOrDefault(account.Portal, account.Portal);
        var (title, detail) = account.LastReason switch
        {
            RunReason.NeedsSignIn => ($"{site} needs you to sign in", "Nobody is signed in there, and the collector can’t do it by itself."),
            RunReason.ChallengeShown => ($"{site} asks for a code or a picture", "Only a person may answer that. Sign in there once in the browser."),
            RunReason.AccountLocked => ($"{site} locked the account", "Unlock it there, then store the sign-in anew."),
            RunReason.SiteDown => ($"{site} did not answer", "The site is down or under maintenance; it is tried again at the next collection."),
            RunReason.LayoutChanged => ($"{site} changed its pages", "The collector does not know them any more; its operators were told. Import the statement as a file meanwhile."),
            RunReason.Incomplete => ($"{site} was not collected completely", "What was read and what the site says there is do not agree, so nothing was taken in."),
            RunReason.TimedOut => ($"{site} took too long", "Nothing was taken in; it is tried again at the next collection."),
            RunReason.CannotRun => ($"{site} can’t be collected from here", "The collector itself does not work; its operators were told."),
            _ => ($"{site} refused the sign-in", "The stored user name or password is wrong. It is not tried again until you store it anew, for accounts lock."),
        };
        return new Finding(rule, account.Portal, title, detail, NeedsPerson(account) ? "/settings/portals" : "/runs");
    }

    private static Finding Refund(AlertRule rule, ClaimItem claim) =>
        new(rule, claim.Id, "A guest is to be paid back", $"Trip {claim.Reservation}: a toll was corrected after it was claimed. The claim tells by how much.", $"/claims/{claim.Id}");

    /// <summary>Also for a while after it began to vanish: part of it is there still.</summary>
    private static IEnumerable<Finding> History(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts, VanishingHistory agency)
    {
        if (!facts.BroughtThrough.TryGetValue(agency.Layout, out var last) || Period.DaysBetween(facts.Today, last.PlusDays(agency.HistoryDays)) is var left && !trigger.Holds(left))
            yield break;
        yield return new Finding(
            rule, agency.Layout, $"{agency.Agency}’s history {(left > 0 ? $"vanishes in {Count(left, "day")}" : "has begun to vanish")}",
            $"{agency.Agency} deletes tolls {agency.HistoryDays} days after they were posted. What you have ends on {Day.Format(last)}; what was posted since is deleted from {Day.Format(last.PlusDays(agency.HistoryDays))} on.", "/imports");
    }

    private static IEnumerable<Finding> Dispute(AlertRule rule, AlertTrigger.OfFact trigger, OwnerFacts facts, VanishingHistory agency)
    {
        if (!facts.BroughtThrough.TryGetValue(agency.Layout, out var last) || Period.DaysBetween(facts.Today, last.PlusDays(agency.DisputeDays)) is var left && !trigger.Holds(left))
            yield break;
        yield return new Finding(
            rule, agency.Layout, $"Tolls of {agency.Agency} can be disputed for {(left == 0 ? "today only" : Count(left, "more day"))}",
            $"{agency.Agency} takes disputes within {agency.DisputeDays} days. You have not seen what was posted since {Day.Format(last)}.", "/imports");
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}{(count == 1 ? "" : "s")}");
}
