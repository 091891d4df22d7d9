using System.Text.RegularExpressions;
using TuroEzpass.Tests.Cloud;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Images;

/// <summary>What can be checked about the images without building them; docs/AWS.md describes the limits.</summary>
public sealed partial class DockerfileTests
{
    private static readonly IReadOnlyList<(string Stage, string Word, string Tail)> Lines = Read(File.ReadAllText(InRepository("deploy", "docker", "Dockerfile")));

    [Fact]
    public void Copied_files_exist_and_are_not_ignored()
    {
        var ignored = File.ReadAllLines(InRepository(".dockerignore"));
        var copied = Of("COPY").Where(line => !line.Tail.Contains("--from=", StringComparison.Ordinal)).Select(line => Arguments(line.Tail)[0]).ToList();

        Assert.Equal([".", "deploy/docker/alive", "deploy/docker/alive"], copied);
        Assert.All(copied, source => Assert.True(Directory.Exists(InRepository(source)) || File.Exists(InRepository(source)), source));
        Assert.Contains("!deploy/docker/alive", ignored);
        Assert.DoesNotContain("TuroEzpass.Core", ignored);
    }

    [Fact]
    public void Each_image_publishes_its_own_project()
    {
        var projects = Loop().Match(Of("RUN").First(line => line.Stage == "build").Tail).Groups[1].Value.Split(' ');

        Assert.Equal(["Api", "Web", "Scraper", "Cli"], projects);
        foreach (var project in projects)
        {
            var assembly = project == "Cli" ? "turoezpass" : $"TuroEzpass.{project}";
            var stage = project.ToLowerInvariant();
            Assert.True(File.Exists(InRepository($"TuroEzpass.{project}", $"TuroEzpass.{project}.csproj")));
            Assert.Contains(Of("COPY"), line => line.Stage == stage && line.Tail == $"--from=build /published/{project} .");
            Assert.Contains(Of("ENTRYPOINT"), line => line.Stage == stage && line.Tail == $"[\"dotnet\", \"{assembly}.dll\"]");
        }
    }

    [Fact]
    public void Each_image_ends_as_a_user_without_rights_and_tells_whether_it_is_alive()
    {
        foreach (var stage in new[] { "api", "web", "scraper", "cli" })
        {
            // All instructions of the stage and of its base stages.
            var all = Below(stage).ToList();
            Assert.Equal("1654:1654", all.Last(line => line.Word == "USER").Tail);
            Assert.Contains(all, line => line.Word == "HEALTHCHECK" && line.Tail.EndsWith("CMD [\"/usr/local/bin/alive\"]", StringComparison.Ordinal));
            // Fargate gives a volume the permissions that the folder has in the image.
            Assert.Contains(all, line => line is { Word: "VOLUME", Tail: "[\"/tmp\"]" });
        }

        Assert.All(CloudTemplate.Platform.OfType("AWS::ECS::TaskDefinition"), task =>
            Assert.Equal("1654:1654", CloudTemplate.Text(CloudTemplate.All(task.Properties["ContainerDefinitions"]).First()["User"])));
    }

    [Fact]
    public void Images_that_draw_have_fonts_and_the_collector_has_a_browser()
    {
        Assert.Contains(Below("api"), line => line.Word == "RUN" && line.Tail.Contains("fonts-dejavu-core", StringComparison.Ordinal) && line.Tail.Contains("fontconfig", StringComparison.Ordinal));
        foreach (var stage in new[] { "scraper", "cli" })
            Assert.Contains(Below(stage), line => line.Word == "RUN" && line.Tail.Contains("chromium-headless-shell", StringComparison.Ordinal) && line.Tail.Contains("fonts-dejavu-core", StringComparison.Ordinal));
    }

    [Fact]
    public void Base_images_are_of_the_framework_that_the_projects_are_built_for()
    {
        var images = Of("FROM").Select(line => line.Tail.Split(' ')[0]).Concat(Of("COPY").Where(line => line.Tail.Contains("--from=mcr", StringComparison.Ordinal)).Select(line => line.Tail.Split(' ')[0]["--from=".Length..]))
            .Where(image => image.Contains(':', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["debian:13-slim", "mcr.microsoft.com/dotnet/aspnet:10.0", "mcr.microsoft.com/dotnet/sdk:10.0"], images);
        Assert.Contains("<TargetFramework>net10.0</TargetFramework>", File.ReadAllText(InRepository("Directory.Build.props")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_single_host_is_reachable_only_through_its_proxy()
    {
        using var reader = File.OpenText(InRepository("deploy", "compose.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var services = CloudTemplate.Map(yaml.Documents[0].RootNode["services"]);

        Assert.Equal(["caddy", "turoezpass"], services.Keys.Order(StringComparer.Ordinal));
        Assert.All(services, service =>
        {
            Assert.Equal("true", CloudTemplate.Text(service.Value["read_only"]));
            Assert.Equal(" [ALL]", CloudTemplate.Text(service.Value["cap_drop"]));
            Assert.Equal("unless-stopped", CloudTemplate.Text(service.Value["restart"]));
            Assert.NotNull(CloudTemplate.Find(service.Value["deploy"]["resources"]["limits"], "memory"));
        });
        Assert.Null(CloudTemplate.Find(services["turoezpass"], "ports"));
        Assert.Equal(" [80:80, 443:443, 443:443/udp]", CloudTemplate.Text(services["caddy"]["ports"]));
        Assert.True(File.Exists(InRepository("deploy", CloudTemplate.Text(services["turoezpass"]["build"]["context"]), CloudTemplate.Text(services["turoezpass"]["build"]["dockerfile"]))));
        Assert.Contains(Lines, line => line.Stage == CloudTemplate.Text(services["turoezpass"]["build"]["target"]));
        Assert.Contains("reverse_proxy turoezpass:8080", File.ReadAllText(InRepository("deploy", "Caddyfile")), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Stage, string Word, string Tail)> Of(string word) => Lines.Where(line => line.Word == word);

    private static IEnumerable<(string Stage, string Word, string Tail)> Below(string stage)
    {
        var from = Lines.Single(line => line.Stage == stage && line.Word == "FROM").Tail.Split(' ')[0];
        return (Lines.Any(line => line.Stage == from) ? Below(from) : []).Concat(Lines.Where(line => line.Stage == stage));
    }

    private static string[] Arguments(string rest) => [.. rest.Split(' ').Where(part => !part.StartsWith("--", StringComparison.Ordinal))];

    private static List<(string Stage, string Word, string Tail)> Read(string text)
    {
        var (lines, stage) = (new List<(string, string, string)>(), "");
        var whole = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('#'))).Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (var line in whole.Split('\n').Select(line => Spaces().Replace(line, " ").Trim()).Where(line => line.Length > 0))
        {
            var (word, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            if (word == "FROM")
                stage = rest.Split(' ')[^1];
            lines.Add((stage, word, rest));
        }

        return lines;
    }

    [GeneratedRegex("for project in (.+?); do")]
    private static partial Regex Loop();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
