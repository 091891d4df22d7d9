using System.IO.Compression;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

/// <summary>The contents of a backup, or what was restored. <b>It contains no secrets</b>: no credentials, no saved
/// sessions, no Data Protection keys. After a restore, enter the credentials again; existing links no longer work.</summary>
/// <param name="File">The backup's file.</param>
/// <param name="Folder">The data folder.</param>
/// <param name="Blobs">The number of originals, evidence files and screenshots.</param>
/// <param name="Bytes">The total size in bytes, before compression.</param>
/// <param name="Damaged">Blobs that were already damaged when the backup was made. The backup contains them as they
/// were; <c>verify</c> shows what they belong to. Always empty after a restore.</param>
public sealed record BackupSummary(string File, string Folder, int Blobs, long Bytes, IReadOnlyList<string> Damaged);

/// <summary>Backs up and restores a data folder of the embedded engine, as one zip file with a SHA-256 of every file in it.
/// The hashes detect damage; they do not prove who created the file.</summary>
public static partial class LocalBackup
{
    private const int BufferBytes = 128 * 1024;
    private const int Tries = 5;
    private static readonly string[] BlobFolders = ["statements", "proofs", "failure-screenshots"];

    /// <summary>Creates a backup while others read and write.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">The backup to create; complete or absent, and readable only by its owner.</param>
    /// <param name="cancellation">Cancels the operation and deletes what was written.</param>
    /// <exception cref="StorageException">The folder contains no data, the file already exists, or the disk
    /// failed.</exception>
    public static async Task<BackupSummary> WriteAsync(string dataFolder, string file, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var (folder, path) = (Path.GetFullPath(dataFolder), Path.GetFullPath(file));
        if (!File.Exists(Path.Combine(folder, SqliteDatabase.FileName)))
            throw new StorageException("There is no data to back up", folder, "Enter the data folder");
        if (File.Exists(path))
            throw new StorageException("The file already exists", path, "Choose another name, or delete the file first");
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        using var database = SqliteDatabase.Open(folder);
        for (var attempt = 1; ; attempt++)
        {
            if (await TryWriteAsync(database, folder, path, cancellation).ConfigureAwait(false) is { } summary)
                return summary;
            if (attempt == Tries)
                throw new StorageException("Guests were erased repeatedly while the backup was being created", path, "Try again when no guests are being erased");
        }
    }

    /// <summary>One attempt; null if a guest was erased meanwhile.</summary>
    private static Task<BackupSummary?> TryWriteAsync(SqliteDatabase database, string folder, string path, CancellationToken cancellation) => DurableFiles.GuardAsync(path, async () =>
    {
        // A folder with a fixed name, so that the next attempt deletes what a crash leaves behind.
        var work = $"{path}.part";
        DurableFiles.CreateFolder(work);
        var options = DurableFiles.Private(FileMode.Create);
        options.Share = FileShare.None;
        var zip = Path.Combine(work, "backup.zip");
        var stream = File.Open(zip, options);
        try
        {
            BackupSummary summary;
            int erasures;
            await using (stream.ConfigureAwait(false))
            {
                var madeAt = SystemClock.Instance.GetCurrentInstant();
                File.Delete(Path.Combine(work, SqliteDatabase.FileName));
                database.CopyTo(Path.Combine(work, SqliteDatabase.FileName));
                erasures = await PrepareAsync(work, folder, cancellation).ConfigureAwait(false);
                summary = await PackAsync(stream, work, folder, path, madeAt, cancellation).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            // Blobs are immutable and are stored before the record that refers to them. So every blob that the database's copy
            // refers to existed when it was made, and copying the blobs afterwards, while others add more, is consistent. Only
            // erasing a guest removes blobs, and logs it first: then this copy is neither complete nor wanted.
            if (await ErasuresAsync(database, folder, cancellation).ConfigureAwait(false) != erasures)
                return null;
            File.Move(zip, path, overwrite: false);
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
            return summary;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    });

    /// <summary>Removes the key ring from the copied database, including its bytes on disk, and returns the number of erasures that the copy contains.</summary>
    private static async Task<int> PrepareAsync(string work, string folder, CancellationToken cancellation)
    {
        using var copy = SqliteDatabase.Open(work);
        await copy.WriteAsync(session => session.Execute("DELETE FROM records WHERE pk = 'SYS#KEYRING'"), 0, cancellation).ConfigureAwait(false);
        return await ErasuresAsync(copy, folder, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> ErasuresAsync(SqliteDatabase database, string folder, CancellationToken cancellation)
    {
        var statements = Path.Combine(folder, "blobs", "statements");
        var count = 0;
        foreach (var name in Directory.Exists(statements) ? Directory.GetDirectories(statements).Select(Path.GetFileName) : [])
        {
            if (!OwnerId.TryParse(name, out var owner))
                continue;
            var facts = await new FactLog(new SqliteRecordStore(database, SystemClock.Instance), owner).ReadAsync(0, cancellation).ConfigureAwait(false);
            count += facts.Count(fact => fact is GuestErased);
        }

        return count;
    }

    private static async Task<BackupSummary> PackAsync(Stream stream, string work, string folder, string path, Instant madeAt, CancellationToken cancellation)
    {
        var (files, damaged) = (new List<BackupEntry>(), new List<string>());
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(SqliteDatabase.FileName, Path.Combine(work, SqliteDatabase.FileName)).ConfigureAwait(false);
            foreach (var name in BlobNames(folder))
            {
                // A missing file was erased, or belonged to an erased one; the log shows it and is checked afterwards.
                if (await AddAsync(name, Path.Combine(folder, name)).ConfigureAwait(false) is { } entry && IsBlob(name) && !name.EndsWith(entry.Sha256, StringComparison.Ordinal))
                    damaged.Add(name);
            }

            using var manifest = archive.CreateEntry(BackupManifest.EntryName).Open();
            manifest.Write(new BackupManifest(BackupManifest.CurrentFormat, SqliteSchema.Current, files) { MadeAt = InstantPattern.ExtendedIso.Format(madeAt) }.ToBytes());

            async Task<BackupEntry?> AddAsync(string name, string from)
            {
                FileStream source;
                try
                {
                    source = File.OpenRead(from);
                }
                catch (FileNotFoundException)
                {
                    return null;
                }

                await using (source.ConfigureAwait(false))
                {
                    using var target = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                    var (length, sha) = await CopyAsync(source, target, long.MaxValue, cancellation).ConfigureAwait(false);
                    files.Add(new BackupEntry(name, length, sha));
                    return files[^1];
                }
            }
        }

        return new BackupSummary(path, folder, files.Count(file => IsBlob(file.Name)), files.Sum(file => file.Length), damaged);
    }

    /// <summary>The blobs and their metadata files, by their paths in the data folder.</summary>
    private static IEnumerable<string> BlobNames(string folder) => BlobFolders
        .Select(kind => Path.Combine(folder, "blobs", kind)).Where(Directory.Exists)
        .SelectMany(kind => Directory.EnumerateFiles(kind, "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
        // Temporary files of unfinished writes have other names.
        .Where(BackupManifest.IsOurs).Order(StringComparer.Ordinal);

    private static bool IsBlob(string name) => name.StartsWith("blobs/", StringComparison.Ordinal) && !name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Copies and hashes; stops one byte after the limit.</summary>
    private static async Task<(long Length, string Sha256)> CopyAsync(Stream source, Stream target, long most, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long length = 0;
        int read;
        while (length <= most && (read = await source.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            length += read;
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }

        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
