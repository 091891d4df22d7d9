using System.Text.Json;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Deploy;

/// <summary><c>deploy/deploy.sh</c>: its order, its rollback, what it refuses.</summary>
public sealed class DeployScriptTests : IDisposable
{
    private readonly Scripts scripts = new();

    public DeployScriptTests()
    {
        File.WriteAllText(Path.Combine(scripts.Templates, "app-resources.template"), "Parameters:\n  EzpassCredentials:\n    Type: String\nResources:\n  Table:\n    Type: AWS::DynamoDB::Table\n");
        File.WriteAllText(Path.Combine(scripts.Templates, "platform.template"), "Parameters:\n  DomainName:\n    Type: String\n  ImageTag:\n    Type: String\n  TableName:\n    Type: String\nResources:\n  Cluster:\n    Type: AWS::ECS::Cluster\n");
        File.WriteAllText(Path.Combine(scripts.Templates, "monitoring.template"), "Parameters:\n  EnvironmentName:\n    Type: String\n  DashboardUrl:\n    Type: String\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n");
        scripts.Environment_["TUROEZPASS"] = Path.Combine(scripts.Bin, "smoke-program");
        scripts.Environment_["TUROEZPASS_TOKEN"] = "tez_of_a_test";
        scripts.Environment_["PLATFORM_DomainName"] = "tolls.example.com";
        Smoke("exit 0");
        Aws();
    }

    public void Dispose() => scripts.Dispose();

