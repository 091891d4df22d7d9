using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TuroEzpass.Tests.Deploy;

/// <summary>The workflows, as far as they can be checked without running them: their form, their permissions, and that what they call exists.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, ".github", "workflows");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.yml").Select(file => Path.GetFileNameWithoutExtension(file)!);

    public static TheoryData<string> Names => [.. Files];

    [Fact]
    public void The_four_workflows_exist() =>
        Assert.Equal(["ci", "deploy", "monthly-security-review", "scraper-manual-run"], Files.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_triggers_jobs_and_steps_and_no_key_that_workflows_do_not_have(string name)
    {
        var workflow = Read(name);
        Assert.Empty(Keys(workflow).Except(["name", "on", "permissions", "concurrency", "env", "jobs"]));
        Assert.Equal(name, Text(workflow, "name"));
        Assert.Empty(Keys((YamlMappingNode)workflow["on"]).Except(["push", "pull_request", "workflow_dispatch", "schedule"]));
        foreach (var (_, job) in Jobs(workflow))
        {
            Assert.Empty(Keys(job).Except(["runs-on", "timeout-minutes", "environment", "if", "permissions", "continue-on-error", "steps"]));
            Assert.True(int.Parse(Text(job, "timeout-minutes")!, System.Globalization.CultureInfo.InvariantCulture) > 0);
            foreach (var step in Steps(job))
            {
                Assert.Empty(Keys(step).Except(["name", "id", "if", "uses", "with", "env", "run", "continue-on-error"]));
                Assert.NotEqual(step.Children.ContainsKey("uses"), step.Children.ContainsKey("run"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Jobs_have_only_the_write_permissions_that_they_need(string name)
    {
        var workflow = Read(name);
        var most = new Dictionary<string, string[]>
        {
            ["ci"] = ["contents: read"],
            ["deploy"] = ["contents: read", "id-token: write"],
            ["scraper-manual-run"] = ["contents: read", "id-token: write"],
            ["monthly-security-review"] = ["contents: read", "issues: write"],
        };
        Assert.Equal(["contents: read"], Permissions(workflow));
        foreach (var (_, job) in Jobs(workflow))
            Assert.Subset(most[name].ToHashSet(), Permissions(job).ToHashSet());
        foreach (var checkout in Jobs(workflow).SelectMany(job => Steps(job.Job)).Where(step => Text(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true))
            Assert.Equal("false", Text((YamlMappingNode)checkout["with"], "persist-credentials"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Actions_are_pinned_and_from_known_publishers(string name)
    {
        foreach (var uses in Jobs(Read(name)).SelectMany(job => Steps(job.Job)).Select(step => Text(step, "uses")).OfType<string>())
            Assert.Matches(@"\A(actions/(checkout|setup-dotnet|upload-artifact)|aws-actions/configure-aws-credentials)@(v\d+|[0-9a-f]{40})\z", uses);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Called_scripts_exist_and_no_user_input_becomes_code(string name)
    {
        foreach (var run in Jobs(Read(name)).SelectMany(job => Steps(job.Job)).Select(step => Text(step, "run")).OfType<string>())
        {
            foreach (Match called in CalledScript().Matches(run))
            {
                var script = Path.Combine(RepositoryRoot.Path, called.Value);
                Assert.True(File.Exists(script), $"{called.Value} is not there");
                if (!OperatingSystem.IsWindows())
                    Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), $"{called.Value} can't be run");
            }

            // An expression in a script is inserted as text before bash reads it: values must be passed in env instead.
            Assert.DoesNotContain("${{", run, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Deployment_signs_in_by_a_role_asks_the_environments_reviewers_and_is_never_cut_off()
    {
        var deploy = Read("deploy");
        var (_, job) = Jobs(deploy).Single();
        Assert.Contains("staging", Text(job, "environment"), StringComparison.Ordinal);
        Assert.Equal("false", Text((YamlMappingNode)deploy["concurrency"], "cancel-in-progress"));
        var signIn = Steps(job).Single(step => Text(step, "uses")?.StartsWith("aws-actions/", StringComparison.Ordinal) == true);
        Assert.Empty(Keys((YamlMappingNode)signIn["with"]).Except(["role-to-assume", "aws-region", "allowed-account-ids"]));
        var run = Steps(job).Select(step => Text(step, "run")).OfType<string>().Single(text => text.Contains("deploy/deploy.sh \"${words[@]}\"", StringComparison.Ordinal));
        Assert.Contains("--rollback", run, StringComparison.Ordinal);
        Assert.DoesNotContain("--skip-smoke", run, StringComparison.Ordinal);
    }

    private static YamlMappingNode Read(string name)
    {
        using var reader = File.OpenText(Path.Combine(Folder, name + ".yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<(string Name, YamlMappingNode Job)> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Children.Select(job => (job.Key.ToString(), (YamlMappingNode)job.Value));

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Children.Cast<YamlMappingNode>();

    private static HashSet<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(key => key.ToString()).ToHashSet();

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    private static IEnumerable<string> Permissions(YamlMappingNode node) => node.Children.TryGetValue("permissions", out var permissions)
        ? ((YamlMappingNode)permissions).Children.Select(permission => $"{permission.Key}: {permission.Value}")
        : [];

    [GeneratedRegex(@"deploy/[a-z-]+\.sh|(?<=\./)(test|bench)\b")]
    private static partial Regex CalledScript();
}
