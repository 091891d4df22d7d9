namespace TuroEzpass.Scraper.Browsing;

/// <summary>Finds an installed browser. Never downloads one.</summary>
internal static class BrowserFinder
{
    private static readonly string[] Windowless = ["chromium-headless-shell"];
    private static readonly string[] Windowed = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "chrome", "msedge"];

    private static readonly string[] InstalledPaths =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The path of the browser; null if there is none.</summary>
    /// <param name="option">The configured path; empty to search for one.</param>
    /// <param name="withWindows">Whether the browser must be able to show windows.</param>
    public static string? Find(string option, bool withWindows = false)
    {
        if (option.Length > 0)
        {
            var path = Path.IsPathRooted(option) ? option : OnPath([option]).FirstOrDefault() ?? option;
            return File.Exists(path) && !(withWindows && IsWindowless(path)) ? path : null;
        }

        return OnPath(withWindows ? Windowed : [.. Windowless, .. Windowed]).Concat(InstalledPaths.Where(File.Exists)).FirstOrDefault();
    }

    /// <summary>Explains how to get a browser.</summary>
    public static string Remedy(string option) => option.Length > 0
        ? $"There is no browser at Scraper:Browser ({Path.GetFileName(option)}). Correct the setting, or leave it empty to search the PATH."
        : "There is no browser on this machine. Install one (Debian and Ubuntu: apt-get install chromium-headless-shell or chromium; elsewhere Chrome, Chromium or Edge), or set its path in Scraper:Browser. Everything except collecting works without it.";

    private static bool IsWindowless(string path) => Path.GetFileName(path).Contains("headless", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> OnPath(IReadOnlyList<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var endings = OperatingSystem.IsWindows() ? new[] { ".exe" } : [""];
        return from name in names
               from folder in folders
               from ending in endings
               let path = Path.Combine(folder, name + ending)
               where File.Exists(path)
               select path;
    }
}
