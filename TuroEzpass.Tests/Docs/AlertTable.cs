using System.Globalization;
using System.Text;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Tests.Docs;

/// <summary>The runbook's alert table, generated from the rules.</summary>
internal static class AlertTable
{
    /// <summary>The section of the runbook that says how to fix each.</summary>
    private static readonly Dictionary<string, string> Fixes = new()
    {
        ["no-recent-scrapes"] = "No collection",
        ["api-errors"] = "API errors",
        ["api-down"] = "Task failures",
        ["dashboard-down"] = "Dashboard not loading",
        ["collector-down"] = "Task failures",
        ["store-unhealthy"] = "API errors",
        ["scrapes-dead"] = "Queues",
        ["imports-dead"] = "Queues",
        ["table-reads-throttled"] = "Throttling",
        ["table-writes-throttled"] = "Throttling",
        ["low-success-rate"] = "Scraper sign-in failures",
        ["api-slow"] = "API errors",
        ["budget"] = "High costs",
        ["proofs-large"] = "Disk and storage",
        ["disk-nearly-full"] = "Disk and storage",
        ["deployments"] = "Application",
        ["configuration-changes"] = "CloudTrail",
        ["weekly-report"] = "Weekly",
    };

    public static string Markdown()
    {
        var text = new StringBuilder();
        foreach (var (title, audience) in new[] { ("Operators'", AlertAudience.Operators), ("Hosts'", AlertAudience.Owner) })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n| {title} alert | Priority | Level | Condition | Watched by | What to do |\n|---|---|---|---|---|---|\n");
            foreach (var rule in AlertRules.BuiltIn.All.Where(rule => rule.Audience == audience))
            {
                var fix = audience == AlertAudience.Owner ? "Hosts' alerts" : Fixes[rule.Id];
                text.Append(CultureInfo.InvariantCulture, $"| <a id=\"alert-{rule.Id}\"></a>`{rule.Id}` {rule.Title} | {rule.Priority} | {rule.Level.ToString().ToLowerInvariant()} ");
                text.Append(CultureInfo.InvariantCulture, $"| {Condition(rule.Trigger)} | {Place(rule.Place)} | {rule.ToDo} [{fix}](#{fix.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace(' ', '-')}) |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Place(AlertPlace place) => place switch { AlertPlace.Aws => "AWS", AlertPlace.Process => "API", _ => "both" };

    private static string Condition(AlertTrigger trigger) => trigger switch
    {
        AlertTrigger.OfMetric metric => Metric(metric),
        AlertTrigger.OfEvent told => $"{string.Join(", ", told.DetailTypes)}, from {string.Join(", ", told.Sources)}",
        AlertTrigger.OfBudget budget => $"more than {budget.Percent} % of the month's budget",
        AlertTrigger.OfSchedule schedule => $"`{schedule.Cron}`",
        AlertTrigger.OfFact fact => Fact(fact),
        _ => throw new InvalidOperationException("There is no other trigger."),
    };

    private static string Metric(AlertTrigger.OfMetric metric)
    {
        var side = metric.Comparison switch { AlertComparison.Below => "below", AlertComparison.Above => "above", _ => "at least" };
        var of = metric.Of.Length == 0 ? "" : $" of {metric.Of}";
        var time = TimeSpan.FromSeconds((double)metric.Seconds * metric.Periods);
        var length = time.TotalDays >= 1 ? $"{time.TotalDays:0} d" : time.TotalHours >= 1 ? $"{time.TotalHours:0} h" : $"{time.TotalMinutes:0} min";
        var threshold = metric.Name.EndsWith("Bytes", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{metric.Threshold / (1L << 30):0.##} GiB") : metric.Threshold.ToString(CultureInfo.InvariantCulture);
        var missing = metric.Missing == MissingData.Breaching ? ", or no data" : "";
        return $"`{metric.Name}`{of} ({metric.Statistic}) {side} {threshold} for {length}{missing}";
    }

    private static string Fact(AlertTrigger.OfFact fact) => fact.Fact switch
    {
        OwnerFact.ClaimDaysLeft => $"{fact.From} to {fact.Through} days to file a claim",
        OwnerFact.UnknownDevice => "a toll whose tag or plate is not assigned to a car",
        OwnerFact.NeedsSignIn => "a site that needs you to sign in",
        OwnerFact.CollectionFailed => "a site whose collection failed",
        OwnerFact.RefundDue => "a guest who paid too much",
        OwnerFact.HistoryDaysLeft => $"at most {fact.Through} days until an agency deletes tolls that were not collected",
        OwnerFact.DisputeDaysLeft => $"{fact.From} to {fact.Through} days to dispute tolls that were not imported",
        _ => throw new InvalidOperationException("There is no other fact."),
    };
}
