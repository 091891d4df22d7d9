using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using TuroEzpass.Storage;
using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.AppHost.AppHostProgram;

namespace TuroEzpass.Tests.AppHost;

/// <summary>Keeps <c>aspire-manifest.json</c> true where it can't be published anew: what it says is what AppHost.cs says,
/// and what both name is there.</summary>
public sealed partial class ManifestTests
{
    private const string TemplatePath = "TuroEzpass.AppHost/cloudformation/app-resources.template";

    private readonly AppHostProgram program = new();
    private readonly string text = File.ReadAllText(InRepository("aspire-manifest.json"));

    private JsonElement Resources => JsonDocument.Parse(text).RootElement.GetProperty("resources");

    [Fact]
    public void The_same_resources_are_on_both_sides_in_the_same_order()
    {
        var types = new Dictionary<string, string>
        {
            ["AddParameter"] = "parameter.v0",
            ["AddAWSCloudFormationTemplate"] = "aws.cloudformation.template.v0",
            ["AddProject"] = "project.v0",
        };
        // What is made is everything AddX("name"); AddAWSSDKConfig() makes no resource.
        var made = program.Published.Where(call => Name(call).StartsWith("Add", StringComparison.Ordinal) && Literal(call, 0) is not null);

        Assert.Equal(
            made.Select(call => (Literal(call, 0)!, types.GetValueOrDefault(Name(call), $"unknown: {Name(call)}"))),
            Resources.EnumerateObject().Select(resource => (resource.Name, Text(resource.Value, "type"))));
    }

    [Fact]
    public void A_secret_is_a_secret_on_both_sides()
    {
        var parameters = program.Published.Where(call => Name(call) == "AddParameter").ToList();

        Assert.NotEmpty(parameters);
        foreach (var call in parameters)
        {
            var name = Literal(call, 0)!;
            var secret = IsTrue(call, "secret");
            Assert.Equal(
                JsonSerializer.Serialize(new { type = "parameter.v0", value = $"{{{name}.inputs.value}}", inputs = new { value = secret ? new { type = "string", secret } : (object)new { type = "string" } } }),
                JsonSerializer.Serialize(Resources.GetProperty(name)));
        }
    }

    [Fact]
    public void A_service_is_a_project_that_is_there_and_that_the_AppHost_refers_to()
    {
        var referred = XDocument.Load(InRepository("TuroEzpass.AppHost", "TuroEzpass.AppHost.csproj")).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value["../".Length..]).ToList();
        var services = program.Calls.Where(call => Name(call) == "AddProject").ToList();

