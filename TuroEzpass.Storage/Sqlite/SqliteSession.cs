using Microsoft.Data.Sqlite;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    /// <summary>Opens the file.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="cacheMegabytes">How much of it this connection may keep in memory.</param>
    public SqliteSession(string file, int cacheMegabytes)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false, // Sessions are pooled with their statements, see SqliteDatabase.
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            // WAL: readers never wait for the writer. FULL: an acknowledged write survives a power cut. The busy timeout
            // is SQLite's own fine-grained wait for another process's commit.
            Execute("PRAGMA busy_timeout = 10000");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            // What is replaced or deleted is overwritten with zeros: a guest who was erased is not left in unused space.
            Execute("PRAGMA secure_delete = ON");
            // 32 MB of log before it is copied into the file: an import touches the same pages again and again.
            Execute("PRAGMA wal_autocheckpoint = 8000");
            Execute($"PRAGMA cache_size = -{cacheMegabytes * 1000}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection Connection => connection;

    /// <summary>The statement of this text, prepared once, with these values for its parameters.</summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this engine; every value is a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            statements.Add(sql, command);
        }
        foreach (var (name, value) in values)
        {
            var place = command.Parameters.IndexOf(name);
            if (place < 0) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            else command.Parameters[place].Value = value ?? DBNull.Value;
        }
        return command;
    }

    /// <summary>Runs a statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Undoes an open transaction, if SQLite has not done so itself (as on a full disk).</summary>
    public static void RollBack(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // There was none to undo; the error that led here is the one to tell.
        }
    }

    public void Dispose()
    {
        foreach (var command in statements.Values) command.Dispose();
        connection.Dispose();
    }
}
