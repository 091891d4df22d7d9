using System.CommandLine.Parsing;
using System.Diagnostics;
using TuroEzpass.Tests.Deploy;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Docs;

/// <summary>Every command of the runbook is valid: its program accepts its arguments.</summary>
public sealed class RunbookCommandTests(RunbookWords words) : IClassFixture<RunbookWords>
{
    /// <summary>Only version 2 of the AWS CLI has this command, and only version 1 can be tested; its options are from its reference.</summary>
    private static readonly Dictionary<string, bool> TailOptions = new() { ["--follow"] = false, ["--since"] = true, ["--filter-pattern"] = true, ["--format"] = true, ["--log-stream-names"] = true };

    [Fact]
    public void Bash_parses_every_block_and_the_test_knows_every_program()
    {
        Assert.True(words.All.Count > 200, $"{words.All.Count} commands");
        foreach (var block in Runbook.Blocks)
        {
            using var process = Process.Start(new ProcessStartInfo("bash", ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            process.StandardInput.Write(block.Text);
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"docs/RUNBOOK.md, block at line {block.Line}: {said}");
        }

        Assert.All(words.Blocks, block => Assert.True(block.Code == 0, $"docs/RUNBOOK.md, block at line {block.Block.Line}: {block.Output}"));
    }

    [Fact]
    public async Task The_AWS_CLI_accepts_every_command()
    {
        var all = words.Of("aws").DistinctBy(command => string.Join(' ', command.Words)).ToList();
        Assert.True(all.Count > 80, $"{all.Count} commands of aws");
        foreach (var tail in all.Where(IsTail))
            AssertTail(tail);
        var asked = all.Where(command => !IsTail(command)).ToList();

        var faults = await AwsParser.ReadAsync([.. asked.Select(command => command.Arguments), ["ecs", "run-task", "--clutser", "x"], ["ecs", "list-tasks", "--desired-status", "ENDED"], ["sts", "get-caller-identity", "--query", "["]], TestContext.Current.CancellationToken);

        // The last three show that it finds errors.
        Assert.All(faults.TakeLast(3), Assert.NotEmpty);
        Assert.Empty(asked.Zip(faults).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First}\n{pair.Second}"));
    }

    [Fact]
    public void Turoezpass_accepts_every_command()
    {
        var inContainers = words.Of("docker").Where(command => command.Words.Contains("turoezpass.dll"))
            .Select(command => command with { Words = [.. command.Words.SkipWhile(word => word != "turoezpass.dll")] });
        var all = words.Of("turoezpass").Concat(inContainers).ToList();
        Assert.True(all.Count > 30, $"{all.Count} commands of turoezpass");
        var root = TuroEzpass.Cli.Commands.Root();

        Assert.All(all, command =>
        {
            var parsed = root.Parse(command.Arguments);
            // An unknown option may be accepted as the value of an argument.
            var taken = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)).Select(token => $"{token.Value} is no option.");
            Assert.Empty(parsed.Errors.Select(error => error.Message).Concat(taken).Select(fault => $"{command}: {fault}"));
        });
        Assert.NotEmpty(root.Parse(["verify", "--everything"]).Errors);
    }

    [Fact]
    public void The_scripts_accept_their_arguments()
    {
        using var scripts = new Scripts();
        File.Copy(InRepository("TuroEzpass.AppHost", "cloudformation", "app-resources.template"), Path.Combine(scripts.Templates, "app-resources.template"));
        foreach (var name in new[] { "platform", "monitoring" })
            File.WriteAllText(Path.Combine(scripts.Templates, $"{name}.template"), "Parameters:\n  TableName:\n    Type: String\n");
        foreach (var program in new[] { "aws", "dotnet", "gpg", "age", "docker" })
            scripts.Fake(program, "exit 0");
        var all = words.All.Where(command => command.Program.StartsWith("deploy/", StringComparison.Ordinal)).DistinctBy(command => string.Join(' ', command.Words)).ToList();
        Assert.True(all.Count > 25, $"{all.Count} commands of scripts");

        foreach (var command in all)
        {
            var script = command.Program["deploy/".Length..];
            string[] dry = File.ReadAllText(InRepository("deploy", script)).Contains("--dry-run)", StringComparison.Ordinal) && !command.Words.Contains("--dry-run") ? ["--dry-run"] : [];
            var (code, output, error) = scripts.Run(script, "answer\nanswer\nanswer\n", [.. dry, .. command.Arguments]);
            Assert.True(code != 2, $"{command}: {output}{error}");
        }

        Assert.Equal(2, scripts.Run("emergency.sh", null, "everything", "off").Code);
    }

    [Fact]
    public void Workflows_exist_with_their_inputs()
    {
        var runs = words.Of("gh").Where(command => command.Words is [_, "workflow", "run", ..]).ToList();
        Assert.True(runs.Count >= 4, $"{runs.Count} runs of workflows");
        foreach (var command in runs)
        {
            var file = InRepository(".github", "workflows", command.Words[3]);
            Assert.True(File.Exists(file), $"{command}: there is no such workflow");
            var yaml = new YamlStream();
            using var text = File.OpenText(file);
            yaml.Load(text);
            var on = (YamlMappingNode)yaml.Documents[0].RootNode["on"];
            Assert.True(on.Children.ContainsKey("workflow_dispatch"), $"{command}: it can't be run by hand");
            foreach (var field in command.Words.Where((_, at) => at > 0 && command.Words[at - 1] == "--field"))
            {
                var (name, value) = field.Split('=') is [var left, var right] ? (left, right) : throw new FormatException(field);
                var input = (YamlMappingNode)on["workflow_dispatch"]["inputs"][name];
                if (input.Children.TryGetValue("options", out var options))
                    Assert.Contains(value, ((YamlSequenceNode)options).Select(one => ((YamlScalarNode)one).Value));
            }
        }

        string[] known = ["workflow run", "run list", "run watch", "auth status", "secret set", "variable set"];
        Assert.All(words.Of("gh"), command => Assert.Contains($"{command.Words[1]} {command.Words[2]}", known));
        Assert.All(words.Of("gh").Where(command => command.Words.Contains("--workflow")), command => Assert.True(File.Exists(InRepository(".github", "workflows", command.Words[^3])), command.ToString()));
    }

    [Fact]
    public void Compose_files_and_folders_that_it_names_are_in_the_repository()
    {
        var files = words.Of("docker").Where(command => command.Words.Contains("--file")).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, command => Assert.True(File.Exists(InRepository(command.Words[3].Split('/'))), command.ToString()));
        Assert.All(words.Of("dotnet").Where(command => command.Words[1] == "publish"), command => Assert.True(Directory.Exists(InRepository(command.Words[2])), command.ToString()));
        Assert.All(words.Of("cp"), command => Assert.True(File.Exists(InRepository(command.Words[1].Split('/'))), command.ToString()));
    }

    [Fact]
    public void Outputs_of_stacks_that_it_asks_for_are_in_their_templates()
    {
        var asked = words.Of("aws").Where(command => command.Words.Contains("describe-stacks")).Select(command => (Stack: command.Words[4], Key: command.Words[6].Split('\'')[1])).Distinct().ToList();
        Assert.True(asked.Count > 12, $"{asked.Count} outputs");

        Assert.All(asked, one => Assert.Contains(one.Key, StandInStacks.OutputsOf(one.Stack)));
    }

    private static bool IsTail(RunbookCommand command) => command.Words is [_, "logs", "tail", ..];

    private static void AssertTail(RunbookCommand command)
    {
        for (var at = 4; at < command.Words.Count; at++)
        {
            Assert.True(TailOptions.TryGetValue(command.Words[at], out var hasValue), $"{command}: aws logs tail has no {command.Words[at]}");
            if (hasValue)
                at++;
        }
    }
}
