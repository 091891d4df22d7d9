namespace TuroEzpass.AppHost.Tests;

/// <summary>What this machine has.</summary>
internal static class Machine
{
    private static readonly string[] Browsers = ["chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge"];

    public static bool HasBrowser { get; } = Browsers.Any(Has);

    /// <summary>Whether a program is on the PATH.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
