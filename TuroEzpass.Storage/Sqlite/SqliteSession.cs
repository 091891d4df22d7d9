using Microsoft.Data.Sqlite;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    /// <summary>Opens the file.</summary>
    /// <param name="file">The file's full path.</param>
    /// <param name="cacheMegabytes">The size of this connection's cache.</param>
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
            // WAL: readers never wait for the writer. FULL: a confirmed write survives a power failure. The busy timeout
            // makes SQLite wait for another process's commit.
            Execute("PRAGMA busy_timeout = 10000");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
            // Overwrites replaced and deleted data with zeros. Without it, an erased guest's name would stay in the file's unused space.
            Execute("PRAGMA secure_delete = ON");
            // 32 MB of log before it is copied into the file: an import changes the same pages many times.
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

    /// <summary>The prepared statement for this SQL, with these parameter values. Each SQL is prepared once.</summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL is constant; every value is a parameter.
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

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Rolls back an open transaction, unless SQLite already has (as on a full disk).</summary>
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
            // There was no transaction; the error that led here is the one to report.
        }
    }

    public void Dispose()
    {
        foreach (var command in statements.Values) command.Dispose();
        connection.Dispose();
    }
}
