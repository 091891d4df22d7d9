using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Tests.Cli;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Docs;

/// <summary>Runs those commands of the runbook that can run here, exactly as written.</summary>
public sealed partial class RunbookRunTests(PublishedCommandLine published) : IClassFixture<PublishedCommandLine>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Commands that exit with 1 if something needs a person, which may be the case on a test machine.</summary>
    private static readonly string[] MayNeedPerson = ["doctor", "queue list", "restore"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_for_serve_work_on_the_demo()
    {
        Assert.SkipWhen(ChildServer.Find("curl") is null, "There is no curl.");
        using var server = published.Serve("--demo");
        var signIn = SignInLine().Match(await server.SaidAsync("password"));
        await AllThereAsync(server);
        using var shell = new RunbookShell();
        var codes = UseProgram(shell);
        var token = Path.Combine(shell.Folder, "token");
        await File.WriteAllTextAsync(token, await TokenAsync(server.Address, signIn), Cancel);
        var user = Path.Combine(shell.Folder, "user");
        await File.WriteAllTextAsync(user, $"{signIn.Groups[1].Value}\n{signIn.Groups[2].Value}\n", Cancel);
        var data = Assert.Single(Directory.GetDirectories(server.Temporary, "turoezpass-demo-*"));
        foreach (var (name, value) in new[] { ("URL", server.Address.ToString().TrimEnd('/')), ("DATA", data), ("BACKUPS", Path.Combine(shell.Folder, "backups")), ("USER_FILE", user), ("TOKEN_FILE", token) })
            shell.Environment[name] = value;

        var ran = await shell.RunAsync(Runbook.Marked("sets: machine"), [.. Runbook.Marked("runs: serve")], Patience, Cancel);

        AssertWell(ran, codes);
        foreach (var command in new[] { "smoke", "smoke --quick", "doctor", "verify --all", "queue list", "queue redrive", "maintenance on", "maintenance off", "report weekly", "backup", "restore --point-in-time", "account link", "rebuild" })
            Assert.Contains(File.ReadLines(codes), line => line.Split('\t')[1].StartsWith(command, StringComparison.Ordinal));
        Assert.DoesNotContain(ran, block => block.Output.Contains(signIn.Groups[2].Value, StringComparison.Ordinal));
        Assert.Contains(ran, block => block.Output.Contains("\"open\":", StringComparison.Ordinal));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Commands_for_AWS_work_on_the_emulator()
    {
        Assert.SkipUnless(Rounds.IsFull, "long: the runbook's commands for AWS on the emulator (./test --full)");
        Assert.SkipWhen(ChildServer.Find("moto_server") is null || ChildServer.Find("aws") is null, "moto_server and aws are not both on the PATH.");
        // Resources of its own: the names in the runbook are the same for every test.
        await using var moto = await ChildServer.StartAsync(port => $"exec '{ChildServer.Find("moto_server")}' -H 127.0.0.1 -p {port}", "moto-api/");
        Assert.SkipWhen(moto is null, "moto_server did not start within 40 seconds.");
        using var shell = new RunbookShell();
        var codes = UseProgram(shell);
        foreach (var (name, value) in new[]
        {
            ("AWS_ENDPOINT_URL", moto.Endpoint.ToString()), ("AWS_ACCESS_KEY_ID", "nobody"), ("AWS_SECRET_ACCESS_KEY", "nobody"), ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_PAGER", ""), ("BACKUPS", shell.Folder),
        })
        {
            shell.Environment[name] = value;
        }

        shell.Before.Append(CultureInfo.InvariantCulture, $"(\n{StandInStacks.Resources(shell.Folder)}) || exit 1\n");
        var ran = await shell.RunAsync([.. Runbook.Marked("sets: machine"), .. Runbook.Marked("sets: aws")], [.. Runbook.Marked("runs: emulator")], Patience, Cancel);

        AssertWell(ran, codes);
        foreach (var (of, says) in new[] { ("put-events", @"^0$"), ("disable-rule", "DISABLED"), ("secretsmanager describe-secret", "turo-ezpass/ezpass/credentials"), ("dynamodb describe-table", "ACTIVE"), ("get-bucket-versioning", "Enabled"), ("describe-log-streams", "ecs/scraper/1"), ("start-query", "Complete"), ("list-object-versions", "VersionId"), ("describe-clusters", "turo-ezpass-cluster") })
            Assert.Matches(new Regex(says, RegexOptions.Multiline), Assert.Single(ran, block => block.Block.Text.Contains(of, StringComparison.Ordinal)).Output);
        foreach (var command in new[] { "verify --all", "queue list", "report weekly", "backup" })
            Assert.Contains(File.ReadLines(codes), line => line.Split('\t')[1].StartsWith(command, StringComparison.Ordinal));
    }

    /// <summary>The demo is filled while it is already serving; a slow machine takes longer.</summary>
    private static async Task AllThereAsync(RunningServer server)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await server.SaidAsync("The demo is ready");
                return;
            }
            catch (OperationCanceledException) when (tries < 10 && !Cancel.IsCancellationRequested)
            {
                // Not there yet.
            }
        }
    }

    private static async Task<string> TokenAsync(Uri address, Match signIn)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var answer = await http.PostAsJsonAsync("api/sign-in", new { userName = signIn.Groups[1].Value, password = signIn.Groups[2].Value }, Cancel);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
    }

    /// <summary>Puts the built program in place of the installed one, and records the exit code of each command.</summary>
    private static string UseProgram(RunbookShell shell)
    {
        var codes = Path.Combine(shell.Folder, "codes");
        File.WriteAllText(codes, "");
        shell.Before.Append(CultureInfo.InvariantCulture, $"turoezpass() {{ local code=0; dotnet '{Path.Combine(AppContext.BaseDirectory, "turoezpass.dll")}' \"$@\" || code=$?; printf '%s\\t%s\\n' \"$code\" \"$*\" >> '{codes}'; [ \"$code\" -le 1 ]; }}\n");
        return codes;
    }

    private static void AssertWell(IReadOnlyList<RanBlock> ran, string codes)
    {
        Assert.Empty(ran.Where(block => block.Code != 0).Select(block => $"docs/RUNBOOK.md, block at line {block.Block.Line} ended with {block.Code}:\n{block.Block.Text}\n{block.Output}"));
        Assert.Empty(File.ReadLines(codes).Where(line => line[0] != '0' && !MayNeedPerson.Any(command => line[2..].StartsWith(command, StringComparison.Ordinal)))
            .Select(line => $"{line}\n{string.Join('\n', ran.Select(block => block.Output))}"));
    }

    [GeneratedRegex(@"^Sign in as (\S+) with the password (\S+)")]
    private static partial Regex SignInLine();
}
