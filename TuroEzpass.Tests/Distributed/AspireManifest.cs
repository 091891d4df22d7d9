using System.Text.Json;
using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.Distributed;

/// <summary><c>aspire-manifest.json</c>, read the way a deployment tool reads it.</summary>
internal sealed partial class AspireManifest
{
    private readonly JsonElement resources;

    private AspireManifest(JsonElement resources) => this.resources = resources;

    public static AspireManifest Load() =>
        new(JsonDocument.Parse(File.ReadAllText(RepositoryFiles.InRepository("aspire-manifest.json"))).RootElement.GetProperty("resources").Clone());

    /// <summary>A service's program, built together with these tests.</summary>
    public string ProgramOf(string service)
    {
        var project = resources.GetProperty(service).GetProperty("path").GetString()!;
        return ProgramOf(Path.GetDirectoryName(project)!, Path.GetFileNameWithoutExtension(project));
    }

    /// <summary>A project's program, built together with these tests.</summary>
    public static string ProgramOf(string folder, string project)
    {
        // bin/<configuration>/<framework>/ is the same for every project.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return RepositoryFiles.InRepository(folder, "bin", own.Parent!.Name, own.Name, $"{project}.dll");
    }

    /// <summary>The environment variables of a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="valueOf">Gets the value of a placeholder such as <c>api.bindings.http.url</c>; null if it has none here (there
    /// is no HTTPS), and then the variable is not set.</param>
    public Dictionary<string, string> EnvironmentOf(string service, Func<string, string?> valueOf)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in resources.GetProperty(service).GetProperty("env").EnumerateObject())
        {
            var isWhole = true;
            var value = Placeholder().Replace(variable.Value.GetString()!, match =>
            {
                var known = valueOf(match.Groups[1].Value);
                isWhole &= known is not null;
                return known ?? "";
            });
            if (isWhole)
                environment[variable.Name] = value;
        }

        return environment;
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();
}
