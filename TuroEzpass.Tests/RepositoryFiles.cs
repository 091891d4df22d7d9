namespace TuroEzpass.Tests;

/// <summary>Paths of the repository's files; the tests' own folder has only what the build copied.</summary>
internal static class RepositoryFiles
{
    /// <summary>The full path of a file or folder of the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([RepositoryRoot.Path, .. parts]);
}
