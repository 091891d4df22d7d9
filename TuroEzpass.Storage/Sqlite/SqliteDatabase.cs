using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>The embedded store's database file: <c>turoezpass.db</c> in the data folder, readable only by its owner. One
/// thread of this process writes (see <see cref="SqliteWriter"/>); each reader has its own connection. Several processes may
/// open the file at once; SQLite's locks order their commits.</summary>
public sealed class SqliteDatabase : IDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "turoezpass.db";

    // Megabytes. With less, importing 100,000 rows with two indexes takes twice as long.
    private const int WriterCache = 64, ReaderCache = 8;

    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SqliteWriter writer;
    private volatile bool closed;

    private SqliteDatabase(string file, SqliteSession session)
    {
        File = file;
        writer = new SqliteWriter(session, file);
    }

    /// <summary>The file's full path.</summary>
    public string File { get; }

    /// <summary>Opens a data folder's database, and creates or migrates it if needed.</summary>
    /// <exception cref="StorageException">The folder can't be written, the disk is full, or the file is damaged, newer
    /// than this program or another program's.</exception>
    public static SqliteDatabase Open(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        var file = Path.Combine(Path.GetFullPath(dataFolder), FileName);
        DurableFiles.CreateFolder(Path.GetDirectoryName(file)!);
        DurableFiles.Guard(file, () =>
        {
            // Created by us and not by SQLite, to set its mode; SQLite gives its side files the same mode.
            if (!System.IO.File.Exists(file)) System.IO.File.Open(file, DurableFiles.Private(FileMode.OpenOrCreate)).Dispose();
        });
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(file, WriterCache);
            SqliteSchema.Migrate(session.Connection, file);
            return new SqliteDatabase(file, session);
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (error is SqliteException fault) throw SqliteFaults.Translate(fault, file);
            throw;
        }
    }

    /// <summary>Reads from a snapshot that no writer can change.</summary>
    internal T Read<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        SqliteSession? session = null;
        try
        {
            if (!readers.TryTake(out session)) session = new SqliteSession(File, ReaderCache);
            var result = work(session);
            if (closed) session.Dispose();
            else readers.Add(session);
            return result;
        }
        catch (Exception error)
        {
            // A failed session is not reused: a statement that was not read to the end would hold its snapshot.
            session?.Dispose();
            if (error is SqliteException fault) throw SqliteFaults.Translate(fault, File);
            throw;
        }
    }

    /// <summary>Reads, with a span.</summary>
    internal T Read<T>(string operation, string table, Func<SqliteSession, T> work)
    {
        using var span = StorageSpans.Sqlite(operation, table);
        try
        {
            return Read(work);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }

    /// <summary>Writes, with a span.</summary>
    internal Task<T> WriteAsync<T>(string operation, string table, Func<SqliteSession, T> work, int bytes, CancellationToken cancellation) =>
        StorageSpans.AreWanted ? WriteSpanAsync(operation, table, work, bytes, cancellation) : WriteAsync(work, bytes, cancellation);

    /// <summary>Writes; the task completes when the change is on disk. See <see cref="SqliteWriter.Run"/>.</summary>
    internal Task<T> WriteAsync<T>(Func<SqliteSession, T> work, int bytes, CancellationToken cancellation) =>
        writer.Run(work, bytes, cancellation);

    private async Task<T> WriteSpanAsync<T>(string operation, string table, Func<SqliteSession, T> work, int bytes, CancellationToken cancellation)
    {
        using var span = StorageSpans.Sqlite(operation, table);
        try
        {
            return await WriteAsync(work, bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }

    /// <summary>Copies a snapshot of the database into a new file that is complete or absent, while others read and write.
    /// For backups.</summary>
    /// <exception cref="StorageException">The file can't be written or already exists.</exception>
    public void CopyTo(string file)
    {
        var path = Path.GetFullPath(file);
        if (System.IO.File.Exists(path)) throw new StorageException("The file already exists", path, "Choose another name, or delete the file first");
        var temporary = path + ".part";
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            DurableFiles.Guard(path, () =>
            {
                System.IO.File.Open(temporary, DurableFiles.Private(FileMode.Create)).Dispose();
                Read(session =>
                {
                    try
                    {
                        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = temporary, Pooling = false }.ToString());
                        copy.Open();
                        session.Connection.BackupDatabase(copy);
                        return true;
                    }
                    catch (SqliteException fault)
                    {
                        throw SqliteFaults.Translate(fault, path);
                    }
                });
                using (var written = System.IO.File.Open(temporary, DurableFiles.Private(FileMode.OpenOrCreate))) written.Flush(flushToDisk: true);
                System.IO.File.Move(temporary, path, overwrite: false);
                DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
            });
        }
        finally
        {
            DurableFiles.DeleteQuietly(temporary);
        }
    }

    /// <summary>Merges the log into the file and empties it, so that it contains no earlier state of any item: needed for erasing
    /// guests. The last process that closes the file does the same.</summary>
    /// <returns>False if a reader of an earlier state prevented it; try again later.</returns>
    /// <exception cref="StorageException">The disk failed.</exception>
    public bool EmptyLog() => Read(session =>
    {
        using var reader = session.Prepare("PRAGMA wal_checkpoint(TRUNCATE)").ExecuteReader();
        return reader.Read() && reader.GetInt32(0) == 0;
    });

    /// <summary>Finishes pending writes and closes the file.</summary>
    public void Dispose()
    {
        if (closed) return;
        closed = true;
        writer.Dispose();
        while (readers.TryTake(out var session)) session.Dispose();
    }
}
