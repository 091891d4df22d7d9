using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>Checks the embedded engine's data folder: whether it exists, is private, and has free space.</summary>
internal static class FolderCheck
{
    private const long LittleRoom = 2L * 1024 * 1024 * 1024;
    private const long NoRoom = 200L * 1024 * 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Look(string folder, Func<string, long>? freeBytes = null)
    {
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("folder", $"{folder} does not exist yet", "It is created at the first import or start. If there should be data, give its folder with --data");
            yield break;
        }

        yield return Permissions(folder);
        yield return Room(folder, freeBytes ?? (place => new DriveInfo(place).AvailableFreeSpace));
    }

    private static Finding Permissions(string folder)
    {
        if (OperatingSystem.IsWindows())
            return Finding.Ok("permissions", "the Windows account's permissions apply");
        var open = new[] { folder }
            .Concat(new[] { SqliteDatabase.FileName, "keys", "secrets", "blobs" }.Select(name => Path.Combine(folder, name)))
            .Where(Path.Exists)
            .Where(IsOpen)
            .Select(path => path == folder ? folder : Path.GetRelativePath(folder, path))
            .ToList();
        if (open.Count == 0)
            return Finding.Ok("permissions", "only its owner can access the data folder");
        // Files in a private folder are private too.
        return open.Contains(folder)
            ? Finding.Bad("permissions", $"Other users of this machine can read {folder}, which holds guests' names and sign-ins", $"chmod -R go= \"{folder}\"")
            : Finding.Warn("permissions", $"Only the folder's own permissions protect: {string.Join(", ", open)}", $"chmod -R go= \"{folder}\"");
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    private static Finding Room(string folder, Func<string, long> freeBytes)
    {
        var free = freeBytes(folder);
        var says = $"{free / (1024 * 1024):#,0} MB free";
        return free >= LittleRoom ? Finding.Ok("disk", says)
            : free >= NoRoom ? Finding.Warn("disk", says, "Free some space soon: imports, backups and the database log need it")
            : Finding.Bad("disk", says, "Free some space now: writes are about to fail. A full disk loses no data, but nothing can be imported");
    }
}
