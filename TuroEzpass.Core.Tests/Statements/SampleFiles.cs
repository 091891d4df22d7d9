using System.Reflection;

namespace TuroEzpass.Tests.Statements;

/// <summary>The sample statements and what is expected of them.</summary>
internal static class SampleFiles
{
    public static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "samples");

    public static IEnumerable<string> Tables =>
        Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!)
            .Where(name => (name.EndsWith(".csv", StringComparison.Ordinal) || name.EndsWith(".xlsx", StringComparison.Ordinal)) && !name.StartsWith("turo-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Pages saved from the simulator.</summary>
    public static IEnumerable<string> Pages => Directory.GetFiles(Path.Combine(Folder, "pages")).Select(path => $"pages/{Path.GetFileName(path)}").Order(StringComparer.Ordinal);

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Expected(string name) => File.ReadAllText(Path.Combine(Folder, "expected", name)).ReplaceLineEndings("\n");
}
