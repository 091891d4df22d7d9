using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Contracts;
using TuroEzpass.Scraper;
using TuroEzpass.Storage;
using TuroEzpass.Tests.Configuration;
using TuroEzpass.Web.SignIn;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.Cloud.CloudTemplate;

namespace TuroEzpass.Tests.Cloud;

/// <summary>The variables that <c>platform.template</c> sets for its tasks, compared with the options classes.</summary>
public sealed partial class TaskEnvironmentTests
{
    /// <summary>Keys that have no default and are deliberately not set on AWS.</summary>
    private static readonly Dictionary<string, string> NotNeeded = new()
    {
        ["Storage:DataFolder"] = "of the other engine",
        ["Storage:SharedSecretsOwner"] = "of no task that reads no sign-ins; nobody's where the parameter is empty",
        ["Auth:Oidc:Audience"] = "Cognito's access tokens have none",
        ["Api:CorsOrigins:0"] = "pages of no other origin call the API",
        ["Web:Oidc:ClientSecret"] = "a public client with PKCE has none",
        ["Notify:HookHosts:0"] = "hooks.slack.com alone",
        ["Notify:Operators:Email:0"] = "CloudWatch tells operators (monitoring.template)",
        ["Notify:Operators:Slack"] = "the same",
        ["Notify:Operators:PagerDutyKey"] = "the same",
        ["Notify:Operators:QuietFrom"] = "the same",
        ["Notify:Operators:QuietTo"] = "the same",
        ["Scraper:RunNowKey"] = "a developer's machine only",
        ["Scraper:Zone"] = "EventBridge says when",
        ["Scraper:Browser"] = "the image has one on its path",
        ["Scraper:Definitions"] = "the built-in ones",
        ["Scraper:Simulator"] = "the real sites",
    };

