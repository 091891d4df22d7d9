using Microsoft.Data.Sqlite;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>Explains SQLite's error codes (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26;

    public static StorageException Translate(SqliteException error, string file)
    {
        var (what, remedy) = error.SqliteErrorCode switch
        {
            Full => ("The disk is full", "Free some space and try again. Data that was saved before is safe"),
            ReadOnly => ("The database can't be written", "Make the data folder and its files writable for this user, or choose another with --data"),
            CantOpen => ("The database can't be opened", "Check that the data folder exists and is writable for this user"),
            Busy or Locked => ("The database is locked by another process", "Stop the other process, or wait until it has finished, then try again"),
            Corrupt or NotADatabase => ("The database is damaged", "Keep a copy of the file, then restore the last backup"),
            IoError => ("The disk can't be read or written", "Check the disk and its free space. Data that was saved before is safe"),
            _ => ("The database returned an error", "Try again. If it keeps happening, report the error below"),
        };
        return new StorageException(what, file, $"{remedy}. SQLite says: {error.Message}", error);
    }
}
