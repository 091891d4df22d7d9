using NodaTime;
using NodaTime.Testing;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>An engine for the contract tests. Each test creates one and disposes it.</summary>
public abstract class StorageEngine : IAsyncDisposable
{
    /// <summary>Moved by hand; starts at the current time, because AWS compares its own time with ours.</summary>
    public FakeClock Clock { get; } = new(SystemClock.Instance.GetCurrentInstant());

    public abstract Task<IRecordStore> RecordsAsync();

    public abstract Task<IWorkQueue> QueueAsync();

    public abstract Task<IProofStore> ProofsAsync();

    public abstract Task<ICredentialStore> CredentialsAsync();

    /// <summary>Lets time pass: with the clock if the engine uses ours, otherwise by waiting.</summary>
    public abstract Task PassAsync(Duration time);

    /// <summary>Changes a stored blob without the store.</summary>
    public abstract Task TamperAsync(ProofAddress address);

    public abstract ValueTask DisposeAsync();
}

/// <summary>SQLite and files in a temporary folder.</summary>
public sealed class LocalEngine : StorageEngine
{
    private readonly Lazy<SqliteDatabase> database;
    private readonly Lazy<LocalKeys> keys;

    public LocalEngine()
    {
        Folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
        database = new(() => SqliteDatabase.Open(Folder));
        keys = new(() => LocalKeys.Open(Folder));
    }

    public string Folder { get; }

    public SqliteDatabase Database => database.Value;

    public LocalKeys Keys => keys.Value;

    public FileProofLinks Links => new(Keys, Clock);

    public override Task<IRecordStore> RecordsAsync() => Task.FromResult<IRecordStore>(new SqliteRecordStore(Database, Clock));

    public override Task<IWorkQueue> QueueAsync() => Task.FromResult<IWorkQueue>(new SqliteWorkQueue(Database, Clock));

    public override Task<IProofStore> ProofsAsync() => Task.FromResult<IProofStore>(new FileProofStore(Folder, Links, Clock));

    public override Task<ICredentialStore> CredentialsAsync() => Task.FromResult<ICredentialStore>(new FileCredentialStore(Folder, Keys, Clock));

    public override Task PassAsync(Duration time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    public override Task TamperAsync(ProofAddress address) => File.AppendAllTextAsync(
        Path.Combine(Folder, "blobs", ProofAddress.FolderOf(address.Kind, address.Owner), address.Sha256[..2], address.Sha256),
        "0.00", TestContext.Current.CancellationToken);

    public override ValueTask DisposeAsync()
    {
        if (database.IsValueCreated) database.Value.Dispose();
        if (keys.IsValueCreated) keys.Value.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The base of all contracts: the engine, an owner and the test's cancellation.</summary>
public abstract class StorageContract<TEngine> : IAsyncDisposable
    where TEngine : StorageEngine, new()
{
    protected static OwnerId Owner { get; } = OwnerId.Parse("host-1");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected TEngine Engine { get; } = new();

    /// <summary>The mode of a file or folder; skips the test on systems without modes.</summary>
    protected static UnixFileMode ModeOf(string path)
    {
        if (!OperatingSystem.IsWindows()) return File.GetUnixFileMode(path);
        Assert.Skip("Windows has no file modes.");
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