    public static TheoryData<string, string> Tasks => new()
    {
        { "turo-ezpass-api", "api" }, { "turo-ezpass-web", "web" }, { "turo-ezpass-scraper-service", "scraper" }, { "turo-ezpass-scraper", "cli" },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_given_no_key_that_its_service_does_not_read(string family, string service)
    {
        foreach (var variable in Environment(family).Keys)
        {
            var key = ConfigurationKeys.ByVariable(variable);
            Assert.True(key is not null, $"{family} is given {variable}, which nothing reads");
            // The one-off task's program is the whole command line; it logs like a service.
            Assert.True(key!.Services.Contains(service) || (service == "cli" && key.Services.Contains("scraper")), $"{family} is given {variable}, which only {string.Join(", ", key.Services)} reads");
            Assert.False(key.IsSecret, $"{variable} is a secret: give it by Secrets, not by Environment");
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_given_every_key_that_has_no_default(string family, string service)
    {
        var given = Environment(family).Keys.Concat(Secrets(family)).ToHashSet();
        // A single run has no sign-in and no pages: it reads only the store's and the scraper's sections.
        var sections = service == "cli" ? ["Storage", "Scraper"] : ConfigurationKeys.Options.Select(one => one.Section).ToArray();
        var needed = ConfigurationKeys.All.Where(key => key.Services.Contains(service) && key.HasNoDefault && sections.Contains(key.Key.Split(':')[0]));

        Assert.All(needed.Where(key => !NotNeeded.ContainsKey(key.Key)), key => Assert.Contains(key.Variable, given));
    }

    [Fact]
    public void Keys_that_are_not_needed_still_exist() => Assert.All(NotNeeded.Keys, key => Assert.Contains(key, ConfigurationKeys.All.Select(one => one.Key)));

    [Theory]
    [MemberData(nameof(Tasks))]
    public void The_services_take_what_they_are_given(string family, string service)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Environment(family).Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)Filled(pair.Value)))).Build();

        var storage = StorageOptionsReader.Read(configuration);

        Assert.Equal((StorageEngineName.Aws, "turo_ezpass_trips"), (storage.Engine, storage.Table));
        Assert.StartsWith("https://", storage.Queues.Scrapes, StringComparison.Ordinal);
        switch (service)
        {
            case "api":
                var auth = AuthOptionsReader.Read(configuration);
                Assert.Equal((SignInMode.Oidc, null, "https://tolls.example.com/"), (auth.Mode, auth.Oidc.Audience, auth.WebUrl!.ToString()));
                Assert.True(BindingGuard.IsBehindProxy(configuration));
                Assert.True(configuration.GetSection("Reporter").Get<ReporterOptions>()!.EmbeddedMetrics);
                break;
            case "web":
                var web = configuration.GetSection(WebOptions.Section).Get<WebOptions>(binder => binder.ErrorOnUnknownConfiguration = true)!;
                Assert.Equal(("client", "https+http://api"), (web.Oidc!.ClientId, web.Api.OriginalString));
                Assert.Equal("http://api:8080", configuration["services:api:http:0"]);
                break;
            default:
                var scraper = configuration.GetSection(ScraperOptions.Section).Get<ScraperOptions>(binder => binder.ErrorOnUnknownConfiguration = true)!;
                Assert.Equal(ScheduleBy.External, scraper.Schedule);
                break;
        }
    }

    [Fact]
    public void A_queue_is_given_by_its_URL() => Assert.All(Tasks, task => Assert.All(
        Environment(task.Data.Item1).Where(pair => pair.Key.StartsWith("Storage__Queues__", StringComparison.Ordinal)),
        pair => Assert.Equal($"!Ref {pair.Key.Split("__")[^1]}QueueUrl", Text(pair.Value))));

    [Fact]
    public void The_dashboard_calls_the_API_by_the_name_that_the_API_has()
    {
        var service = All(Platform.Of("ApiService")["ServiceConnectConfiguration"]["Services"]).Single();
        var alias = All(service["ClientAliases"]).Single();
        var port = All(Container("turo-ezpass-api")["PortMappings"]).Single();

        Assert.Equal($"http://{Text(alias["DnsName"])}:{Text(alias["Port"])}", Text(Environment("turo-ezpass-web")["services__api__http__0"]));
        Assert.Equal(Text(service["PortName"]), Text(port["Name"]));
        Assert.Equal(Text(port["ContainerPort"]), Text(Environment("turo-ezpass-api")["ASPNETCORE_HTTP_PORTS"]));
    }

    private static YamlNode Container(string family) => All(Platform.OfType("AWS::ECS::TaskDefinition").Single(task => Text(task.Properties["Family"]) == family).Properties["ContainerDefinitions"]).First();

    [Fact]
    public void A_secret_comes_from_Secrets_Manager_and_is_read_by_the_execution_role()
    {
        var secrets = Tasks.SelectMany(task => Secrets(task.Data.Item1)).ToList();

        Assert.Equal(["Notify__Smtp__User", "Notify__Smtp__Password"], secrets);
        Assert.All(secrets, variable => Assert.Contains("api", ConfigurationKeys.ByVariable(variable)!.Services));
        Assert.Contains(RolePolicies.Statements("ExecutionRole"), statement => Text(statement["Action"]) == "secretsmanager:GetSecretValue" && Text(statement["Resource"]) == "!Ref MailSecretArn");
    }

    /// <summary>The variables that come from secrets; they are inside an <c>!If</c>.</summary>
    private static IEnumerable<string> Secrets(string family) =>
        Find(Container(family), "Secrets") is { } choice ? All(choice[1]).Select(secret => Text(secret["Name"])) : [];

    private static IReadOnlyDictionary<string, YamlNode> Environment(string family) => PlatformTests.Environment(Container(family));

    /// <summary>A value as CloudFormation would resolve it.</summary>
    private static string Filled(YamlNode value) => Text(value) switch
    {
        "!Ref TableName" => "turo_ezpass_trips",
        "!Ref BucketName" => "turo-ezpass-proofs-123456789012",
        "!Ref UserPoolClient" => "client",
        "!Ref SelfSignUp" => "false",
        "!Ref OperatorsGroup" => "operators",
        "!Ref SharedSecretsOwner" => "ann",
        "!Ref MailHost" => "mail.example.com",
        "!Ref MailFrom" => "tolls@example.com",
        "!Ref DataKeyArn" => "arn:aws:kms:us-east-1:123456789012:key/k",
        "!GetAtt UserPool.ProviderURL" => "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc",
        "!Ref AWS::Region" => "us-east-1",
        "!Sub https://${DomainName}" => "https://tolls.example.com",
        var queue when QueueUrl().IsMatch(queue) => "https://sqs.us-east-1.amazonaws.com/123456789012/queue",
        var plain when !plain.StartsWith('!') => plain,
        var unknown => throw new InvalidOperationException($"This test does not know what {unknown} becomes."),
    };

    [GeneratedRegex("^!Ref [A-Za-z]+QueueUrl$")]
    private static partial Regex QueueUrl();
}
