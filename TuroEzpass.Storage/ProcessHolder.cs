using System.Diagnostics;
using System.Globalization;

namespace TuroEzpass.Storage;

/// <summary>Identifies this process as the holder of a lease, and finds out whether another holder has ended.</summary>
public static class ProcessHolder
{
    private const string StartFormat = "yyyyMMddHHmmssff";

    /// <summary>Machine, process ID and start time. The start time distinguishes it from a later process with the same ID.</summary>
    public static string Current { get; } = ThisProcess();

    /// <summary>Whether the holder was a process on this machine that has ended; then no one need wait for its lease to expire.</summary>
    public static bool IsGone(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var parts = holder.Split(' ');
        if (parts.Length != 5 || parts[0] != Environment.MachineName || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            // Two processes may read the start time of a third with a difference of some hundredths of a second.
            return !DateTime.TryParseExact(parts[4], StartFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var started)
                || (process.StartTime.ToUniversalTime() - started).Duration() > TimeSpan.FromSeconds(2);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string ThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} process {process.Id} of {process.StartTime.ToUniversalTime().ToString(StartFormat, CultureInfo.InvariantCulture)}");
    }
}
