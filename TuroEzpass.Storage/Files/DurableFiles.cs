using System.Runtime.InteropServices;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>Files that are whole or absent, on the disk when a call returns, and nobody else's to read.</summary>
internal static partial class DurableFiles
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Options for a new file with mode 0600.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFile;
        return options;
    }

    /// <summary>Options for a file that one process at a time has open, and that goes with it.</summary>
    public static FileStreamOptions Exclusive()
    {
        var options = Private(FileMode.OpenOrCreate);
        (options.Share, options.Options) = (FileShare.None, FileOptions.DeleteOnClose);
        return options;
    }

    /// <summary>Makes the folder and those above it that are missing, with mode 0700.</summary>
    public static void CreateFolder(string folder) => Guard(folder, () =>
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null) CreateFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, PrivateFolder);
        if (parent is not null) FlushFolder(parent);
    });

    /// <summary>Writes a whole file: a temporary one beside it, flushed, then renamed over it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = File.Open(temporary, Private(FileMode.CreateNew)))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            FlushFolder(folder);
        }
        catch (Exception error)
        {
            DeleteQuietly(temporary);
            if (Translate(error, path) is { } fault) throw fault;
            throw;
        }
    }

    /// <summary>Deletes a file for good; false where there was none.</summary>
    public static bool Delete(string path)
    {
        var existed = false;
        Guard(path, () =>
        {
            existed = File.Exists(path);
            if (!existed) return;
            File.Delete(path);
            FlushFolder(Path.GetDirectoryName(path)!);
        });
        return existed;
    }

    /// <summary>Deletes what an interrupted write left behind, whether or not that works.</summary>
    public static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover costs space and nothing else.
        }
    }

    /// <summary>Brings a folder's entries (a file made, renamed or deleted in it) to the disk. NTFS does so by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) return;
        // Some network file systems can't flush a folder; the rename is then as durable as they make it.
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Runs the work and says in a person's words what the disk refused.</summary>
    public static void Guard(string path, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (Translate(error, path) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc cref="Guard" />
    public static async Task<T> GuardAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (Translate(error, path) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>The disk's error in a person's words, or null where it is none of the disk's.</summary>
    public static StorageException? Translate(Exception error, string path)
    {
        const int noSpaceLinux = 28, readOnlyLinux = 30, quotaLinux = 122, diskFullWindows = unchecked((int)0x80070070);
        return error switch
        {
            IOException { HResult: noSpaceLinux or quotaLinux or diskFullWindows } => new(
                "The disk is full", path, "Free some space and try again; everything acknowledged so far is kept", error),
            IOException { HResult: readOnlyLinux } or UnauthorizedAccessException => new(
                "The folder can't be written", path, "Make it writable for this user, or choose another data folder", error),
            IOException => new("The disk can't be read or written", path, $"Check the folder and try again. The system says: {error.Message}", error),
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int descriptor);
}
