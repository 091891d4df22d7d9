using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>A line of the to-do list.</summary>
/// <param name="Icon">A name from <see cref="Icons"/>.</param>
/// <param name="Title">What to do.</param>
/// <param name="Detail">Why, or by when.</param>
/// <param name="Href">The page to do it.</param>
/// <param name="Tone"><c>bad</c> for today, <c>warn</c> for soon, <c>plain</c> if it can wait.</param>
public sealed record OverviewAction(string Icon, string Title, string Detail, string Href, string Tone = "plain");

/// <summary>The input of the to-do list.</summary>
/// <param name="Figures">The figures.</param>
/// <param name="Outcomes">Rows by outcome.</param>
/// <param name="Running">Claims with a deadline in hours: sent and disputed ones.</param>
/// <param name="Refunds">Claims whose guest is due a refund.</param>
/// <param name="Imports">Waiting, failed and imported files.</param>
/// <param name="LastRun">The last collection that ended.</param>
public sealed record OverviewFacts(
    Analytics Figures, IReadOnlyDictionary<string, Total> Outcomes, IReadOnlyList<ClaimSummary> Running, IReadOnlyList<ClaimSummary> Refunds, ImportList Imports, Run? LastRun)
{
    /// <summary>Open alerts.</summary>
    public IReadOnlyList<AlertInfo> Alerts { get; init; } = [];
}

/// <summary>The to-do list, earliest deadline first.</summary>
public static class OverviewActions
{
    /// <summary>Alerts that no other line of the list covers.</summary>
    private static readonly string[] OnlyAlerts = ["needs-sign-in", "statement-vanishing", "dispute-closing"];

    /// <summary>The most lines of one kind; one more line sums up the rest.</summary>
    private const int MostOfAKind = 3;

    /// <summary>The list.</summary>
    public static IReadOnlyList<OverviewAction> Of(OverviewFacts facts, Instant now, Locale locale)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(locale);
        return [.. Disputes(facts, now, locale), .. Filing(facts, locale), .. Noticed(facts), .. Failures(facts, locale), .. Refunds(facts, locale), .. Decisions(facts, locale), .. Waiting(facts, now, locale)];
    }

    private static IEnumerable<OverviewAction> Disputes(OverviewFacts facts, Instant now, Locale locale)
    {
        var disputes = facts.Running.Where(claim => claim.State == ClaimState.Disputed).OrderBy(claim => claim.AnswerBy, StringComparer.Ordinal).ToList();
        foreach (var claim in disputes.Take(MostOfAKind))
        {
            var hours = Moments.InstantOf(claim.AnswerBy) is { } end ? (end - now).TotalHours : 0;
            yield return new("alert", $"Respond to the dispute by {Name(claim)}", HoursLeftTag.Text(hours), $"/claims/{claim.Id}", "bad");
        }

        if (disputes.Count > MostOfAKind)
            yield return new("alert", $"Respond to {locale.Count(disputes.Count - MostOfAKind, "more dispute")}", "You have 72 hours for each", "/claims?show=disputed", "bad");
    }

    private static IEnumerable<OverviewAction> Filing(OverviewFacts facts, Locale locale)
    {
        if (facts.Figures.AtRisk is { Count: > 0 } risk)
            yield return new("claims", $"File {locale.Count(risk.Count, "claim")} within 14 days", $"Otherwise you lose {locale.Money(risk.Amount)}", "/claims?show=file", "bad");
    }

    private static IEnumerable<OverviewAction> Noticed(OverviewFacts facts) => facts.Alerts
        .Where(alert => alert.Stage == AlertStage.Open && OnlyAlerts.Contains(alert.Rule)).Take(MostOfAKind)
        .Select(alert => new OverviewAction("alert", alert.Title, alert.ToDo, alert.Link, "warn"));

    private static IEnumerable<OverviewAction> Failures(OverviewFacts facts, Locale locale)
    {
        if (facts.LastRun is { Status: RunState.Failed } run)
            yield return new("runs", "The last collection failed", run.Error ?? run.Source, "/runs", "warn");
        var failed = facts.Imports.Waiting.Where(import => import.Status == ImportStatus.Failed).ToList();
        if (failed.Count == 1)
            yield return new("imports", $"{failed[0].File} could not be imported", failed[0].Error ?? "Open Imports to fix it", "/imports", "warn");
        else if (failed.Count > 1)
            yield return new("imports", $"{locale.Count(failed.Count, "file")} could not be imported", string.Join(", ", failed.Take(MostOfAKind).Select(import => import.File)), "/imports", "warn");
    }

    private static IEnumerable<OverviewAction> Refunds(OverviewFacts facts, Locale locale)
    {
        foreach (var claim in facts.Refunds.Take(MostOfAKind))
            yield return new("claims", $"Refund {Name(claim)}", claim.Warnings.FirstOrDefault(ClaimWords.IsRefund) is { } why ? ClaimWords.Sentence(why, locale) : "A toll was corrected.", $"/claims/{claim.Id}", "warn");
        if (facts.Refunds.Count > MostOfAKind)
            yield return new("claims", $"Refund {locale.Count(facts.Refunds.Count - MostOfAKind, "more guest")}", "Their tolls were corrected", "/claims?show=refund", "warn");
    }

    private static IEnumerable<OverviewAction> Decisions(OverviewFacts facts, Locale locale)
    {
        if (Total(facts, "NeedsReview") is { } calls)
            yield return new("review", $"Review {locale.Count(calls.Count, "toll")}", $"Guest’s or yours? {locale.Money(calls.Amount)}", "/review");
        if (facts.Figures.UnknownDevices is > 0 and var unknown)
            yield return new("fleet", $"Assign {locale.Count(unknown, "tag or plate", "tags and plates")} to a car", Total(facts, "Unmapped") is { } tolls ? $"{locale.Count(tolls.Count, "toll")} waiting" : "Their car is unknown", "/fleet");
        if (Total(facts, "Unreadable") is { } rows)
            yield return new("tolls", $"Check {locale.Count(rows.Count, "unreadable row")}", "The statement may be damaged", "/tolls?outcome=Unreadable");
    }

    private static IEnumerable<OverviewAction> Waiting(OverviewFacts facts, Instant now, Locale locale)
    {
        var over = facts.Running.Count(claim => claim.State == ClaimState.Sent && Moments.InstantOf(claim.AnswerBy) < now);
        if (over > 0)
            yield return new("claims", $"Check whether {locale.Count(over, "guest")} paid", "The 48 hours have passed", "/claims?show=guest");
        // Filing() lists the claims at risk.
        if (facts.Figures.Owed.Count - facts.Figures.AtRisk.Count is > 0 and var open)
            yield return new("claims", $"Check and file {locale.Count(open, "claim")}", "No deadline soon, but filing early gets you paid sooner", "/claims?show=file");
    }

    private static Total? Total(OverviewFacts facts, string outcome) => facts.Outcomes.TryGetValue(outcome, out var total) && total.Count > 0 ? total : null;

    private static string Name(ClaimSummary claim) => claim.Guest.Length > 0 ? claim.Guest : $"trip {claim.Trip}";
}
