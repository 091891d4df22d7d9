using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using TuroEzpass.Storage;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.AppHost;

/// <summary>Everything that <c>aspire-manifest.json</c> refers to exists and matches. TuroEzpass.AppHost.Tests compares the manifest with what the
/// AppHost publishes.</summary>
public sealed partial class ManifestTests
{
    private static readonly string[] BuiltWithAspire = ["TuroEzpass.AppHost", "TuroEzpass.AppHost.Tests"];

    private readonly string text = File.ReadAllText(InRepository("aspire-manifest.json"));

    private JsonElement Resources => JsonDocument.Parse(text).RootElement.GetProperty("resources");

    [Fact]
    public void Its_projects_and_its_template_exist()
    {
        var paths = Resources.EnumerateObject().SelectMany(resource => new[] { "path", "template-path" }
            .Where(name => resource.Value.TryGetProperty(name, out _)).Select(name => resource.Value.GetProperty(name).GetString()!)).ToList();

        Assert.Equal(4, paths.Count);
        Assert.All(paths, path => Assert.True(File.Exists(InRepository(path)), path));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("web")]
    [InlineData("scraper")]
    public void The_storage_accepts_what_a_service_is_given(string service)
    {
        var given = Resources.GetProperty(service).GetProperty("env").EnumerateObject().Where(variable => variable.Name.StartsWith("Storage__", StringComparison.Ordinal))
            .ToDictionary(variable => variable.Name.Replace("__", ":", StringComparison.Ordinal), string? (variable) => Placeholder().Replace(variable.Value.GetString()!, "an-output"));

        var options = StorageOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());

        Assert.Equal(StorageEngineName.Aws, options.Engine);
        Assert.Equal("an-output", options.Bucket);
    }

    [Fact]
    public void The_template_has_the_outputs_that_services_ask_for()
    {
        var asked = Placeholder().Matches(text).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, output => Assert.Contains(output, Keys("Outputs")));
    }

    [Fact]
    public void Template_parameters_are_secrets_on_both_sides()
    {
        var parameters = Resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == "parameter.v0").ToList();

        Assert.Equal(Keys("Parameters").Select(name => name.ToUpperInvariant()), parameters.Select(parameter => parameter.Name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));
        Assert.All(parameters, parameter => Assert.True(parameter.Value.GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean()));
        Assert.All(Keys("Parameters"), name => Assert.Equal("true", ((YamlScalarNode)Template["Parameters"][name]["NoEcho"]).Value));
    }

    [Fact]
    public void Nothing_of_a_local_run_is_published() =>
        Assert.DoesNotMatch(new Regex("localstack|moto|AWS_|AWS__|4566|container|endpoint|simulator|RunNow", RegexOptions.IgnoreCase), text);

    [Fact]
    public void Only_the_solution_configuration_Aspire_builds_the_AppHost_and_its_tests()
    {
        var solution = File.ReadAllText(InRepository("TuroEzpass.sln"));
        var projects = Project().Matches(solution).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value);

        Assert.All(BuiltWithAspire, name => Assert.Contains(name, projects.Keys));
        foreach (var (name, id) in projects)
        {
            foreach (var configuration in new[] { "Debug", "Release", "Aspire" })
            {
                Assert.Contains($"{id}.{configuration}|Any CPU.ActiveCfg", solution, StringComparison.Ordinal);
                Assert.Equal(
                    (name, configuration, !BuiltWithAspire.Contains(name) || configuration == "Aspire"),
                    (name, configuration, solution.Contains($"{id}.{configuration}|Any CPU.Build.0", StringComparison.Ordinal)));
            }
        }
    }

    private static YamlNode Template
    {
        get
        {
            using var reader = File.OpenText(InRepository("TuroEzpass.AppHost", "cloudformation", "app-resources.template"));
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents[0].RootNode;
        }
    }

    private static IEnumerable<string> Keys(string section) => ((YamlMappingNode)Template[section]).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    [GeneratedRegex(@"\{AppResources\.output\.(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>[^"]+)", "[^"]+\.csproj", "(?<id>[^"]+)"\r?$""", RegexOptions.Multiline)]
    private static partial Regex Project();
}
