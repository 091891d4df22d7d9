using System.IO.Compression;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage;

/// <summary>A backup on the shelf.</summary>
/// <param name="File">Its file.</param>
/// <param name="MadeAt">From when on it knows nothing.</param>
public sealed record ShelvedBackup(string File, Instant MadeAt);

/// <summary>The backups in a folder, and which of them is the one to go back to.</summary>
public static class BackupShelf
{
    /// <summary>The backups, the newest first. Files that are none are passed over: what is on a shelf need not be ours.</summary>
    /// <exception cref="StorageException">There is no such folder.</exception>
    public static IReadOnlyList<ShelvedBackup> Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new StorageException("There is no such folder", Path.GetFullPath(folder), "Name the folder where the backups are");
        return [.. Directory.EnumerateFiles(folder, "*.zip").Select(Find).OfType<ShelvedBackup>().OrderByDescending(backup => backup.MadeAt)];
    }

    /// <summary>The newest backup that was made at this time or before it; null where every one is later.</summary>
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
            // Backups of the first versions do not say it: their last entry was written just after the database was copied.
            var madeAt = manifest.MadeAt is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } told ? told.Value : Instant.FromDateTimeOffset(entry.LastWriteTime);
            return new ShelvedBackup(file, madeAt);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
