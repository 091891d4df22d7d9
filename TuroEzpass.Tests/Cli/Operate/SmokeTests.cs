using System.Text.RegularExpressions;
using TuroEzpass.Cli.Operate;
using TuroEzpass.Cli.Operate.Smoke;
using TuroEzpass.Tests.Web;

namespace TuroEzpass.Tests.Cli.Operate;

/// <summary><c>turoezpass smoke</c> with running systems.</summary>
public sealed partial class SmokeTests(PublishedCommandLine published) : IClassFixture<PublishedCommandLine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_passes_every_step_and_nothing_of_the_test_owner_stays()
    {
        using var server = published.Serve("--demo");
        var password = PrintedPassword().Match(await server.SaidAsync("password")).Groups[1].Value;
        using var line = new CommandLine();
        var user = line.File_("user.txt", $"demo\n{password}\n");

        var (code, output, error) = line.Run("smoke", "--url", server.Address.ToString(), "--user-file", user, "--within", "10m");

        Assert.True(code == 0, output + error);
        foreach (var step in new[] { "health", "dashboard", "claim", "evidence", "export", "clean-up" })
            Assert.Matches($@"\| {step} +\| passed", output);
        Assert.DoesNotContain(password, output + error, StringComparison.Ordinal);
        var folder = Assert.Single(Directory.GetDirectories(server.Temporary, "turoezpass-demo-*"));
        Assert.Equal(0, StoreFolder.CountKeys(folder, "%smoke-%"));
        // No file of its blobs remains; empty folders may.
        Assert.DoesNotContain(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => file.Contains("smoke-", StringComparison.Ordinal));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Dashboard_and_api_may_be_at_different_addresses()
    {
        await using var world = await WebWorld.StartAsync();
        using var run = new SmokeRun(new RemoteOptions(world.Address, world.Api.Address, null, (WebWorld.UserName, WebWorld.Password)), new Silent());

        await run.RunAsync(isQuick: false, Cancel);

        Assert.All(run.Steps, step => Assert.True(step.Result == SmokeResult.Passed, $"{step.Name}: {step.Says}"));
        Assert.Equal(12, run.Steps.Count);
        Assert.Equal(0, StoreFolder.CountKeys(world.Api.Folder, "%smoke-%"));
    }

    [Fact]
    public async Task A_closed_system_fails_and_the_result_says_how_to_open_it()
    {
        await using var world = await WebWorld.StartAsync();
        using var line = new CommandLine();
        var user = line.File_("user.txt", $"{WebWorld.UserName}\n{WebWorld.Password}\n");
        string[] there = ["--url", world.Address.ToString(), "--api", world.Api.Address.ToString(), "--user-file", user];
        Assert.Equal(0, line.Run(["maintenance", "on", "--message", "Back at noon.", .. there]).Code);

        var closed = line.Run(["smoke", .. there]);
        Assert.Equal(1, closed.Code);
        Assert.Contains("maintenance off", closed.Out, StringComparison.Ordinal);
        Assert.Contains("skipped", closed.Out, StringComparison.Ordinal);

        Assert.Equal(0, line.Run(["maintenance", "off", .. there]).Code);
        Assert.Equal(0, line.Run(["smoke", "--quick", .. there]).Code);
    }

    [Fact]
    public async Task A_user_who_is_no_operator_is_refused_and_nothing_is_created()
    {
        await using var world = await WebWorld.StartAsync();
        await world.Api.SignInAsync("p-plain", "Pia Plain", TuroEzpass.Api.Access.SetUp.FirstOwner, TuroEzpass.Api.Access.Role.Host);
        var accounts = world.Api.Service<TuroEzpass.Api.Access.Accounts>();
        await accounts.PutAsync("pia", "p-plain", accounts.Hash("a few words in a row"), Cancel);
        using var run = new SmokeRun(new RemoteOptions(world.Address, world.Api.Address, null, ("pia", "a few words in a row")), new Silent());

        await run.RunAsync(isQuick: false, Cancel);

        Assert.Equal("operator sign-in", Assert.Single(run.Steps, step => step.Result == SmokeResult.Failed).Name);
        Assert.Empty(await new TuroEzpass.Core.Storage.OwnerDirectory(world.Api.Service<TuroEzpass.Core.Storage.IRecordStore>()).TestsAsync(Cancel));
    }

    [Fact]
    public void An_unreachable_system_exits_with_3_and_an_unencrypted_secret_with_2()
    {
        using var line = new CommandLine();
        var user = line.File_("user.txt", "me\na password of mine\n");

        Assert.Equal(3, line.Run("smoke", "--url", "http://127.0.0.1:1", "--user-file", user).Code);
        var (code, _, error) = line.Run("smoke", "--url", "http://tolls.example.com", "--user-file", user);
        Assert.Equal(2, code);
        Assert.Contains("not HTTPS", error, StringComparison.Ordinal);
        Assert.Equal(2, line.Run("smoke").Code);
        Assert.Equal(3, line.Run("smoke", "--url", "https://tolls.example.com", "--user-file", line.File_("half.txt", "me\n")).Code);
    }

    [GeneratedRegex(@"password (\S+)")]
    private static partial Regex PrintedPassword();

    private sealed class Silent : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
