using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TuroEzpass.Core.Alerts;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Alerts;

/// <summary>The rules and <c>monitoring.template</c> agree.</summary>
public sealed class MonitoringTemplateTests
{
    private const string NamePrefix = "turo-ezpass-${EnvironmentName}-";
    private static readonly string Path = InRepository("TuroEzpass.AppHost", "cloudformation", "monitoring.template");

    private static readonly Dictionary<string, (string Name, string Value)[]> Dimensions = new()
    {
        [""] = [],
        ["api"] = [("LoadBalancer", "AlbFullName"), ("TargetGroup", "ApiTargetGroupFullName")],
        ["web"] = [("LoadBalancer", "AlbFullName"), ("TargetGroup", "WebTargetGroupFullName")],
        ["scraper"] = [("ClusterName", "ClusterName"), ("ServiceName", "ScraperServiceName")],
        ["table"] = [("TableName", "TableName")],
        ["scrapes-dead"] = [("QueueName", "ScrapesDeadQueueName")],
        ["imports-dead"] = [("QueueName", "ImportsDeadQueueName")],
        ["proofs"] = [("BucketName", "BucketName"), ("StorageType", "StandardStorage")],
    };

    private readonly YamlMappingNode template;

    public MonitoringTemplateTests()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path);
        yaml.Load(text);
        template = (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<AlertRule> OnAws => AlertRules.BuiltIn.All.Where(rule => rule.IsOnAws);

    [Fact]
    public void Every_AWS_rule_has_exactly_one_alarm_budget_or_event_rule_and_vice_versa()
    {
        var there = Of("AWS::CloudWatch::Alarm").Select(alarm => IdOf(alarm, "AlarmName"))
            .Concat(Of("AWS::Events::Rule").Select(rule => IdOf(rule, "Name")))
            .Concat(Of("AWS::Budgets::Budget").Select(budget => IdOf(At(budget, "Budget"), "BudgetName")));
        Assert.Equal(OnAws.Select(rule => rule.Id).Order(), there.Order());
    }

    [Fact]
    public void An_alarm_has_its_rules_metric_threshold_time_missing_data_and_topic()
    {
        var rules = OnAws.Where(rule => rule.Trigger is AlertTrigger.OfMetric).ToList();
        Assert.NotEmpty(rules);
        foreach (var rule in rules)
        {
            var metric = (AlertTrigger.OfMetric)rule.Trigger;
            var alarm = Of("AWS::CloudWatch::Alarm").Single(alarm => IdOf(alarm, "AlarmName") == rule.Id);
            var statistic = metric.Statistic[0] == 'p' ? "ExtendedStatistic" : "Statistic";
            Assert.Equal(
                (metric.Namespace, metric.Name, metric.Statistic, metric.Threshold.ToString(CultureInfo.InvariantCulture), metric.Seconds.ToString(CultureInfo.InvariantCulture), metric.Periods.ToString(CultureInfo.InvariantCulture)),
                (Text(alarm, "Namespace"), Text(alarm, "MetricName"), Text(alarm, statistic), Text(alarm, "Threshold"), Text(alarm, "Period"), Text(alarm, "EvaluationPeriods")));
            Assert.Equal(metric.Comparison switch { AlertComparison.Below => "LessThanThreshold", AlertComparison.Above => "GreaterThanThreshold", _ => "GreaterThanOrEqualToThreshold" }, Text(alarm, "ComparisonOperator"));
            Assert.Equal(metric.Missing == MissingData.Breaching ? "breaching" : "notBreaching", Text(alarm, "TreatMissingData"));
            Assert.Equal(Dimensions[metric.Of], Has(alarm, "Dimensions") ? List(alarm, "Dimensions").Select(one => (Text(one, "Name"), Text(one, "Value"))) : []);
            Assert.Equal([TopicOf(rule)], List(alarm, "AlarmActions").Select(Text));
            Assert.Equal([TopicOf(rule)], List(alarm, "OKActions").Select(Text));
            Assert.Contains($"{rule.Priority}: {rule.Title}.", Text(alarm, "AlarmDescription"), StringComparison.Ordinal);
            Assert.Contains(rule.Runbook, Text(alarm, "AlarmDescription"), StringComparison.Ordinal);
            // CloudWatch looks back for at most a day, unless a period is longer.
            Assert.InRange(metric.Seconds * metric.Periods, 60, 86400);
        }
    }

    [Fact]
    public void Event_rules_schedules_and_the_budget_are_as_the_rules_say()
    {
        foreach (var rule in OnAws)
        {
            switch (rule.Trigger)
            {
                case AlertTrigger.OfEvent told:
                    var pattern = At(EventRule(rule), "EventPattern");
                    Assert.Equal(told.Sources, List(pattern, "source").Select(Text));
                    Assert.Equal(told.DetailTypes, List(pattern, "detail-type").Select(Text));
                    break;
                case AlertTrigger.OfSchedule schedule:
                    Assert.Equal($"cron({schedule.Cron})", Text(EventRule(rule), "ScheduleExpression"));
                    break;
                case AlertTrigger.OfBudget budget:
                    var notice = Assert.Single(List(Of("AWS::Budgets::Budget").Single(), "NotificationsWithSubscribers"));
                    Assert.Equal((budget.Percent.ToString(CultureInfo.InvariantCulture), "PERCENTAGE", "ACTUAL"), (Text(At(notice, "Notification"), "Threshold"), Text(At(notice, "Notification"), "ThresholdType"), Text(At(notice, "Notification"), "NotificationType")));
                    Assert.Equal(TopicOf(rule), Text(Assert.Single(List(notice, "Subscribers")), "Address"));
                    break;
            }
        }

        YamlMappingNode EventRule(AlertRule rule)
        {
            var its = Of("AWS::Events::Rule").Single(one => IdOf(one, "Name") == rule.Id);
            Assert.Equal(TopicOf(rule), Text(Assert.Single(List(its, "Targets")), "Arn"));
            return its;
        }
    }

    [Fact]
    public void Each_topic_has_the_subscriptions_of_its_levels_channels()
    {
        var slack = Of("AWS::Chatbot::SlackChannelConfiguration").SelectMany(one => List(one, "SnsTopicArns")).Select(Text).ToList();
        var others = Of("AWS::SNS::Subscription").Select(one => (Topic: Text(one, "TopicArn"), Protocol: Text(one, "Protocol"))).ToList();
        foreach (var (level, channels) in AlertRules.BuiltIn.Levels)
        {
            var topic = $"{level}Topic";
            Assert.Equal(channels.Contains(AlertChannel.Slack), slack.Contains(topic));
            Assert.Equal(channels.Contains(AlertChannel.PagerDuty), others.Contains((topic, "https")));
            Assert.Equal(channels.Contains(AlertChannel.Email), others.Contains((topic, "email")));
        }
    }

    [Fact]
    public void The_dashboard_is_JSON_and_shows_only_existing_metrics()
    {
        var dashboard = Of("AWS::CloudWatch::Dashboard").Single();
        Assert.Equal("turo-ezpass-${EnvironmentName}-dashboard", Text(dashboard, "DashboardName"));
        var widgets = JsonDocument.Parse(Text(dashboard, "DashboardBody")).RootElement.GetProperty("widgets").EnumerateArray().ToList();
        Assert.Equal(
            ["## Scraper activity", "## API performance", "## Dashboard usage", "## Infrastructure health"],
            widgets.Where(widget => widget.GetProperty("type").GetString() == "text").Select(widget => widget.GetProperty("properties").GetProperty("markdown").GetString()));
        var metrics = widgets.Where(widget => widget.GetProperty("type").GetString() == "metric").SelectMany(widget => widget.GetProperty("properties").GetProperty("metrics").EnumerateArray()).ToList();
        var own = metrics.Where(metric => metric[0].GetString() == "TuroEZPass").Select(metric => metric[1].GetString()!).ToList();
        Assert.Equal(
            ["AvgRecordsPerScrape", "FailedScrapes", "RecentScrapes24h", "RecentSuccessRate24h", "SuccessRate", "SuccessfulScrapes", "TotalRecords", "TotalScrapes", "UniqueUsers"], own.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_template_passes_cfn_lint()
    {
        Process? lint = null;
        try
        {
            lint = Process.Start(new ProcessStartInfo("cfn-lint", [Path]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("cfn-lint is not on the PATH");
        }

        var said = await lint!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, said);
    }

    private static string TopicOf(AlertRule rule) => $"{rule.Level}Topic";

    private static string IdOf(YamlMappingNode resource, string key)
    {
        var name = Text(resource, key);
        Assert.StartsWith(NamePrefix, name, StringComparison.Ordinal);
        return name[NamePrefix.Length..];
    }

    /// <summary>The properties of the resources of a type.</summary>
    private IEnumerable<YamlMappingNode> Of(string type) => ((YamlMappingNode)template.Children["Resources"]).Children.Values.Cast<YamlMappingNode>()
        .Where(resource => Text(resource, "Type") == type).Select(resource => At(resource, "Properties"));

    private static YamlMappingNode At(YamlNode node, string key) => (YamlMappingNode)((YamlMappingNode)node).Children[key];

    private static bool Has(YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(key);

    private static IEnumerable<YamlNode> List(YamlNode node, string key) => (YamlSequenceNode)((YamlMappingNode)node).Children[key];

    private static string Text(YamlNode node, string key) => Text(((YamlMappingNode)node).Children[key]);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
