using System.Diagnostics;
using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Proofs;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>The machine: browser, fonts, clock.</summary>
internal static class MachineCheck
{
    private static readonly string[] Browsers = ["chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Drift = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LittleSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MuchSkew = TimeSpan.FromMinutes(5);

    /// <summary>Checks for a browser to collect with.</summary>
    /// <param name="named">The browser that the configuration names; empty to use the first one on the PATH.</param>
    /// <param name="path">The PATH to search.</param>
    public static async Task<Finding> BrowserAsync(string? named, string? path, CancellationToken cancellation)
    {
        const string Fix = "Install one (Debian: apt-get install chromium-headless-shell), or set its path with Scraper__Browser. Without a browser everything works except collecting";
        var found = string.IsNullOrEmpty(named)
            ? Browsers.SelectMany(name => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            : File.Exists(named) ? named : null;
        if (found is null)
            return Finding.Warn("browser", string.IsNullOrEmpty(named) ? "No browser found to collect with" : $"Scraper:Browser is {named}, which does not exist", Fix);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(found, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                var says = (await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false)).Trim();
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0 && says.Length > 0 ? Finding.Ok("browser", $"{says} ({found})") : Finding.Warn("browser", $"{found} does not report its version", Fix);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return Finding.Warn("browser", $"{found} does not respond", Fix);
            }
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return Finding.Warn("browser", $"{found} can't be started: {fault.Message}", Fix);
        }
    }

    /// <summary>Checks for a font that can draw names in any script.</summary>
    public static Finding Fonts(EvidenceFonts fonts) => fonts.HasFont
        ? Finding.Ok("fonts", "found a TrueType font for evidence")
        : Finding.Warn("fonts", "No TrueType font found: evidence can show Latin letters only, and no images are drawn", "Install one (Debian: apt-get install fonts-dejavu-core)");

    /// <summary>Checks that the wall clock runs as fast as the stopwatch, and that time zones are known.</summary>
    public static async Task<IReadOnlyList<Finding>> ClockAsync(Func<DateTimeOffset> wall, CancellationToken cancellation)
    {
        var (began, beganWall) = (Stopwatch.GetTimestamp(), wall());
        await Task.Delay(Glance, cancellation).ConfigureAwait(false);
        var (passed, passedWall) = (Stopwatch.GetElapsedTime(began), wall() - beganWall);
        var drift = (passed - passedWall).Duration();
        var zones = DateTimeZoneProviders.Tzdb.VersionId;
        return
        [
            drift < Drift
                ? Finding.Ok("clock", $"{wall().UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, runs steadily")
                : Finding.Warn("clock", string.Create(CultureInfo.InvariantCulture, $"The clock was changed during the check, or runs unevenly: {drift.TotalMilliseconds:0} ms in {passed.TotalMilliseconds:0}"), "Use a time service (chrony, systemd-timesyncd): deadlines and leases depend on the clock"),
            Finding.Ok("time zones", zones),
        ];
    }

    /// <summary>Compares this machine's clock with another's.</summary>
    public static Finding Skew(DateTimeOffset here, DateTimeOffset there, string host)
    {
        var skew = (here - there).Duration();
        var says = string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0} seconds from {host}'s");
        const string Fix = "Use a time service (chrony, systemd-timesyncd); AWS refuses requests if the clock is 5 minutes off";
        return skew < LittleSkew ? Finding.Ok("clock", says) : skew < MuchSkew ? Finding.Warn("clock", says, Fix) : Finding.Bad("clock", says, Fix);
    }
}
