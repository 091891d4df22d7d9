using System.Globalization;
using Microsoft.Data.Sqlite;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>The schema and its history. A released step is never changed; new steps are added at the end.</summary>
internal static class SqliteSchema
{
    /// <summary>"TEZP": marks the file as ours, so that no other program's database is mistaken for it.</summary>
    private const int ApplicationId = 0x54455A50;

    // Without rowid, the rows of a partition are stored together, which is how they are read. The body comes last so that
    // the short columns can be read without it. SQLite adds (pk, sk) to each index automatically.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE records (
            pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL,
            pk1 TEXT, sk1 TEXT, pk2 TEXT, sk2 TEXT, expires INTEGER, body BLOB NOT NULL,
            PRIMARY KEY (pk, sk)) STRICT, WITHOUT ROWID;
        CREATE INDEX records_1 ON records (pk1, sk1) WHERE pk1 IS NOT NULL;
        CREATE INDEX records_2 ON records (pk2, sk2) WHERE pk2 IS NOT NULL;
        CREATE INDEX records_expiry ON records (expires) WHERE expires IS NOT NULL;
        CREATE TABLE work (
            id TEXT NOT NULL PRIMARY KEY, kind INTEGER NOT NULL, body TEXT NOT NULL, sent_at INTEGER NOT NULL,
            visible_at INTEGER NOT NULL, tries INTEGER NOT NULL, receipt TEXT, dead INTEGER NOT NULL) STRICT;
        CREATE INDEX work_next ON work (kind, dead, visible_at);
        """,
    ];

    /// <summary>The version that this program writes.</summary>
    public static int Current => Steps.Length;

    /// <summary>Migrates the file to the current version, all steps in one transaction.</summary>
    /// <exception cref="StorageException">The file belongs to another program, or to a newer version of this one.</exception>
    public static void Migrate(SqliteConnection connection, string file)
    {
        Run(connection, "BEGIN IMMEDIATE");
        try
        {
            var version = Read(connection, "PRAGMA user_version");
            var application = Read(connection, "PRAGMA application_id");
            var ours = application == ApplicationId;
            if (!ours && (application != 0 || version != 0 || Read(connection, "SELECT count(*) FROM sqlite_schema") != 0))
                throw new StorageException("The file is another program's database", file, "Choose another data folder");
            if (version > Current)
            {
                throw new StorageException(
                    $"The database has schema {version}, but this program supports schemas up to {Current}", file,
                    "Use the newer version of TuroEzpass that created it. Nothing was changed");
            }
            for (var step = version; step < Current; step++) Run(connection, Steps[step]);
            if (!ours) Run(connection, $"PRAGMA application_id = {ApplicationId}");
            if (version < Current) Run(connection, $"PRAGMA user_version = {Current}");
            Run(connection, "COMMIT");
        }
        catch
        {
            SqliteSession.RollBack(connection);
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only SQL from this file is passed in.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static int Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only SQL from this file is passed in.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
