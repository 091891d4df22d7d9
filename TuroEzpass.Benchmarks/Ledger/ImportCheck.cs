using System.Globalization;
using Microsoft.Data.Sqlite;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Benchmarks.Ledger;

/// <summary>How fast a statement is imported, compared with the minimum for any program that stores the same.</summary>
internal static class ImportCheck
{
    private const string Columns = "pk, sk, version, pk1, sk1, pk2, sk2, expires, body";

    /// <summary>Measures with a host's files.</summary>
    public static Check Run(BulkFleet fleet)
    {
        var items = ItemsOf(fleet);
        var rows = fleet.Statement.Bytes.AsSpan().Count((byte)'\n') - 1;
        LedgerFolder? folder = null;
        Core.Ledger.OwnerLedger? ledger = null;
        try
        {
            var (import, bare) = Ratio.Measure(
                () => LedgerFolder.Result(ledger!.ImportStatementAsync(fleet.Statement.Name, fleet.Statement.Bytes, "bench")),
                () => InsertBare(items),
                prepare: () =>
                {
                    folder?.Dispose();
                    folder = new LedgerFolder();
                    ledger = folder.Open();
                    ImportTrips(ledger, fleet);
                });
            return Check.AtMost(
                $"import of {rows.ToString("#,0", CultureInfo.InvariantCulture)} rows / bare prepared inserts of the same bytes", import / bare, 5,
                $"{Check.Milliseconds(import)} against {Check.Milliseconds(bare)}: medians of interleaved runs. The import stores the original, and reads, stages, commits, decides and projects it into a ledger that has the trips and the fleet. "
                + $"The inserts store the same items and nothing else: {items.Count.ToString("#,0", CultureInfo.InvariantCulture)} items ({items.Sum(item => (long)((byte[])item[8]!).Length) / 1e6:0} MB of bodies) with their keys and index keys, "
                + "by one prepared statement in one transaction into a new file with the same table and indexes, WAL, synchronous=FULL.");
        }
        finally
        {
            folder?.Dispose();
        }
    }

    private static void ImportTrips(Core.Ledger.OwnerLedger ledger, BulkFleet fleet)
    {
        LedgerFolder.Result(ledger.ImportTripsAsync(fleet.Trips.Name, fleet.Trips.Bytes, "bench"));
        LedgerFolder.Result(ledger.ImportFleetAsync(fleet.FleetFile.Name, fleet.FleetFile.Bytes, "bench"));
    }

    /// <summary>The items that an import adds to the store.</summary>
    private static List<object?[]> ItemsOf(BulkFleet fleet)
    {
        using var folder = new LedgerFolder();
        var ledger = folder.Open();
        ImportTrips(ledger, fleet);
        var before = Read(folder.File).Select(Key).ToHashSet(StringComparer.Ordinal);
        LedgerFolder.Result(ledger.ImportStatementAsync(fleet.Statement.Name, fleet.Statement.Bytes, "bench"));
        return [.. Read(folder.File).Where(item => !before.Contains(Key(item)))];

        static string Key(object?[] item) => $"{item[0]} {item[1]} {item[2]}";
    }

    private static List<object?[]> Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM records";
        using var reader = command.ExecuteReader();
        var items = new List<object?[]>();
        while (reader.Read())
        {
            var item = new object[9];
            reader.GetValues(item);
            items.Add(item);
        }

        return items;
    }

    private static void InsertBare(List<object?[]> items)
    {
        using var folder = new LedgerFolder();
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO records ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)";
        for (var column = 0; column < 9; column++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${column}") });
        insert.Prepare();
        foreach (var item in items)
        {
            for (var column = 0; column < 9; column++)
                insert.Parameters[column].Value = item[column];
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constant SQL from this file is passed in.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
