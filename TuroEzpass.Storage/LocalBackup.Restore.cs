using System.IO.Compression;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

public static partial class LocalBackup
{
    /// <summary>The temporary folder of a restore. A folder that contains nothing else counts as empty: a crash left it there.</summary>
    private const string Staging = ".restoring";

    /// <summary>The size limit of a manifest.</summary>
    private const int MostManifestBytes = 256 * 1024 * 1024;

    /// <summary>Restores a backup into an empty folder, or one that does not exist yet. Everything is unpacked and checked
    /// in a temporary folder first; nothing is put in place unless all of it matches the manifest.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="emptyFolder">The new data folder.</param>
    /// <param name="cancellation">Cancels the operation and leaves the folder empty.</param>
    /// <exception cref="StorageException">The folder is not empty; the file is not a backup, is damaged (the message names the
    /// entry), would write outside the folder, or was created by a newer program; or the disk failed.</exception>
    public static Task<BackupSummary> RestoreAsync(string file, string emptyFolder, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentException.ThrowIfNullOrEmpty(emptyFolder);
        var (path, folder) = (Path.GetFullPath(file), Path.GetFullPath(emptyFolder));
        return DurableFiles.GuardAsync(folder, async () =>
        {
            if (!File.Exists(path))
                throw new StorageException("The backup does not exist", path, "Check the name");
            DurableFiles.CreateFolder(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(name => name != Staging) is { } there)
                throw new StorageException($"The folder is not empty: it contains '{there}'", folder, "Choose an empty folder. Nothing was changed");
            var staging = Path.Combine(folder, Staging);
            try
            {
                if (Directory.Exists(staging))
                    Directory.Delete(staging, recursive: true);
                var files = await UnpackAsync(path, staging, cancellation).ConfigureAwait(false);
                PutInPlace(staging, folder);
                return new BackupSummary(path, folder, files.Count(entry => IsBlob(entry.Name)), files.Sum(entry => entry.Length), []);
            }
            finally
            {
                if (Directory.Exists(staging))
                    Directory.Delete(staging, recursive: true);
            }
        });
    }

    private static async Task<IReadOnlyList<BackupEntry>> UnpackAsync(string path, string staging, CancellationToken cancellation)
    {
        try
        {
            var stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                var manifest = ReadManifest(path, archive);
                var entries = Match(path, archive, manifest);
                foreach (var due in manifest.Files)
                    await UnpackAsync(path, entries[due.Name], due, Path.Combine(staging, due.Name), cancellation).ConfigureAwait(false);
                return manifest.Files;
            }
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, "it is not a zip file, or its end is missing", error);
        }
    }

    private static BackupManifest ReadManifest(string path, ZipArchive archive)
    {
        var entry = archive.GetEntry(BackupManifest.EntryName) ?? throw Damaged(path, $"it has no {BackupManifest.EntryName}");
        if (entry.Length > MostManifestBytes)
            throw Damaged(path, $"{BackupManifest.EntryName} is too large");
        using var content = new MemoryStream();
        try
        {
            using var source = entry.Open();
            source.CopyTo(content);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, $"{BackupManifest.EntryName} can't be unpacked", error);
        }

        var manifest = BackupManifest.Read(content.ToArray()) ?? throw Damaged(path, $"{BackupManifest.EntryName} can't be read");
        return manifest.Format <= BackupManifest.CurrentFormat && manifest.Schema <= SqliteSchema.Current
            ? manifest
            : throw new StorageException(
                $"The backup has format {manifest.Format} and schema {manifest.Schema}, but this program supports formats up to {BackupManifest.CurrentFormat} and schemas up to {SqliteSchema.Current}",
                path, "Use the newer version of TuroEzpass that created it. Nothing was changed");
    }

    /// <summary>The entries by name. Each must be allowed in a backup, be in the manifest, and exist exactly once.</summary>
    private static Dictionary<string, ZipArchiveEntry> Match(string path, ZipArchive archive, BackupManifest manifest)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        var due = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!BackupManifest.IsOurs(file.Name))
                throw Damaged(path, $"its manifest names '{file.Name}', which is not allowed in a backup");
            if (!due.Add(file.Name))
                throw Damaged(path, $"its manifest names '{file.Name}' twice");
        }

        foreach (var entry in archive.Entries.Where(entry => entry.FullName != BackupManifest.EntryName))
        {
            if (!BackupManifest.IsOurs(entry.FullName))
                throw Damaged(path, $"the entry '{entry.FullName}' is not allowed in a backup");
            if (!due.Contains(entry.FullName))
                throw Damaged(path, $"the entry '{entry.FullName}' is not in its manifest");
            if (!entries.TryAdd(entry.FullName, entry))
                throw Damaged(path, $"the entry '{entry.FullName}' is in the file twice");
        }

        if (!due.Contains(SqliteDatabase.FileName))
            throw Damaged(path, $"its manifest does not name {SqliteDatabase.FileName}");
        return due.FirstOrDefault(name => !entries.ContainsKey(name)) is { } missing ? throw Damaged(path, $"the entry '{missing}' is missing") : entries;
    }

    private static async Task UnpackAsync(string path, ZipArchiveEntry entry, BackupEntry due, string target, CancellationToken cancellation)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(target)!);
        var file = File.Open(target, DurableFiles.Private(FileMode.CreateNew));
        await using (file.ConfigureAwait(false))
        {
            try
            {
                using var source = entry.Open();
                var (length, sha) = await CopyAsync(source, file, due.Length, cancellation).ConfigureAwait(false);
                if (length != due.Length)
                    throw Damaged(path, $"the entry '{due.Name}' has {(length > due.Length ? "more than its" : $"{length} of its")} {due.Length} bytes");
                if (sha != due.Sha256)
                    throw Damaged(path, $"the entry '{due.Name}' hashes to {sha}, not to {due.Sha256}");
            }
            catch (InvalidDataException error)
            {
                throw Damaged(path, $"the entry '{due.Name}' can't be unpacked", error);
            }

            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Moves the database last: a folder that a crash left incomplete has no database, and is rejected as not empty.</summary>
    private static void PutInPlace(string staging, string folder)
    {
        var blobs = Path.Combine(staging, "blobs");
        foreach (var sub in Directory.Exists(blobs) ? Directory.EnumerateDirectories(blobs, "*", SearchOption.AllDirectories) : [])
            DurableFiles.FlushFolder(sub);
        if (Directory.Exists(blobs))
            Directory.Move(blobs, Path.Combine(folder, "blobs"));
        File.Move(Path.Combine(staging, SqliteDatabase.FileName), Path.Combine(folder, SqliteDatabase.FileName));
        DurableFiles.FlushFolder(folder);
    }

    private static StorageException Damaged(string path, string what, Exception? inner = null) =>
        new($"The backup is damaged: {what}", path, "Nothing was restored. Use another backup", inner);
}
