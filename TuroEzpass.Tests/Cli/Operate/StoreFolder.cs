using Microsoft.Data.Sqlite;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Cli.Operate;

/// <summary>A data folder of the embedded engine, opened from outside the program.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly SqliteDatabase database;

    public StoreFolder(string folder)
    {
        Folder = folder;
        database = SqliteDatabase.Open(folder);
        Records = new SqliteRecordStore(database, SystemClock.Instance);
        Queue = new SqliteWorkQueue(database, SystemClock.Instance);
    }

    public string Folder { get; }

    public IRecordStore Records { get; }

    public SqliteWorkQueue Queue { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Imports a statement of one toll into an owner's ledger.</summary>
    public async Task ImportAsync(string owner, string file, string at)
    {
        var proofs = new FileProofStore(Folder, new FileProofLinks(LocalKeys.Open(Folder), SystemClock.Instance), SystemClock.Instance);
        var ledger = await OwnerLedger.OpenAsync(new LedgerHost(Records, proofs, SystemClock.Instance, "a test", _ => true), OwnerId.Parse(owner), Cancel);
        await ledger.ImportStatementAsync(file, System.Text.Encoding.UTF8.GetBytes($"{Rows.NjHeader}\n{Rows.Nj(at)}\n"), "a test", cancellation: Cancel);
    }

    /// <summary>The number of items whose key contains a text.</summary>
    public static long CountKeys(string folder, string like)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, SqliteDatabase.FileName), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM records WHERE (pk LIKE $like OR sk LIKE $like OR CAST(body AS TEXT) LIKE $like) AND expires IS NULL";
        count.Parameters.AddWithValue("$like", like);
        return (long)count.ExecuteScalar()!;
    }

    public void Dispose() => database.Dispose();
}