    [Fact]
    public void Resources_come_first_then_the_platform_which_is_tried_then_monitoring()
    {
        var (code, _, error) = Deploy("prod", "--yes", "--tag", "1.2.3");

        Assert.True(code == 0, error);
        ScriptTests.AssertInOrder(scripts.Calls,
            "detect-stack-drift --stack-name turo-ezpass-app-resources",
            "create-change-set --stack-name turo-ezpass-app-resources", "describe-change-set --stack-name turo-ezpass-app-resources", "execute-change-set --stack-name turo-ezpass-app-resources",
            "wait stack-update-complete --stack-name turo-ezpass-app-resources", "ecr describe-images --repository-name turo-ezpass/api --image-ids imageTag=1.2.3",
            "create-change-set --stack-name turo-ezpass-platform", "execute-change-set --stack-name turo-ezpass-platform", "wait services-stable", "SMOKE smoke --url https://tolls.example.com",
            "create-change-set --stack-name turo-ezpass-monitoring", "execute-change-set --stack-name turo-ezpass-monitoring");
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("tez_of_a_test", StringComparison.Ordinal));
    }

    [Fact]
    public void Explicit_values_take_precedence_over_outputs_and_deployed_values_stay()
    {
        Deploy("prod", "--yes", "--tag", "1.2.3");

        var platform = Parameters("turo-ezpass-platform");
        Assert.Equal("tolls.example.com", platform["DomainName"].GetProperty("ParameterValue").GetString());
        Assert.Equal("1.2.3", platform["ImageTag"].GetProperty("ParameterValue").GetString());
        Assert.Equal("turo_ezpass_trips", platform["TableName"].GetProperty("ParameterValue").GetString());
        Assert.True(Parameters("turo-ezpass-app-resources")["EzpassCredentials"].GetProperty("UsePreviousValue").GetBoolean());
        Assert.Equal("prod", Parameters("turo-ezpass-monitoring")["EnvironmentName"].GetProperty("ParameterValue").GetString());
        Assert.Equal("https://tolls.example.com", Parameters("turo-ezpass-monitoring")["DashboardUrl"].GetProperty("ParameterValue").GetString());
    }

    [Fact]
    public void A_restored_table_is_used_by_its_name()
    {
        Deploy("prod", "--yes", "--tag", "1.2.3", "--table", "turo_ezpass_trips_then");
        Assert.Equal("turo_ezpass_trips_then", Parameters("turo-ezpass-platform")["TableName"].GetProperty("ParameterValue").GetString());
    }

    [Fact]
    public void If_the_smoke_test_fails_the_previous_version_runs_again()
    {
        // Fails until the services run their old task definitions again.
        Smoke("""grep -q 'update-service.*turo-ezpass-api:6' "$LOG" """);

        var (code, _, error) = Deploy("prod", "--yes", "--tag", "1.2.3");

        Assert.Equal(1, code);
        Assert.Contains("the previous version runs again", error, StringComparison.Ordinal);
        ScriptTests.AssertInOrder(scripts.Calls,
            "get-template --stack-name turo-ezpass-platform", "execute-change-set --stack-name turo-ezpass-platform", "SMOKE",
            "update-service --cluster turo-ezpass-cluster --service turo-ezpass-api --task-definition arn:aws:ecs:us-east-1:1:task-definition/turo-ezpass-api:6",
            "--service turo-ezpass-web --task-definition", "--service turo-ezpass-scraper-service --task-definition", "wait services-stable",
            "create-change-set --stack-name turo-ezpass-platform", "execute-change-set --stack-name turo-ezpass-platform", "SMOKE");
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("turo-ezpass-monitoring --change-set", StringComparison.Ordinal));
        Assert.Equal("1.2.2", Parameters("turo-ezpass-platform")["ImageTag"].GetProperty("ParameterValue").GetString());
        Assert.Contains("Previous: template", File.ReadAllText(Path.Combine(scripts.Folder, "sent-turo-ezpass-platform.template")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_would_replace_the_table_is_refused_also_with_yes()
    {
        Aws("""*describe-change-set*turo-ezpass-app-resources*ResourceChange\ \|*) echo Table; exit ;;""");

        var (code, _, error) = Deploy("prod", "--yes", "--tag", "1.2.3");

        Assert.Equal(1, code);
        Assert.Contains("replace or delete data: Table", error, StringComparison.Ordinal);
        Assert.Contains(scripts.Calls, call => call.Contains("delete-change-set", StringComparison.Ordinal));
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("execute-change-set", StringComparison.Ordinal));

        Deploy("prod", "--yes", "--tag", "1.2.3", "--allow-replacement");
        Assert.Contains(scripts.Calls, call => call.Contains("execute-change-set --stack-name turo-ezpass-app-resources", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unchanged_stack_is_skipped()
    {
        Aws("""
            *wait\ change-set-create-complete*turo-ezpass-app-resources*) exit 255 ;;
            *describe-change-set*turo-ezpass-app-resources*query\ StatusReason*) echo "The submitted information didn't contain changes."; exit ;;
            *describe-change-set*turo-ezpass-app-resources*query\ Status*) echo FAILED; exit ;;
            """);

        var (code, _, error) = Deploy("prod", "--yes", "--tag", "1.2.3");

        Assert.True(code == 0, error);
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("execute-change-set --stack-name turo-ezpass-app-resources", StringComparison.Ordinal));
        Assert.Contains(scripts.Calls, call => call.Contains("execute-change-set --stack-name turo-ezpass-platform", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_yes_and_without_a_terminal_nothing_is_changed()
    {
        Assert.Equal(1, Deploy("prod", "--tag", "1.2.3").Code);
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("execute-change-set", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dry_run_asks_nothing_and_shows_every_step()
    {
        var (code, _, error) = Deploy("prod", "--dry-run");

        Assert.True(code == 0, error);
        Assert.Empty(scripts.Calls);
        foreach (var step in new[] { "create-change-set --stack-name turo-ezpass-app-resources", "docker push", "create-change-set --stack-name turo-ezpass-platform", "turoezpass smoke", "create-change-set --stack-name turo-ezpass-monitoring" })
            Assert.Contains(step, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_and_a_wrong_account_are_reported()
    {
        Aws("""*describe-stack-resource-drifts*turo-ezpass-platform*) printf 'ApiRole\tMODIFIED\n'; exit ;;""");
        var drifted = Deploy("prod", "--drift");
        Assert.Equal(1, drifted.Code);
        Assert.Contains("ApiRole", drifted.Error, StringComparison.Ordinal);

        scripts.Environment_["EXPECTED_ACCOUNT"] = "999999999999";
        var wrong = Deploy("prod", "--yes", "--tag", "1.2.3");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("not the account", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("create-change-set", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData("PROD")]
    [InlineData("prod", "staging")]
    [InlineData("prod", "--frobnicate")]
    [InlineData("prod", "--only", "everything")]
    [InlineData("prod", "--tag", "a b")]
    public void A_wrong_argument_exits_with_2_and_changes_nothing(params string[] words)
    {
        Assert.Equal(2, Deploy(words).Code);
        Assert.Empty(scripts.Calls);
    }

    [Fact]
    public async Task On_the_emulator_the_resources_are_made_and_a_second_time_nothing_changes()
    {
        Assert.SkipUnless(Rounds.IsFull, "long: the script on the emulator (./test --full)");
        var emulator = await AwsEmulator.GetAsync();
        Assert.SkipWhen(ChildServer.Find("aws") is null, "aws is not on the PATH");
        using var own = new Scripts();
        File.WriteAllText(Path.Combine(own.Templates, "app-resources.template"), "Parameters:\n  Name:\n    Type: String\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { QueueName: !Ref Name }\nOutputs:\n  BucketName: { Value: !Ref Name }\n");
        var stack = $"turo-ezpass-test-{Guid.NewGuid():N}"[..30];
        foreach (var (key, value) in new[]
        {
            ("AWS_ENDPOINT_URL", emulator.Endpoint.ToString()), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("RESOURCES_STACK", stack), ("PLATFORM_STACK", $"{stack}-p"), ("MONITORING_STACK", $"{stack}-m"), ("RESOURCES_Name", stack),
        })
        {
            own.Environment_[key] = value;
        }

        var (code, _, error) = own.Run("deploy.sh", null, "staging", "--only", "resources", "--yes");

        Assert.True(code == 0, error);
        Assert.Contains($"== {stack}: CREATE", error, StringComparison.Ordinal);
        Assert.Contains("Queue", error, StringComparison.Ordinal);
        var again = own.Run("deploy.sh", null, "staging", "--only", "resources", "--yes");
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains($"== {stack}: UPDATE", again.Error, StringComparison.Ordinal);
    }

    private (int Code, string Out, string Error) Deploy(params string[] words) => scripts.Run("deploy.sh", null, words);

    private void Smoke(string body) => scripts.Fake("smoke-program", $"""printf 'SMOKE %s\n' "$*" >> "$LOG"; {body}""");

    private Dictionary<string, JsonElement> Parameters(string stack)
    {
        using var sent = JsonDocument.Parse(File.ReadAllText(Path.Combine(scripts.Folder, $"sent-{stack}.json")));
        return sent.RootElement.EnumerateArray().ToDictionary(parameter => parameter.GetProperty("ParameterKey").GetString()!, parameter => parameter.Clone());
    }

    /// <summary>An account in which all three stacks are deployed.</summary>
    private void Aws(string cases = "") => scripts.Fake("aws", $$"""
        printf '%s\n' "$*" >> "$LOG"
        for word in "$@"; do
            case "$before" in
                --stack-name) stack=$word ;;
                --parameters) cp "${word#file://}" "$STATE/sent-$stack.json" ;;
                --template-body) cp "${word#file://}" "$STATE/sent-$stack.template" ;;
            esac
            before=$word
        done
        case "$*" in
            {{cases}}
            *get-caller-identity*) echo 123456789012 ;;
            *describe-stacks*StackStatus*) echo UPDATE_COMPLETE ;;
            *describe-stacks*app-resources*'Outputs[].'*) printf 'TableName\tturo_ezpass_trips\nBucketName\tturo-ezpass-proofs-123456789012\n' ;;
            *describe-stacks*platform*'Outputs[].'*) printf 'DashboardUrl\thttps://tolls.example.com\n' ;;
            *describe-stacks*DashboardUrl*) echo https://tolls.example.com ;;
            *describe-stacks*app-resources*'Parameters[].[ParameterKey]'*) echo EzpassCredentials ;;
            *describe-stacks*platform*'Parameters[].[ParameterKey]'*) printf 'DomainName\nImageTag\nTableName\n' ;;
            *describe-stacks*platform*'Parameters[].{'*) echo '[{"ParameterKey":"ImageTag","ParameterValue":"1.2.2"}]' ;;
            *get-template*) echo 'Previous: template' ;;
            *describe-services*turo-ezpass-api*) echo arn:aws:ecs:us-east-1:1:task-definition/turo-ezpass-api:6 ;;
            *describe-services*turo-ezpass-web*) echo arn:aws:ecs:us-east-1:1:task-definition/turo-ezpass-web:6 ;;
            *describe-services*) echo arn:aws:ecs:us-east-1:1:task-definition/turo-ezpass-scraper-service:6 ;;
            *describe-images*) echo sha256:1 ;;
            *detect-stack-drift*) echo detection ;;
            *describe-stack-drift-detection-status*) echo DETECTION_COMPLETE ;;
        esac
        exit 0
        """);
}
