using Microsoft.Data.Sqlite;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    public SqliteSession(string file)
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
            Execute("PRAGMA cache_size = -8000");
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
            if (command.Parameters.Contains(name)) command.Parameters[name].Value = value ?? DBNull.Value;
            else command.Parameters.AddWithValue(name, value ?? DBNull.Value);
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
