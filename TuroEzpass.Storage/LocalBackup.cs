using System.IO.Compression;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

/// <summary>What a backup holds, or what was restored. <b>Secrets are not in it</b>: no portal's credentials, no saved
/// sessions, no Data Protection keys. After a restore, enter the credentials again; links that were given out cease to work.</summary>
/// <param name="File">The backup's file.</param>
/// <param name="Folder">The data folder.</param>
/// <param name="Blobs">Originals, evidence and screenshots.</param>
/// <param name="Bytes">Bytes of all that is in it, before compression.</param>
/// <param name="Damaged">Blobs that were no longer what they had been when the backup was made. They are in it as they
/// were; <c>verify</c> names what they concern. Always empty after a restore.</param>
public sealed record BackupSummary(string File, string Folder, int Blobs, long Bytes, IReadOnlyList<string> Damaged);

/// <summary>Backup and restore of a data folder of the embedded engine, as one zip with a SHA-256 of every file in it.
/// The hashes find damage; they do not prove who made the file.</summary>
public static partial class LocalBackup
{
    private const int BufferBytes = 128 * 1024;
    private const int Tries = 5;
    private static readonly string[] BlobFolders = ["statements", "proofs", "failure-screenshots"];

    /// <summary>Backs up while others read and write.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="file">The backup to be made; whole or absent, and for its owner only.</param>
    /// <param name="cancellation">Stops it; nothing is left behind.</param>
    /// <exception cref="StorageException">There is no data in the folder, a file of that name is there already, or the disk
    /// refused.</exception>
    public static async Task<BackupSummary> WriteAsync(string dataFolder, string file, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var (folder, path) = (Path.GetFullPath(dataFolder), Path.GetFullPath(file));
        if (!File.Exists(Path.Combine(folder, SqliteDatabase.FileName)))
            throw new StorageException("There is no data to back up", folder, "Name the data folder");
        if (File.Exists(path))
            throw new StorageException("There is a file already", path, "Name another, or remove it first");
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        using var database = SqliteDatabase.Open(folder);
        for (var attempt = 1; ; attempt++)
        {
            if (await TryWriteAsync(database, folder, path, cancellation).ConfigureAwait(false) is { } summary)
                return summary;
            if (attempt == Tries)
                throw new StorageException("Guests were erased again and again while the backup was made", path, "Try again when that has ended");
        }
    }

    /// <summary>One try; null when a guest was erased meanwhile.</summary>
    private static Task<BackupSummary?> TryWriteAsync(SqliteDatabase database, string folder, string path, CancellationToken cancellation) => DurableFiles.GuardAsync(path, async () =>
    {
        // A folder of a fixed name, so that what a crash leaves behind goes with the next try.
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

            // Blobs are immutable and are stored before the record that names them. So whatever the copy of the database
            // names was there when it was made, and copying the blobs after it, while others add more, is consistent. Only
            // erasing a guest takes blobs away, and says so in the log first: then this copy is neither whole nor wanted.
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

    /// <summary>Takes the key ring out of the copied database, its bytes included, and tells the erasures that the copy knows of.</summary>
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
                // One that is gone was erased, or was the note of one that was; the log tells, and is looked at afterwards.
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

    /// <summary>The blobs and their notes, by their places in the data folder.</summary>
    private static IEnumerable<string> BlobNames(string folder) => BlobFolders
        .Select(kind => Path.Combine(folder, "blobs", kind)).Where(Directory.Exists)
        .SelectMany(kind => Directory.EnumerateFiles(kind, "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
        // Temporary files of writes under way have other names.
        .Where(BackupManifest.IsOurs).Order(StringComparer.Ordinal);

    private static bool IsBlob(string name) => name.StartsWith("blobs/", StringComparison.Ordinal) && !name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Copies and hashes, no more than so many bytes and one.</summary>
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
