using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting.Testing;
using TuroEzpass.Tests;

namespace TuroEzpass.AppHost.Tests;

/// <summary>What the AppHost does besides running: the published manifest, and launch profiles that cannot run here.</summary>
public sealed class StartTests
{
    private static readonly bool HasAws = File.Exists(Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.AWS.dll"));

    /// <summary>The AppHost where it was built: the copy beside the tests lacks what ASP.NET Core's runtime does not bring.</summary>
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("TuroEzpass.AppHost.Tests", "TuroEzpass.AppHost", StringComparison.Ordinal), "TuroEzpass.AppHost.dll");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_committed_manifest_is_what_the_AppHost_publishes()
    {
        // Next to the committed one, because it holds paths relative to itself.
        var published = Path.Combine(RepositoryRoot.Path, $"aspire-manifest.{Guid.NewGuid():N}.json");
        try
        {
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.TuroEzpass_AppHost>(["--publisher", "manifest", "--output-path", published], Cancel);
            await using var app = await builder.BuildAsync(Cancel);
            await app.RunAsync(Cancel);

            Assert.True(
                await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "aspire-manifest.json"), Cancel) == await File.ReadAllTextAsync(published, Cancel),
                "aspire-manifest.json is not what AppHost.cs publishes: dotnet run --project TuroEzpass.AppHost -- --publisher manifest --output-path ../aspire-manifest.json");
        }
        finally
        {
            File.Delete(published);
        }
    }

    [Fact]
    public async Task An_unknown_store_is_refused_in_one_sentence() =>
        AssertRefused(await StartAsync(("TUROEZPASS_STORE", "nowhere")), "TUROEZPASS_STORE is 'nowhere': it must be one of embedded, moto, localstack, aws.");

    [Fact]
    public async Task Without_moto_server_the_profile_moto_says_what_to_install() =>
        AssertRefused(await StartAsync(("TUROEZPASS_STORE", "moto"), ("PATH", Path.GetTempPath())), "pip install 'moto[server]'");

    [Theory]
    [InlineData("localstack")]
    [InlineData("aws")]
    public async Task A_profile_that_this_build_leaves_out_says_why_and_what_to_do(string store)
    {
        Assert.SkipWhen(HasAws, "This build has Aspire.Hosting.AWS, so no profile is left out.");
        AssertRefused(await StartAsync(("TUROEZPASS_STORE", store)), $"The launch profile '{store}' is not in this build because the package feed has no Aspire.Hosting.AWS");
    }

    [Fact]
    public async Task The_profile_aws_asks_for_the_portal_sign_ins()
    {
        Assert.SkipUnless(HasAws, "This build leaves the profile aws out, because the package feed has no Aspire.Hosting.AWS.");
        AssertRefused(await StartAsync(("TUROEZPASS_STORE", "aws"), ("Parameters__ezpass-credentials", null)), "Parameters:ezpass-credentials is missing");
    }

    [Fact]
    public void Each_launch_profile_is_named_for_its_store()
    {
        var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "TuroEzpass.AppHost", "Properties", "launchSettings.json")));

        Assert.Equal(
            ["embedded", "moto", "localstack", "aws"],
            settings.RootElement.GetProperty("profiles").EnumerateObject().Select(profile =>
            {
                Assert.Equal(profile.Name, profile.Value.GetProperty("environmentVariables").GetProperty("TUROEZPASS_STORE").GetString());
                return profile.Name;
            }));
    }

    private static void AssertRefused((int Code, string Error) ended, string says)
    {
        Assert.Equal(2, ended.Code);
        var line = Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Error)> StartAsync(params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", [Program])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        await output;
        return (process.ExitCode, error);
    }
}
