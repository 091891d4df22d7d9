using System.IO.Compression;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage;

/// <summary>A backup in a folder of backups.</summary>
/// <param name="File">The file.</param>
/// <param name="MadeAt">The time up to which it is complete.</param>
public sealed record ShelvedBackup(string File, Instant MadeAt);

/// <summary>Lists the backups in a folder, and selects the one to restore.</summary>
public static class BackupShelf
{
    /// <summary>The backups, newest first. Ignores other files.</summary>
    /// <exception cref="StorageException">The folder does not exist.</exception>
    public static IReadOnlyList<ShelvedBackup> Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new StorageException("The folder does not exist", Path.GetFullPath(folder), "Enter the folder that contains the backups");
        return [.. Directory.EnumerateFiles(folder, "*.zip").Select(Find).OfType<ShelvedBackup>().OrderByDescending(backup => backup.MadeAt)];
    }

    /// <summary>The newest backup that was made at or before this time; null if all are later.</summary>
    public static ShelvedBackup? NewestUpTo(string folder, Instant time) => Read(folder).FirstOrDefault(backup => backup.MadeAt <= time);

    private static ShelvedBackup? Find(string file)
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            if (archive.GetEntry(BackupManifest.EntryName) is not { } entry)
                return null;
            using var content = new MemoryStream();
            using (var source = entry.Open())
                source.CopyTo(content);
            if (BackupManifest.Read(content.ToArray()) is not { } manifest)
                return null;
            // Backups of the first versions do not contain the time: their last entry was written just after the database was copied.
            var madeAt = manifest.MadeAt is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } told ? told.Value : Instant.FromDateTimeOffset(entry.LastWriteTime);
            return new ShelvedBackup(file, madeAt);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