        Assert.Equal(
            services.Select(TypeArgument).Order(StringComparer.Ordinal),
            referred.Select(path => $"Projects.{Path.GetFileNameWithoutExtension(path).Replace('.', '_')}").Order(StringComparer.Ordinal));
        Assert.All(referred, path => Assert.True(File.Exists(InRepository(path)), path));
        foreach (var call in services.Where(IsPublished))
        {
            var path = Text(Resources.GetProperty(Literal(call, 0)!), "path");
            Assert.Contains(path, referred);
            Assert.Equal($"Projects.{Path.GetFileNameWithoutExtension(path).Replace('.', '_')}", TypeArgument(call));
        }
    }

    [Fact]
    public void The_simulator_and_the_key_of_its_command_are_a_runs_only()
    {
        Assert.Contains(program.Calls, call => Name(call) == "AddProject" && Literal(call, 0) == "portal-simulator" && !IsPublished(call));
        Assert.Contains(program.Calls, call => Name(call) == "WithCommand" && Literal(call, 0) == "run-now");
        Assert.DoesNotMatch(new Regex("simulator|RunNow", RegexOptions.IgnoreCase), text);
    }

    [Fact]
    public void A_service_has_the_same_environment_on_both_sides()
    {
        foreach (var (name, variable) in program.Services)
        {
            // The first three are Aspire's, for every web project.
            (string, string)[] expected =
            [
                ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"),
                ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
                ("HTTP_PORTS", $"{{{name}.bindings.http.targetPort}}"),
                .. program.Environment(variable),
            ];

            Assert.Equal(expected, Variables(name));
        }
    }

    [Fact]
    public void The_storage_takes_what_a_service_is_given()
    {
        foreach (var name in program.Services.Keys)
        {
            var given = Variables(name).Where(variable => variable.Name.StartsWith("Storage__", StringComparison.Ordinal))
                .ToDictionary(variable => variable.Name.Replace("__", ":", StringComparison.Ordinal), string? (variable) => Placeholder().Replace(variable.Value, "an-output"));

            var options = StorageOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());

            Assert.Equal(StorageEngineName.Aws, options.Engine);
            Assert.Equal("an-output", options.Bucket);
        }
    }

    [Fact]
    public void A_service_listens_where_its_launch_settings_say()
    {
        foreach (var (name, variable) in program.Services)
        {
            var project = Path.GetDirectoryName(Text(Resources.GetProperty(name), "path"))!;
            var profiles = Profiles(project);
            // Aspire takes the first profile, and publishes http and https for one that has an address.
            Assert.NotNull(profiles[0].Url);

            var schemes = profiles.SelectMany(profile => profile.Url!.Split(';')).Select(url => new Uri(url).Scheme).Distinct().Order(StringComparer.Ordinal);
            Assert.Equal(
                schemes.Select(scheme => (scheme, program.IsExternal(variable)
                    ? JsonSerializer.Serialize(new { scheme, protocol = "tcp", transport = "http", external = true })
                    : JsonSerializer.Serialize(new { scheme, protocol = "tcp", transport = "http" }))),
                Resources.GetProperty(name).GetProperty("bindings").EnumerateObject().Select(binding => (binding.Name, JsonSerializer.Serialize(binding.Value))));
        }
    }

    [Fact]
    public void The_stack_is_the_template_that_is_there_and_is_referred_to_by_who_uses_it()
    {
        var call = Assert.Single(program.Published, call => Name(call) == "AddAWSCloudFormationTemplate");
        var stack = Resources.GetProperty(Literal(call, 0)!);

        Assert.Equal(Literal(call, 2), Text(stack, "stack-name"));
        Assert.Equal(TemplatePath, Text(stack, "template-path"));
        Assert.Equal("Path.Combine(builder.AppHostDirectory, \"cloudformation\", \"app-resources.template\")", call.ArgumentList.Arguments[1].ToString());
        Assert.True(File.Exists(InRepository(TemplatePath)));
        Assert.Equal(
            program.Services.Where(service => program.Environment(service.Value).Any(variable => Placeholder().IsMatch(variable.Value))).Select(service => service.Key),
            stack.GetProperty("references").EnumerateArray().Select(reference => Text(reference, "target-resource")));
    }

    [Fact]
    public void The_template_has_the_outputs_that_are_asked_for()
    {
        var asked = program.Calls.Where(call => Name(call) == "GetOutput").Select(call => Literal(call, 0)!).Concat(Placeholder().Matches(text).Select(match => match.Groups[1].Value)).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, output => Assert.Contains(output, Keys("Outputs")));
    }

    [Fact]
    public void Each_parameter_of_the_template_is_given_and_is_not_shown()
    {
        var given = program.Published.Where(call => Name(call) == "WithParameter").Select(call => Literal(call, 0)!);

        Assert.Equal(Keys("Parameters"), given);
        Assert.All(Keys("Parameters"), name => Assert.Equal("true", ((YamlScalarNode)Template["Parameters"][name]["NoEcho"]).Value));
    }

    [Fact]
    public void Nothing_of_LocalStack_is_published()
    {
        Assert.DoesNotMatch(new Regex("localstack|AWS_|AWS__|4566|container|endpoint", RegexOptions.IgnoreCase), text);
        Assert.DoesNotContain(program.Published, call => Literal(call, 0)?.StartsWith("AWS_", StringComparison.Ordinal) == true && Name(call) == "WithEnvironment");
        var container = Assert.Single(program.Calls, call => Name(call) == "AddContainer");
        Assert.Contains("ExcludeFromManifest()", container.Ancestors().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax>().First().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_launch_profile_is_named_for_what_a_run_stands_on() => Assert.Equal(
        [("localstack", "localstack"), ("aws", "aws"), ("embedded", "embedded")],
        Profiles("TuroEzpass.AppHost").Select(profile => (profile.Name, profile.Store)));

    [Fact]
    public void Only_the_solution_configuration_Aspire_builds_the_AppHost()
    {
        var solution = File.ReadAllText(InRepository("TuroEzpass.sln"));
        var projects = Project().Matches(solution).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["id"].Value);

        Assert.Contains("TuroEzpass.AppHost", projects.Keys);
        foreach (var (name, id) in projects)
        {
            foreach (var configuration in new[] { "Debug", "Release", "Aspire" })
            {
                Assert.Contains($"{id}.{configuration}|Any CPU.ActiveCfg", solution, StringComparison.Ordinal);
                Assert.Equal(
                    (name, configuration, name != "TuroEzpass.AppHost" || configuration == "Aspire"),
                    (name, configuration, solution.Contains($"{id}.{configuration}|Any CPU.Build.0", StringComparison.Ordinal)));
            }
        }
    }

    private static YamlNode Template
    {
        get
        {
            using var reader = File.OpenText(InRepository(TemplatePath));
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents[0].RootNode;
        }
    }

    private static IEnumerable<string> Keys(string section) => ((YamlMappingNode)Template[section]).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    private IEnumerable<(string Name, string Value)> Variables(string service) =>
        Resources.GetProperty(service).GetProperty("env").EnumerateObject().Select(variable => (variable.Name, variable.Value.GetString()!));

    private static List<(string Name, string? Url, string? Store)> Profiles(string project) =>
        [.. JsonDocument.Parse(File.ReadAllText(InRepository(project, "Properties", "launchSettings.json"))).RootElement.GetProperty("profiles").EnumerateObject()
            .Select(profile => (profile.Name, Optional(profile.Value, "applicationUrl"), Optional(profile.Value.GetProperty("environmentVariables"), "TUROEZPASS_STORE")))];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static string? Optional(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"\{AppResources\.output\.(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""^Project\("[^"]+"\) = "(?<name>[^"]+)", "[^"]+\.csproj", "(?<id>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Project();
}
