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

    /// <summary>Whether there is a browser to collect with.</summary>
    /// <param name="named">The one that the configuration names; empty for the first of the PATH.</param>
    /// <param name="path">Where to look.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<Finding> BrowserAsync(string? named, string? path, CancellationToken cancellation)
    {
        const string Mend = "Install one (Debian: apt-get install chromium-headless-shell), or name it with Scraper__Browser. Without it everything works but collecting";
        var found = string.IsNullOrEmpty(named)
            ? Browsers.SelectMany(name => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            : File.Exists(named) ? named : null;
        if (found is null)
            return Finding.Warn("browser", string.IsNullOrEmpty(named) ? "There is none to collect with" : $"Scraper:Browser names {named}, which is not there", Mend);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(found, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                var says = (await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false)).Trim();
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                return process.ExitCode == 0 && says.Length > 0 ? Finding.Ok("browser", $"{says} ({found})") : Finding.Warn("browser", $"{found} does not tell its version", Mend);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return Finding.Warn("browser", $"{found} does not answer", Mend);
            }
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return Finding.Warn("browser", $"{found} can't be started: {fault.Message}", Mend);
        }
    }

    /// <summary>Whether evidence can be drawn with every name.</summary>
    public static Finding Fonts(EvidenceFonts fonts) => fonts.HasFont
        ? Finding.Ok("fonts", "a TrueType font for evidence is there")
        : Finding.Warn("fonts", "There is no TrueType font: evidence is written with Latin letters only, and no picture of it is drawn", "Install one (Debian: apt-get install fonts-dejavu-core)");

    /// <summary>Whether the wall clock runs as the stopwatch does, and time zones are known.</summary>
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
                ? Finding.Ok("clock", $"{wall().UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, runs evenly")
                : Finding.Warn("clock", string.Create(CultureInfo.InvariantCulture, $"The clock was set while it was looked at, or runs unevenly: {drift.TotalMilliseconds:0} ms in {passed.TotalMilliseconds:0}"), "Let a time service (chrony, systemd-timesyncd) keep it; deadlines and leases depend on it"),
            Finding.Ok("time zones", zones),
        ];
    }

    /// <summary>Whether this machine's clock agrees with another's.</summary>
    public static Finding Skew(DateTimeOffset here, DateTimeOffset there, string host)
    {
        var skew = (here - there).Duration();
        var says = string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0} seconds from {host}'s");
        const string Mend = "Let a time service (chrony, systemd-timesyncd) keep the clock; AWS refuses requests that are 5 minutes off";
        return skew < LittleSkew ? Finding.Ok("clock", says) : skew < MuchSkew ? Finding.Warn("clock", says, Mend) : Finding.Bad("clock", says, Mend);
    }
}
