using System.Diagnostics;

namespace TuroEzpass.Tests.Storage;

/// <summary>A separate file system, small enough to fill and safe to make read-only: a tmpfs, which needs Linux and root.
/// Elsewhere the test is skipped with a reason.</summary>
public sealed class SmallDisk : IDisposable
{
    public SmallDisk(int megabytes)
    {
        Folder = Directory.CreateTempSubdirectory("turoezpass-disk-").FullName;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", Folder)) return;
        Directory.Delete(Folder);
        Assert.Skip("A small disk needs Linux, root and the right to mount a tmpfs.");
    }

    public string Folder { get; }

    public void MakeReadOnly(bool readOnly) => Assert.True(Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Folder));

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit(10_000);
            return process.HasExited && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
