using System.Runtime.CompilerServices;

namespace TuroEzpass.Tests;

/// <summary>The repository's folder, for tests of files that are not compiled: scripts, workflows, documents.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(ThisFile()))!;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
