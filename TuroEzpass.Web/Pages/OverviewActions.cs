using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages;

/// <summary>Something that needs a person.</summary>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
/// <param name="Title">What to do.</param>
/// <param name="Detail">Why, or by when.</param>
/// <param name="Href">Where.</param>
/// <param name="Tone"><c>bad</c> for today, <c>warn</c> for soon, <c>plain</c> for whenever there is time.</param>
public sealed record OverviewAction(string Icon, string Title, string Detail, string Href, string Tone = "plain");

/// <summary>What the list is made from.</summary>
/// <param name="Figures">The figures.</param>
/// <param name="Outcomes">Rows by how they end.</param>
/// <param name="Running">Claims whose clock of hours runs: sent and disputed ones.</param>
/// <param name="Refunds">Claims whose guest is to be paid back.</param>
/// <param name="Imports">Files that wait, failed or were taken in.</param>
/// <param name="LastRun">The last collection that is over.</param>
public sealed record OverviewFacts(
    Analytics Figures, IReadOnlyDictionary<string, Total> Outcomes, IReadOnlyList<ClaimSummary> Running, IReadOnlyList<ClaimSummary> Refunds, ImportList Imports, Run? LastRun)
{
    /// <summary>Alerts that are so now.</summary>
    public IReadOnlyList<AlertInfo> Alerts { get; init; } = [];
}

/// <summary>What needs a person today, as one list: what runs out first comes first.</summary>
public static class OverviewActions
{
    /// <summary>Alerts that say what nothing else of the list does.</summary>
    private static readonly string[] OnlyAlerts = ["needs-sign-in", "statement-vanishing", "dispute-closing"];

    /// <summary>Lines of the same kind that are shown one by one; the others are summed up.</summary>
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
            yield return new("alert", $"Answer the dispute of {Name(claim)}", HoursLeftTag.Text(hours), $"/claims/{claim.Id}", "bad");
        }

        if (disputes.Count > MostOfAKind)
            yield return new("alert", $"Answer {locale.Count(disputes.Count - MostOfAKind, "more dispute")}", "Each has 72 hours", "/claims?show=disputed", "bad");
    }

    private static IEnumerable<OverviewAction> Filing(OverviewFacts facts, Locale locale)
    {
        if (facts.Figures.AtRisk is { Count: > 0 } risk)
            yield return new("claims", $"File {locale.Count(risk.Count, "claim")} within 14 days", $"{locale.Money(risk.Amount)} would be lost", "/claims?show=file", "bad");
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
            yield return new("imports", $"{failed[0].File} could not be taken in", failed[0].Error ?? "See what to do", "/imports", "warn");
        else if (failed.Count > 1)
            yield return new("imports", $"{locale.Count(failed.Count, "file")} could not be taken in", string.Join(", ", failed.Take(MostOfAKind).Select(import => import.File)), "/imports", "warn");
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
            yield return new("review", $"Decide {locale.Count(calls.Count, "toll")}", $"A guest’s, or yours? {locale.Money(calls.Amount)}", "/review");
        if (facts.Figures.UnknownDevices is > 0 and var unknown)
            yield return new("fleet", $"Name {locale.Count(unknown, "tag or plate", "tags and plates")}", $"Which car? {(Total(facts, "Unmapped") is { } tolls ? locale.Count(tolls.Count, "toll waits", "tolls wait") : "")}".Trim(), "/fleet");
        if (Total(facts, "Unreadable") is { } rows)
            yield return new("tolls", $"Look at {locale.Count(rows.Count, "row")} that can’t be read", "The statement may be damaged", "/tolls?outcome=Unreadable");
    }

    private static IEnumerable<OverviewAction> Waiting(OverviewFacts facts, Instant now, Locale locale)
    {
        var over = facts.Running.Count(claim => claim.State == ClaimState.Sent && Moments.InstantOf(claim.AnswerBy) < now);
        if (over > 0)
            yield return new("claims", $"See whether {locale.Count(over, "guest")} paid", "The 48 hours are over", "/claims?show=guest");
        // Those that run out are told of above.
        if (facts.Figures.Owed.Count - facts.Figures.AtRisk.Count is > 0 and var open)
            yield return new("claims", $"Check and send {locale.Count(open, "claim")}", "There is time, but money sooner is better", "/claims?show=file");
    }

    private static Total? Total(OverviewFacts facts, string outcome) => facts.Outcomes.TryGetValue(outcome, out var total) && total.Count > 0 ? total : null;

    private static string Name(ClaimSummary claim) => claim.Guest.Length > 0 ? claim.Guest : $"trip {claim.Trip}";
}
