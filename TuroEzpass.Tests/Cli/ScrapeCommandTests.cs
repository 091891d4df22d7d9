using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using TuroEzpass.Contracts;
using TuroEzpass.PortalSimulator;
using TuroEzpass.Tests.Api;

namespace TuroEzpass.Tests.Cli;

/// <summary>The commands that collect, with the simulator and a real browser.</summary>
public sealed class ScrapeCommandTests : IAsyncLifetime
{
    private const string UserName = "planted.user@example.com";
    private const string Password = "planted pass word 7";
    private const string Portal = "ezpassnj";

    private static readonly string Program = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "turoezpass.dll");
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-scrape-").FullName;
    private WebApplication simulator = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorHost.Build(
            ["--urls", "http://127.0.0.1:0", $"--Simulator:UserName={UserName}", $"--Simulator:Password={Password}", "--Simulator:Rows=12", "--Simulator:Days=20"],
            builder => builder.Logging.ClearProviders());
        await simulator.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Configured_sites_are_collected_printed_and_set_the_exit_code()
    {
        var (code, _, error) = await RunAsync("", "scrape", "--once");
        Assert.Equal(1, code);

        Assert.Equal(0, (await RunAsync($"{UserName}\n{Password}\n", "credentials", "set", Portal, "--stdin")).Code);
        (code, var output, error) = await RunAsync("", "scrape", "--once");

        Assert.True(code == 0, output + error);
        Assert.Contains("E-ZPass New Jersey", output, StringComparison.Ordinal);
        Assert.Contains("complete", output, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", output + error, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"complete\s*\|[^|]*\|\s*12\s*\|\s*12\s*\|", output);
        Assert.Matches("[1-9][0-9]* statements", (await RunAsync("", "status")).Out);
        output = (await RunAsync("", "credentials", "list")).Out;
        Assert.Contains("stored", output, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_not_again_until_it_is_stored_again()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await RunAsync($"{UserName}\nwrong {Password}\n", "credentials", "set", Portal, "--stdin");

        var (code, output, error) = await RunAsync("", "scrape", "--once", "--portal", Portal);
        Assert.Equal(1, code);
        Assert.Contains("SignInRefused", output, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", output + error, StringComparison.OrdinalIgnoreCase);
        (code, output, _) = await RunAsync("", "scrape", "--once", "--portal", Portal);
        Assert.Equal(1, code);
        Assert.Contains("NeedsSignIn", output, StringComparison.Ordinal);

        await RunAsync($"{UserName}\n{Password}\n", "credentials", "set", Portal, "--stdin");
        Assert.Equal(0, (await RunAsync("", "scrape", "--once", "--portal", Portal)).Code);
    }

    [Fact]
    public async Task Files_are_sent_to_a_server_which_imports_them_once()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1", "Runs with ./test --full");
        await using var server = await ApiWorld.StartAsync();
        var token = server.Host.DefaultRequestHeaders.Authorization!.Parameter!;
        var tokenFile = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(tokenFile, $"{token}\n", Cancel);
        await RunAsync($"{UserName}\n{Password}\n", "credentials", "set", Portal, "--stdin");

        var (code, output, error) = await RunAsync("", "scrape", "--server", server.Address.ToString(), "--token-file", tokenFile);

        Assert.True(code == 0, output + error);
        Assert.DoesNotContain(token, output + error, StringComparison.Ordinal);
        var imports = await server.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel);
        Assert.Equal(12, imports!.Done.Sum(import => import.Rows));
        Assert.Equal(0, (await RunAsync("", "scrape", "--server", server.Address.ToString(), "--token-file", tokenFile)).Code);
        var again = await server.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel);
        Assert.Equal(12, again!.Done.Sum(import => import.Rows - import.Outcomes.GetValueOrDefault("Duplicate")));

        await File.WriteAllTextAsync(tokenFile, "no-such-token", Cancel);
        (code, output, error) = await RunAsync("", "scrape", "--server", server.Address.ToString(), "--token-file", tokenFile);
        Assert.Equal(3, code);
        Assert.Contains("access token", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-token", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scrape")]
    [InlineData("scrape", "--once", "--server", "https://tolls.example.org")]
    [InlineData("scrape", "--server", "http://tolls.example.org", "--token-file", "x")]
    [InlineData("scrape", "--server", "https://tolls.example.org")]
    [InlineData("scrape", "--server", "tolls", "--token-file", "x")]
    [InlineData("scrape", "--once", "--portal", "nowhere")]
    [InlineData("credentials", "set", "nowhere", "--stdin")]
    [InlineData("credentials", "set", "turo", "--stdin")]
    [InlineData("credentials", "set", Portal)]
    [InlineData("credentials", "set", Portal, "--stdin")]
    [InlineData("signin", "nowhere")]
    public async Task A_wrong_command_line_shows_what_is_valid(params string[] words)
    {
        var (code, output, error) = await RunAsync("", words);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("turoezpass: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portals_are_listed_and_a_faulty_own_definition_is_reported()
    {
        var (code, output, _) = await RunAsync("", "portals");
        Assert.Equal(0, code);
        Assert.All(new[] { "ezpassny", "ezpassnj", "paturnpike", "turo", "not on the live site" }, text => Assert.Contains(text, output, StringComparison.Ordinal));

        Directory.CreateDirectory(Path.Combine(folder, "data", "portals"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "portals", "mine.yaml"), "id: mine\nnonsense: 1\n", Cancel);
        (code, _, var error) = await RunAsync("", "portals");
        Assert.Equal(3, code);
        Assert.Contains("mine.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_it_explains_how_to_install_one()
    {
        await RunAsync($"{UserName}\n{Password}\n", "credentials", "set", Portal, "--stdin");

        var (code, output, _) = await RunAsync("", ["scrape", "--once"], ("Scraper__Browser", "/no/such/browser"));

        Assert.Equal(3, code);
        Assert.Contains("CannotRun", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(string input, params string[] words) => RunAsync(input, words, []);

    private async Task<(int Code, string Out, string Error)> RunAsync(string input, string[] words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. words, "--data", Path.Combine(folder, "data")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        (string, string)[] usual = [("Scraper__Simulator", simulator.Urls.Single()), ("Scraper__SimulatorPause", "00:00:00"), ("Scraper__StillTime", "00:00:00.3"), ("Scraper__EmptyTime", "00:00:01"), ("Scraper__LookTime", "00:00:01")];
        foreach (var (name, value) in usual.Concat(environment))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output, await error);
    }
}
