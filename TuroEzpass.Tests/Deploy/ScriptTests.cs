using System.Diagnostics;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace TuroEzpass.Tests.Deploy;

/// <summary>Rules for every script, and tests of the small ones.</summary>
public sealed class ScriptTests
{
    private const string Recording = """printf '%s\n' "$*" >> "$LOG" """;

    [Fact]
    public void Every_script_is_valid_bash_and_has_a_description()
    {
        using var scripts = new Scripts();
        foreach (var script in Scripts.All)
        {
            Assert.Equal("", Said("bash", "-n", script));
            if (File.ReadLines(script).First() != "#!/usr/bin/env bash")
                continue;
            var (code, output, _) = scripts.Run(Path.GetFileName(script), null, "--help");
            Assert.Equal(0, code);
            Assert.Contains($"deploy/{Path.GetFileName(script)}", output, StringComparison.Ordinal);
            Assert.Contains("set -euo pipefail", File.ReadAllText(script), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Shellcheck_finds_nothing()
    {
        try
        {
            Assert.Equal("", Said("shellcheck", ["-x", .. Scripts.All]));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("shellcheck is not on the PATH (Debian: apt-get install shellcheck)");
        }
    }

    [Fact]
    public void Everything_is_turned_off_and_on_again_with_the_numbers_of_the_stack()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", $$"""
            {{Recording}}
            case "$*" in
                *MaintenanceRuleArn*) echo arn:rule ;;
                *ScraperTasks*) echo 1 ;; *ApiTasks*) echo 2 ;; *WebTasks*) echo 3 ;;
                *'describe-scalable-targets'*turo-ezpass-api*) echo service/turo-ezpass-cluster/turo-ezpass-api ;;
                *describe-scalable-targets*) echo None ;;
                *list-tasks*) echo arn:task/once ;;
            esac
            """);

        Assert.Equal(0, scripts.Run("emergency.sh", null, "all", "off", "--yes").Code);
        AssertInOrder(scripts.Calls,
            "elbv2 modify-rule --rule-arn arn:rule --conditions Field=path-pattern,Values=/*", "events disable-rule --name turo-ezpass-scheduler",
            "--service turo-ezpass-scraper-service --desired-count 0", "ecs stop-task --cluster turo-ezpass-cluster --task arn:task/once",
            "--service turo-ezpass-web --desired-count 0", "DynamicScalingInSuspended=true", "--service turo-ezpass-api --desired-count 0");

        Assert.Equal(0, scripts.Run("emergency.sh", null, "all", "on").Code);
        AssertInOrder([.. scripts.Calls.SkipWhile(call => !call.Contains("ApiTasks", StringComparison.Ordinal))],
            "DynamicScalingInSuspended=false", "--service turo-ezpass-api --desired-count 2", "--service turo-ezpass-web --desired-count 3",
            "--service turo-ezpass-scraper-service --desired-count 1", "events enable-rule --name turo-ezpass-scheduler", "Field=host-header,Values=maintenance-off.invalid");
        Assert.Equal(2, scripts.Run("emergency.sh", null, "everything", "off").Code);
    }

    [Fact]
    public void Without_a_confirmation_nothing_is_stopped()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", Recording);
        Assert.Equal(1, scripts.Run("emergency.sh", null, "services", "off").Code);
        Assert.Empty(scripts.Calls);
    }

    [Fact]
    public void An_import_has_exactly_the_retained_resources_with_an_identifier()
    {
        using var scripts = new Scripts();
        var template = Path.Combine(RepositoryRoot.Path, "TuroEzpass.AppHost", "cloudformation", "app-resources.template");
        File.Copy(template, Path.Combine(scripts.Templates, "app-resources.template"));
        scripts.Fake("aws", """
            case "$*" in
                *get-caller-identity*) echo 123456789012 ;;
                *KMSMasterKeyArn*) echo arn:aws:kms:us-east-1:123456789012:key/11111111-2222 ;;
                *describe-secret*ezpass/credentials*) echo arn:aws:secretsmanager:us-east-1:123456789012:secret:turo-ezpass/ezpass/credentials-AbCdEf ;;
                *describe-secret*) echo arn:aws:secretsmanager:us-east-1:123456789012:secret:turo-ezpass/turo/credentials-GhIjKl ;;
            esac
            """);

        var (code, output, error) = scripts.Run("recreate-by-import.sh", null, "--print");

        Assert.True(code == 0, error);
        var begins = output.IndexOf("\n[", StringComparison.Ordinal);
        using var identifiers = JsonDocument.Parse(output[begins..]);
        var named = identifiers.RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("LogicalResourceId").GetString()!, one => one.GetProperty("ResourceIdentifier").EnumerateObject().Single().Value.GetString()!);
        Assert.Equal("11111111-2222", named["DataKey"]);
        Assert.EndsWith("credentials-AbCdEf", named["EzpassSecret"], StringComparison.Ordinal);
        Assert.DoesNotContain(named.Values, value => value.Contains("ACCOUNT", StringComparison.Ordinal) || value.Contains("REGION", StringComparison.Ordinal));

        var imported = Read(output[..begins]);
        Assert.Equal(named.Keys.Order(), Resources(imported).Keys.Order());
        Assert.False(imported.Children.ContainsKey("Outputs"));
        var whole = Resources(Read(File.ReadAllText(template)));
        // Queue policies have no name to import them by; the update sets them again.
        Assert.Equal(
            whole.Where(resource => ((YamlMappingNode)resource.Value).Children.ContainsKey("DeletionPolicy") && resource.Value["Type"].ToString() != "AWS::SQS::QueuePolicy").Select(resource => resource.Key).Order(),
            named.Keys.Order());
        Assert.All(Resources(imported), resource => Assert.Equal(whole[resource.Key], resource.Value));
    }

    [Fact]
    public void A_collection_is_requested_with_the_schedulers_event()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", $$"""
            {{Recording}}
            case "$*" in
                *put-events*) echo 0 ;; *TaskSubnetIds*) echo subnet-1,subnet-2 ;; *SecurityGroup*) echo sg-1 ;; *AssignPublicIp*) echo ENABLED ;;
                *ScraperTaskFamily*) echo turo-ezpass-scraper ;; *ClusterName*) echo turo-ezpass-cluster ;; *run-task*) echo arn:task/1 ;;
            esac
            """);

        Assert.Equal(0, scripts.Run("collect.sh", null, "event").Code);
        Assert.Equal(0, scripts.Run("collect.sh", null, "task").Code);

        var entries = scripts.Calls[0][scripts.Calls[0].IndexOf("--entries", StringComparison.Ordinal)..]["--entries ".Length..];
        var entry = JsonDocument.Parse(entries).RootElement[0];
        Assert.Equal("manual.trigger", entry.GetProperty("Source").GetString());
        Assert.Equal("manual-trigger", JsonDocument.Parse(entry.GetProperty("Detail").GetString()!).RootElement.GetProperty("userId").GetString());
        Assert.Contains(scripts.Calls, call => call.Contains("run-task --cluster turo-ezpass-cluster --task-definition turo-ezpass-scraper", StringComparison.Ordinal)
            && call.Contains("subnets=[subnet-1,subnet-2],securityGroups=[sg-1],assignPublicIp=ENABLED", StringComparison.Ordinal));
    }

    internal static void AssertInOrder(IReadOnlyList<string> calls, params string[] parts)
    {
        var place = 0;
        foreach (var part in parts)
        {
            var found = Enumerable.Range(place, calls.Count - place).FirstOrDefault(index => calls[index].Contains(part, StringComparison.Ordinal), -1);
            Assert.True(found >= 0, $"'{part}' does not follow in:\n{string.Join('\n', calls)}");
            place = found + 1;
        }
    }

    private static Dictionary<string, YamlNode> Resources(YamlMappingNode template) =>
        ((YamlMappingNode)template["Resources"]).Children.ToDictionary(resource => resource.Key.ToString(), resource => resource.Value);

    private static YamlMappingNode Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Said(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = RepositoryRoot.Path })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said + error.Result;
    }
}
