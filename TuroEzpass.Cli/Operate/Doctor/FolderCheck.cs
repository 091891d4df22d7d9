using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>The data folder of the embedded engine: is it there, is it ours alone, is there room?</summary>
internal static class FolderCheck
{
    private const long LittleRoom = 2L * 1024 * 1024 * 1024;
    private const long NoRoom = 200L * 1024 * 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Look(string folder, Func<string, long>? freeBytes = null)
    {
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("folder", $"{folder} is not there yet", "It is made at the first import or start; if there should be data, name its folder with --data");
            yield break;
        }

        yield return Permissions(folder);
        yield return Room(folder, freeBytes ?? (place => new DriveInfo(place).AvailableFreeSpace));
    }

    private static Finding Permissions(string folder)
    {
        if (OperatingSystem.IsWindows())
            return Finding.Ok("permissions", "those of the Windows account");
        var open = new[] { folder }
            .Concat(new[] { SqliteDatabase.FileName, "keys", "secrets", "blobs" }.Select(name => Path.Combine(folder, name)))
            .Where(Path.Exists)
            .Where(IsOpen)
            .Select(path => path == folder ? folder : Path.GetRelativePath(folder, path))
            .ToList();
        if (open.Count == 0)
            return Finding.Ok("permissions", "the data folder is its owner's alone");
        // What lies within a closed folder is closed too.
        return open.Contains(folder)
            ? Finding.Bad("permissions", $"Others on this machine can look into {folder}: guests' names and sign-ins are in it", $"chmod -R go= \"{folder}\"")
            : Finding.Warn("permissions", $"Only the folder itself keeps others out of: {string.Join(", ", open)}", $"chmod -R go= \"{folder}\"");
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    private static Finding Room(string folder, Func<string, long> freeBytes)
    {
        var free = freeBytes(folder);
        var says = $"{free / (1024 * 1024):#,0} MB free";
        return free >= LittleRoom ? Finding.Ok("disk", says)
            : free >= NoRoom ? Finding.Warn("disk", says, "Make room soon: imports, backups and the database's log need some")
            : Finding.Bad("disk", says, "Make room now: writes are about to fail. Nothing is lost by a full disk, but nothing is taken in");
    }
}
