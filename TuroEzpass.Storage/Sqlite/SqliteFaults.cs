using Microsoft.Data.Sqlite;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>Says in a person's words what SQLite's error codes mean (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26;

    public static StorageException Translate(SqliteException error, string file)
    {
        var (what, remedy) = error.SqliteErrorCode switch
        {
            Full => ("The disk is full", "Free some space and try again; everything acknowledged so far is kept"),
            ReadOnly => ("The database can't be written", "Make the data folder and its files writable for this user, or choose another with --data"),
            CantOpen => ("The database can't be opened", "Check that the data folder exists, is writable for this user and is a folder"),
            Busy or Locked => ("The database stayed locked by another process", "End the other process, or wait until its work is done, and try again"),
            Corrupt or NotADatabase => ("The database is damaged", "Keep a copy of the file and restore the last backup"),
            IoError => ("The disk can't be read or written", "Check the disk and its free space; everything acknowledged so far is kept"),
            _ => ("The database answered with an error", "Try again; if it stays, report the error below"),
        };
        return new StorageException(what, file, $"{remedy}. SQLite says: {error.Message}", error);
    }
}
