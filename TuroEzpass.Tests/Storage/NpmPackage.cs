using System.Diagnostics;

namespace TuroEzpass.Tests.Storage;

/// <summary>An npm package that tests run: installed once into the user's cache.</summary>
internal static class NpmPackage
{
    /// <summary>The folder with its <c>node_modules</c>; null, with the reason, if Node or the package is not available.</summary>
    public static async Task<(string? Folder, string Reason)> FindAsync(string name, string version)
    {
        if (ChildServer.Find("node") is null) return (null, $"{name} needs Node.js, which is not on the PATH.");
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "turoezpass-tests", $"{name}-{version}");
        return Directory.Exists(Path.Combine(cache, "node_modules", name)) || await InstallAsync(cache, $"{name}@{version}") ? (cache, "") : (null, $"npm could not install {name} {version} within two minutes.");
    }

    /// <summary>Installs next to the final folder and renames, so that an interrupted install is not used.</summary>
    private static async Task<bool> InstallAsync(string cache, string package)
    {
        if (ChildServer.Find("npm") is not { } npm) return false;
        var folder = $"{cache}.{Environment.ProcessId}";
        Directory.CreateDirectory(folder);
        using var process = Process.Start(new ProcessStartInfo(
            npm, ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", package])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
        if (process.ExitCode != 0) return false;
        if (Directory.Exists(cache)) Directory.Delete(folder, recursive: true);
        else Directory.Move(folder, cache);
        return true;
    }
}
