using System.Diagnostics;
using System.Globalization;

namespace TuroEzpass.Storage;

/// <summary>This process as the holder of a lease, and whether another holder is known not to run any more.</summary>
public static class ProcessHolder
{
    private const string StartFormat = "yyyyMMddHHmmssff";

    /// <summary>Machine, process and when the process began. The start tells it from a later process of the same number.</summary>
    public static string Current { get; } = ThisProcess();

    /// <summary>Whether the holder is of this machine and its process has ended: then nobody need wait for its time to end.</summary>
    public static bool IsGone(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var parts = holder.Split(' ');
        if (parts.Length != 5 || parts[0] != Environment.MachineName || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            // Two processes may read the start of a third some hundredths of a second apart.
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
