using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Runs;
using TuroEzpass.Web.SignIn;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.Cloud.CloudTemplate;

namespace TuroEzpass.Tests.Cloud;

public sealed partial class PlatformTests
{
    private static IEnumerable<(string Family, YamlNode Container)> Ours => Platform.OfType("AWS::ECS::TaskDefinition")
        .Select(task => (Text(task.Properties["Family"]), All(task.Properties["ContainerDefinitions"]).First()));

    [Fact]
    public void Names_in_the_old_runbook_exist()
    {
        Assert.Equal("turo-ezpass-cluster", Text(Platform.Of("Cluster")["ClusterName"]));
        Assert.Equal("turo-ezpass-scheduler", Text(Platform.Of("Scheduler")["Name"]));
        Assert.Equal("/ecs/turo-ezpass", Text(Platform.Of("ScraperLogs")["LogGroupName"]));
        Assert.Equal(
            ["turo-ezpass-api", "turo-ezpass-scraper-service", "turo-ezpass-web"],
            Platform.OfType("AWS::ECS::Service").Select(service => Text(service.Properties["ServiceName"])).Order(StringComparer.Ordinal));
        // aws ecs run-task --task-definition turo-ezpass-scraper, and its log at ecs/scraper/<task>.
        var (_, once) = Assert.Single(Ours, one => one.Family == "turo-ezpass-scraper");
        Assert.Equal(("scraper", "ecs", "!Ref ScraperLogs"), (Text(once["Name"]), Log(once, "awslogs-stream-prefix"), Log(once, "awslogs-group")));
        Assert.Equal(["scrape", "--once"], All(once["Command"]).Select(Text));
    }

    [Fact]
    public void Outputs_have_the_old_names_as_far_as_they_may()
    {
        foreach (var name in new[] { "dashboard_url", "api_url", "cognito_user_pool_id", "cluster_name" })
        {
            var key = string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
            Assert.Equal($"turo-ezpass-{name.Replace('_', '-')}", Text(Platform.Outputs[key]["Export"]["Name"]));
        }

        Assert.All(Platform.Outputs, output => Assert.Matches("^turo-ezpass-[a-z0-9-]+$", Text(output.Value["Export"]["Name"])));
    }

    [Fact]
    public void It_uses_the_outputs_of_app_resources()
    {
        var given = Platform.Parameters.Where(parameter => Find(parameter.Value, "Default") is null).Select(parameter => parameter.Key).Except(["DomainName"]).ToList();

        // The ARNs of table and bucket follow from their names, so a restored table needs only its name.
        Assert.Equal(AppResources.Outputs.Keys.Except(["TableArn", "BucketArn"]).Order(), given.Order());
    }

