using static TuroEzpass.Tests.Cloud.CloudTemplate;

namespace TuroEzpass.Tests.Cloud;

public sealed class RolePolicyTests
{
    /// <summary>Permissions that no service's code uses: the telemetry collector next to it does, and X-Ray has no resources.</summary>
    private static readonly (string Action, string On)[] Collector = [("xray:PutTraceSegments", "*"), ("xray:PutTelemetryRecords", "*")];

    /// <summary>Actions that AWS allows only for all resources.</summary>
    private static readonly string[] OnEverything = ["ecr:GetAuthorizationToken", "xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    [Theory]
    [InlineData("TuroEzpass.Api", "ApiRole")]
    [InlineData("TuroEzpass.Web", "WebRole")]
    [InlineData("TuroEzpass.Scraper", "ScraperRole")]
    public void A_role_allows_what_its_service_calls_and_nothing_more(string project, string role)
    {
        var needs = ServiceNeeds.Of(project);
        Assert.SkipUnless(needs.Count > 0, $"{project} does not use the store yet.");
        var allowed = RolePolicies.Of(role).Select(pair => pair.On.EndsWith("/*", StringComparison.Ordinal) ? (pair.Action, "objects") : pair).Except(Collector).ToHashSet();

        Assert.Equal(needs.Order(), allowed.Order());
        Assert.Subset(RolePolicies.Of(role).ToHashSet(), Collector.ToHashSet());
    }

    [Fact]
    public void Each_action_of_the_adapters_is_known_and_some_role_has_it()
    {
        var actions = AwsActions.OfAllAdapters();

        Assert.Contains("dynamodb:BatchWriteItem", actions);
        Assert.Contains("ssm:DeleteParameter", actions);
        Assert.All(actions, action => Assert.Contains(action, new[] { "ApiRole", "WebRole", "ScraperRole" }.SelectMany(RolePolicies.Of).Select(pair => pair.Action)));
        Assert.Equal(
            actions.Where(action => action.StartsWith("sqs:", StringComparison.Ordinal)).Order(),
            ServiceNeeds.QueueMethods.Values.SelectMany(one => one.Live.Concat(one.Dead)).Distinct().Order());
        foreach (var (method, (live, dead)) in ServiceNeeds.QueueMethods)
            Assert.Equal(AwsActions.Of("IWorkQueue", method).Order(), live.Concat(dead).Distinct().Order());
    }

    [Fact]
    public void No_policy_has_a_wildcard_unless_AWS_requires_it()
    {
        var seen = 0;
        foreach (var (id, _) in Platform.OfType("AWS::IAM::Role"))
        {
            foreach (var statement in RolePolicies.Statements(id))
            {
                var actions = All(statement["Action"]).Select(Text).ToList();
                Assert.All(actions, action => Assert.DoesNotContain('*', action));
                foreach (var on in All(statement["Resource"]).Select(Text))
                {
                    if (on == "*")
                        Assert.Subset(OnEverything.ToHashSet(), actions.ToHashSet());
                    else
                        // Objects of a folder, parameters of owners: their names are not known in advance.
                        Assert.True(!on.Contains('*', StringComparison.Ordinal) || on.EndsWith("/*", StringComparison.Ordinal), on);
                    seen++;
                }
            }
        }

        Assert.True(seen > 40, $"{seen} resources");
    }

    [Fact]
    public void Objects_are_opened_by_the_folder()
    {
        Assert.Equal(["failure-screenshots/*", "proofs/*", "statements/*"], On("ApiRole", "s3:GetObject"));
        Assert.Equal(["statements/*"], On("ApiRole", "s3:PutObject"));
        Assert.Equal(["sessions/*", "statements/*"], On("ApiRole", "s3:DeleteObject"));
        Assert.Equal(["sessions/*"], On("ScraperRole", "s3:DeleteObject"));
        Assert.Empty(On("WebRole", "s3:GetObject"));

        static IEnumerable<string> On(string role, string action) => RolePolicies.Of(role).Where(pair => pair.Action == action).Select(pair => pair.On).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void The_dashboard_reaches_its_key_ring_and_no_other_record()
    {
        var keyRing = RolePolicies.Statements("WebRole").Single(statement => Text(statement["Sid"]) == "KeyRing");
        var source = SourceCode.Files("TuroEzpass.Web").Single(file => Path.GetFileName(file.Path) == "RecordXmlRepository.cs").Text;

        Assert.Equal("{ForAllValues:StringEquals: {dynamodb:LeadingKeys:  [SYS#KEYRING]}, Null: {dynamodb:LeadingKeys: false}}", Text(keyRing["Condition"]));
        Assert.Contains("Partition = \"SYS#KEYRING\"", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_used_only_through_the_storage_services()
    {
        foreach (var role in new[] { "ApiRole", "WebRole", "ScraperRole" })
        {
            var key = RolePolicies.Statements(role).Single(statement => Text(statement["Sid"]) == "DataKey");
            var by = All(key["Condition"]["StringEquals"]["kms:ViaService"]).Select(node => Text(node).Split(' ')[1].Split('.')[0]);
            var services = RolePolicies.Of(role).Select(pair => pair.Action.Split(':')[0]).Intersect(["dynamodb", "s3", "ssm", "secretsmanager"]);

            Assert.Equal(services.Order(), by.Order());
        }
    }

    [Fact]
    public void A_role_is_assumed_only_by_its_services_tasks()
    {
        var roles = Platform.OfType("AWS::ECS::TaskDefinition").ToDictionary(task => Text(task.Properties["Family"]), task => Text(task.Properties["TaskRoleArn"]));

        Assert.Equal("!GetAtt ApiRole.Arn", roles["turo-ezpass-api"]);
        Assert.Equal("!GetAtt WebRole.Arn", roles["turo-ezpass-web"]);
        Assert.Equal("!GetAtt ScraperRole.Arn", roles["turo-ezpass-scraper-service"]);
        Assert.Equal("!GetAtt ScraperRole.Arn", roles["turo-ezpass-scraper"]);
        Assert.Equal(4, roles.Count);
    }
}
