using TuroEzpass.Core;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Tests.Alerts;

/// <summary>The alert rules file.</summary>
public sealed class AlertRuleTests
{
    private const string Good = """
        levels: { high: [pager-duty, slack, email] }
        rules:
          - { id: a, title: A, priority: P1, level: high, audience: operators, where: both, budget: { percent: 100 }, todo: Do. }
        """;

    [Fact]
    public void Levels_reach_the_channels_that_the_old_runbook_names()
    {
        Assert.Equal([AlertChannel.PagerDuty, AlertChannel.Slack, AlertChannel.Email], AlertRules.BuiltIn.Levels[AlertLevel.High]);
        Assert.Equal([AlertChannel.Slack, AlertChannel.Email], AlertRules.BuiltIn.Levels[AlertLevel.Medium]);
        Assert.Equal([AlertChannel.Slack], AlertRules.BuiltIn.Levels[AlertLevel.Low]);
    }

    [Theory]
    [InlineData("no-recent-scrapes", AlertLevel.High)]
    [InlineData("api-errors", AlertLevel.High)]
    [InlineData("collector-down", AlertLevel.High)]
    [InlineData("table-writes-throttled", AlertLevel.High)]
    [InlineData("low-success-rate", AlertLevel.Medium)]
    [InlineData("api-slow", AlertLevel.Medium)]
    [InlineData("budget", AlertLevel.Medium)]
    [InlineData("proofs-large", AlertLevel.Medium)]
    [InlineData("deployments", AlertLevel.Low)]
    [InlineData("weekly-report", AlertLevel.Low)]
    [InlineData("configuration-changes", AlertLevel.Low)]
    public void The_old_runbooks_alarms_exist_at_the_same_levels(string id, AlertLevel level) => Assert.Equal(level, AlertRules.BuiltIn.Find(id)!.Level);

    [Fact]
    public void A_low_success_rate_must_last_two_hours_and_missing_collections_breach_without_data()
    {
        var rate = Assert.IsType<AlertTrigger.OfMetric>(AlertRules.BuiltIn.Find("low-success-rate")!.Trigger);
        Assert.Equal((50, 7200), (rate.Threshold, rate.Seconds * rate.Periods));
        Assert.False(rate.IsBreachedBy(null));
        var none = Assert.IsType<AlertTrigger.OfMetric>(AlertRules.BuiltIn.Find("no-recent-scrapes")!.Trigger);
        Assert.True(none.IsBreachedBy(null));
        Assert.True(none.IsBreachedBy(0));
        Assert.False(none.IsBreachedBy(1));
    }

    [Fact]
    public void Every_day_before_a_filing_deadline_matches_at_most_one_rule()
    {
        var bands = AlertRules.BuiltIn.All.Select(rule => rule.Trigger).OfType<AlertTrigger.OfFact>().Where(trigger => trigger.Fact == OwnerFact.ClaimDaysLeft).ToList();
        Assert.Equal([14, 7, 2], bands.Select(band => band.Through));
        Assert.All(Enumerable.Range(0, 15), day => Assert.Single(bands, band => band.Holds(day)));
        Assert.DoesNotContain(bands, band => band.Holds(15) || band.Holds(-1));
    }

    [Theory]
    [InlineData("id: a", "id: a, color: red", "color")]
    [InlineData("level: high", "level: loud", "'loud' of 'a' must be one of: High, Medium, Low")]
    [InlineData("level: high", "level: low", "has no channels")]
    [InlineData("title: A, ", "", "'a' has no 'title'")]
    [InlineData("budget: { percent: 100 }, ", "", "exactly one of")]
    [InlineData("todo: Do.", "todo: Do., schedule: { cron: '0 1 ? * MON *' }", "exactly one of")]
    [InlineData("todo: Do.", "todo: Do., kind: claims-due", "every owner rule needs a 'kind'")]
    [InlineData("percent: 100", "percent: 0", "above zero")]
    public void A_mistake_in_the_file_is_reported(string was, string becomes, string said)
    {
        Assert.Single(AlertRuleFile.Read("good.yaml", new StringReader(Good)).All);
        var fault = Assert.Throws<InputException>(() => AlertRuleFile.Read("bad.yaml", new StringReader(Good.Replace(was, becomes, StringComparison.Ordinal))));
        Assert.Contains("bad.yaml", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_id_is_refused() => Assert.Contains("'a' appears twice", Assert.Throws<InputException>(() =>
        AlertRuleFile.Read("bad.yaml", new StringReader(Good + "\n" + Good.Split('\n')[^1]))).Message, StringComparison.Ordinal);
}