    [Fact]
    public void A_restored_table_is_used_by_setting_one_parameter()
    {
        var uses = Ours.Select(one => Text(Environment(one.Container)["Storage__Table"])).ToList();

        Assert.All(uses, value => Assert.Equal("!Ref TableName", value));
        var tables = new[] { "ApiRole", "WebRole", "ScraperRole" }.SelectMany(RolePolicies.Statements).SelectMany(statement => All(statement["Resource"])).Select(Text)
            .Where(on => on.Contains(":dynamodb:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, on => Assert.Contains("table/${TableName}", on, StringComparison.Ordinal));
        Assert.Equal(1, File.ReadAllText(RepositoryFiles.InRepository("TuroEzpass.AppHost", "cloudformation", "app-resources.template")).Split("turo_ezpass_trips").Length - 1);
    }

    [Fact]
    public void The_maintenance_page_comes_before_every_rule_and_needs_no_service()
    {
        var rules = Platform.OfType("AWS::ElasticLoadBalancingV2::ListenerRule").ToDictionary(rule => rule.Id, rule => int.Parse(Text(rule.Properties["Priority"]), null));
        var page = All(Platform.Of("MaintenanceRule")["Actions"]).Single();
        var html = Text(page["FixedResponseConfig"]["MessageBody"]);

        Assert.Equal("MaintenanceRule", rules.MinBy(rule => rule.Value).Key);
        Assert.Equal("fixed-response", Text(page["Type"]));
        Assert.True(html.Length <= 1024, $"{html.Length} characters");
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var when = Text(Platform.Of("MaintenanceRule")["Conditions"]);
        Assert.Contains("IsInMaintenance, {Field: path-pattern, PathPatternConfig: {Values:  [/*]}}, {Field: host-header", when, StringComparison.Ordinal);
    }

    [Fact]
    public void The_event_of_the_runbook_and_the_schedule_reach_the_queue()
    {
        var manual = Platform.Of("ManualTrigger");

        Assert.Equal(" [manual.trigger]", Text(manual["EventPattern"]["source"]));
        Assert.Equal(" [Manual Scraper Run]", Text(manual["EventPattern"]["detail-type"]));
        var target = All(manual["Targets"]).Single();
        // Unchanged: the worker reads EventBridge's envelope.
        Assert.True(Find(target, "Input") is null && Find(target, "InputPath") is null && Find(target, "InputTransformer") is null);
        var daily = All(Platform.Of("Scheduler")["Targets"]).Single();
        using var sent = JsonDocument.Parse(Text(daily["Input"]));
        Assert.Equal(ScrapeRequest.EveryOwner, sent.RootElement.GetProperty("detail").GetProperty("userId").GetString());
        Assert.All(new[] { target, daily }, one => Assert.Equal(("!Ref ScrapesQueueArn", "!Ref ScrapesDeadQueueArn"), (Text(one["Arn"]), Text(one["DeadLetterConfig"]["Arn"]))));
    }

    [Theory]
    [InlineData("ScrapesQueuePolicy", "ScrapesQueue")]
    [InlineData("ScrapesDeadQueuePolicy", "ScrapesDeadQueue")]
    public void The_queue_lets_these_two_rules_send_and_no_other(string policy, string queue)
    {
        var allows = All(AppResources.Of(policy)["PolicyDocument"]["Statement"]).Where(statement => Text(statement["Effect"]) == "Allow").ToList();
        var may = Assert.Single(allows);
        var rules = All(may["Condition"]["ArnEquals"]["aws:SourceArn"]).Select(node => Text(node).Split(":rule/")[1]);

        Assert.Equal(("sqs:SendMessage", $"!GetAtt {queue}.Arn", $" [!Ref {queue}]"), (Text(may["Action"]), Text(may["Resource"]), Text(AppResources.Of(policy)["Queues"])));
        Assert.Equal(Platform.OfType("AWS::Events::Rule").Select(rule => Text(rule.Properties["Name"])).Order(), rules.Order());
    }

    [Fact]
    public void A_queue_has_one_policy()
    {
        var queues = AppResources.OfType("AWS::SQS::QueuePolicy").SelectMany(policy => All(policy.Properties["Queues"])).Select(Text).ToList();

        Assert.Equal(AppResources.OfType("AWS::SQS::Queue").Select(queue => $"!Ref {queue.Id}").Order(), queues.Order());
    }

    [Fact]
    public void A_container_of_ours_has_no_rights_it_does_not_need()
    {
        Assert.All(Ours, one =>
        {
            Assert.Equal("true", Text(one.Container["ReadonlyRootFilesystem"]));
            Assert.Equal("1654:1654", Text(one.Container["User"]));
            Assert.Equal(" [ALL]", Text(one.Container["LinuxParameters"]["Capabilities"]["Drop"]));
            Assert.Equal("/tmp", Text(All(one.Container["MountPoints"]).Single()["ContainerPath"]));
            // Fargate stops a container after two minutes at the latest.
            Assert.InRange(int.Parse(Text(one.Container["StopTimeout"]), null), 30, 120);
        });
    }

    [Fact]
    public void A_bad_deployment_is_rolled_back()
    {
        Assert.All(Platform.OfType("AWS::ECS::Service"), service =>
            Assert.Equal("{Enable: true, Rollback: true}", Text(service.Properties["DeploymentConfiguration"]["DeploymentCircuitBreaker"])));
        Assert.Equal(["/alive", "/alive"], Platform.OfType("AWS::ElasticLoadBalancingV2::TargetGroup").Select(group => Text(group.Properties["HealthCheckPath"])));
    }

    [Fact]
    public void Cognito_redirects_to_the_dashboards_callback()
    {
        var signIn = SourceCode.Files("TuroEzpass.Web").Single(file => Path.GetFileName(file.Path) == "SignInServices.cs").Text;
        var paths = CallbackPaths().Matches(signIn).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Equal($"!Sub https://${{DomainName}}{paths["CallbackPath"]}", Text(All(Platform.Of("UserPoolClient")["CallbackURLs"]).Single()));
        Assert.Equal($"!Sub https://${{DomainName}}{paths["SignedOutCallbackPath"]}", Text(All(Platform.Of("UserPoolClient")["LogoutURLs"]).Single()));
        Assert.Equal(new WebOidcOptions().Scope.Split(' '), All(Platform.Of("UserPoolClient")["AllowedOAuthScopes"]).Select(Text));
        Assert.Equal(new OidcOptions().OperatorsGroup, Text(Platform.Of("OperatorsGroup")["GroupName"]));
        Assert.Equal("ACTIVE", Text(Platform.Of("UserPool")["DeletionProtection"]));
    }

    /// <summary>A container's variables, including those in an <c>!If</c>.</summary>
    internal static IReadOnlyDictionary<string, YamlNode> Environment(YamlNode container) => ((YamlSequenceNode)container["Environment"]).Children
        .Select(variable => variable is YamlSequenceNode { Tag.IsEmpty: false } choice ? choice[1] : variable)
        .ToDictionary(variable => Text(variable["Name"]), variable => variable["Value"]);

    private static string Log(YamlNode container, string option) => Text(container["LogConfiguration"]["Options"][option]);

    [GeneratedRegex("""(\w+CallbackPath|CallbackPath) = "([^"]+)";""")]
    private static partial Regex CallbackPaths();
}
