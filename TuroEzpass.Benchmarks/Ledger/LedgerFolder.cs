using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Benchmarks.Ledger;

/// <summary>The embedded store in a temporary folder.</summary>
internal sealed class LedgerFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("turoezpass-bench-");
    private readonly SqliteDatabase database;
    private readonly LocalKeys keys;

    public LedgerFolder()
    {
        database = SqliteDatabase.Open(folder.FullName);
        keys = LocalKeys.Open(folder.FullName);
        Records = new SqliteRecordStore(database, SystemClock.Instance);
    }

    public static OwnerId Owner { get; } = OwnerId.Parse("host-1");

    public IRecordStore Records { get; }

    /// <summary>The database file.</summary>
    public string File => database.File;

    /// <summary>Moves everything from the log into the database file.</summary>
    public void EmptyLog()
    {
        if (!database.EmptyLog())
            throw new InvalidOperationException("A reader kept the log from being emptied.");
    }

    public OwnerLedger Open() => Open(Records);

    /// <summary>Opens a ledger through a store that wraps the folder's own.</summary>
    public OwnerLedger Open(IRecordStore records) => Result(OwnerLedger.OpenAsync(
        new LedgerHost(records, new FileProofStore(folder.FullName, new FileProofLinks(keys, SystemClock.Instance), SystemClock.Instance), SystemClock.Instance, "bench", _ => true), Owner));

    /// <summary>Blocks until the result is there: the whole time is measured on one thread.</summary>
    public static T Result<T>(Task<T> task) => task.GetAwaiter().GetResult();

    public void Dispose()
    {
        database.Dispose();
        keys.Dispose();
        folder.Delete(recursive: true);
    }
}
