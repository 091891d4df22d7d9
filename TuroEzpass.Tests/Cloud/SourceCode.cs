using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Cloud;

/// <summary>The projects' source, compiled far enough to know what each name refers to. Output of source generators is
/// missing, and not needed.</summary>
internal sealed class SourceCode
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = Usings + """
        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<SourceCode> Once = new(() => new SourceCode());
    private readonly Dictionary<string, CSharpCompilation> projects = [];
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();

    private SourceCode()
    {
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("TuroEzpass", StringComparison.Ordinal) && Path.GetFileName(path) != "turoezpass.dll")
            .Select(path => MetadataReference.CreateFromFile(path)).ToList();
        foreach (var project in ProjectNames)
        {
            var usings = project is "TuroEzpass.Api" or "TuroEzpass.Scraper" or "TuroEzpass.Web" ? WebUsings : Usings;
            projects[project] = CSharpCompilation.Create(project, Files(project).Append((Path: "Usings.cs", Text: usings)).Select(Parse),
                [.. libraries, .. projects.Values.Select(before => before.ToMetadataReference())],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        }
    }

    /// <summary>Read once, because it takes seconds.</summary>
    public static SourceCode Current => Once.Value;

    /// <summary>The projects to read.</summary>
    public static IReadOnlyList<string> ProjectNames { get; } =
        ["TuroEzpass.Contracts", "TuroEzpass.Core", "TuroEzpass.Storage", "TuroEzpass.ServiceDefaults", "TuroEzpass.Api", "TuroEzpass.Scraper", "TuroEzpass.Web"];

    /// <summary>One project.</summary>
    public CSharpCompilation this[string project] => projects[project];

    /// <summary>The meaning of a file's names. Cached, because a new model would start from scratch.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => models.GetOrAdd(tree, file => projects.Values.First(project => project.ContainsSyntaxTree(file)).GetSemanticModel(file));

    /// <summary>A project's files of C#.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string project) =>
        Directory.EnumerateFiles(InRepository(project), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && Path.GetFileName(path) != "Program.cs")
            .Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)));

    private static SyntaxTree Parse((string Path, string Text) file) =>
        CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Latest), file.Path, cancellationToken: TestContext.Current.CancellationToken);
}
