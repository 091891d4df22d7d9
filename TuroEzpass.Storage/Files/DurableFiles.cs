using System.Runtime.InteropServices;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>Writes files that are complete or absent, flushed to disk when a call returns, and readable only by their owner.</summary>
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

    /// <summary>Options for a file that only one process can open at a time, and that is deleted when the process ends.</summary>
    public static FileStreamOptions Exclusive()
    {
        var options = Private(FileMode.OpenOrCreate);
        (options.Share, options.Options) = (FileShare.None, FileOptions.DeleteOnClose);
        return options;
    }

    /// <summary>Creates the folder and its missing parents, with mode 0700.</summary>
    public static void CreateFolder(string folder) => Guard(folder, () =>
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null) CreateFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, PrivateFolder);
        if (parent is not null) FlushFolder(parent);
    });

    /// <summary>Writes a complete file: to a temporary file in the same folder, which is flushed, then renamed.</summary>
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

    /// <summary>Deletes a file durably; false if it does not exist.</summary>
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

    /// <summary>Deletes what an interrupted write left behind; ignores failures.</summary>
    public static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover file only costs space.
        }
    }

    /// <summary>Flushes a folder's entries (files created, renamed or deleted) to disk. NTFS does so automatically.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) return;
        // Some network file systems can't flush a folder; the rename is then only as durable as they make it.
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Runs the work and turns disk errors into plain explanations.</summary>
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

    /// <summary>A plain explanation of a disk error; null for any other error.</summary>
    public static StorageException? Translate(Exception error, string path)
    {
        const int noSpaceLinux = 28, readOnlyLinux = 30, quotaLinux = 122, diskFullWindows = unchecked((int)0x80070070);
        return error switch
        {
            IOException { HResult: noSpaceLinux or quotaLinux or diskFullWindows } => new(
                "The disk is full", path, "Free some space and try again. Data that was saved before is safe", error),
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
