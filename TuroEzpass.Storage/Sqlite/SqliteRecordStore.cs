using System.Runtime.InteropServices;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>Records in one table of the embedded database. Reads run immediately on the calling thread (they never wait for
/// the writer); writes go through the database's only writer.</summary>
/// <param name="database">The file.</param>
/// <param name="clock">For expiry and first versions.</param>
public sealed class SqliteRecordStore(SqliteDatabase database, IClock clock) : IRecordStore
{
    private const string Alive = "(expires IS NULL OR expires > $now)";
    private const string Columns = "pk, sk, version, pk1, sk1, pk2, sk2, expires, body";
    private const string Replace = "version = excluded.version, pk1 = excluded.pk1, sk1 = excluded.sk1, pk2 = excluded.pk2, "
        + "sk2 = excluded.sk2, expires = excluded.expires, body = excluded.body";
    private const string Insert = $"INSERT INTO records ({Columns}) VALUES ($pk, $sk, $version, $pk1, $sk1, $pk2, $sk2, $expires, $body) "
        + $"ON CONFLICT (pk, sk) DO UPDATE SET {Replace}";
    private const string InsertNew = $"{Insert} WHERE records.expires <= $now";
    private const string Update = "UPDATE records SET version = $version, pk1 = $pk1, sk1 = $sk1, pk2 = $pk2, sk2 = $sk2, "
        + $"expires = $expires, body = $body WHERE pk = $pk AND sk = $sk AND version = $expected AND {Alive}";
    private const string SelectOne = $"SELECT {Columns} FROM records WHERE pk = $pk AND sk = $sk AND {Alive}";
    private const string SelectVersion = $"SELECT version FROM records WHERE pk = $pk AND sk = $sk AND {Alive}";
    private const string DeleteOne = $"DELETE FROM records WHERE pk = $pk AND sk = $sk AND version = $expected AND {Alive}";
    private const string Purge = "DELETE FROM records WHERE (pk, sk) IN (SELECT pk, sk FROM records WHERE expires <= $now LIMIT 1000)";

    private const string Table = "records";

    private static readonly Duration BetweenPurges = Duration.FromHours(1);
    private long nextPurge;

    /// <inheritdoc />
    public int WritesUnderWay => 2000;

    private long NowSeconds => clock.GetCurrentInstant().ToUnixTimeSeconds();

    /// <inheritdoc />
    public Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
    {
        StorageLimits.Check(key);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read("get", Table, session =>
        {
            using var reader = session.Prepare(SelectOne, ("$pk", key.Partition), ("$sk", key.Sort), ("$now", NowSeconds)).ExecuteReader();
            return reader.Read() ? SqliteRecordQuery.Map(reader) : null;
        }));
    }

    /// <inheritdoc />
    public async Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default)
    {
        StorageLimits.Check(item);
        var now = clock.GetCurrentInstant();
        var creates = expected == Expected.Nothing;
        var version = creates ? RecordVersions.First(now) : expected.Version + 1;
        var result = await database.WriteAsync<PutResult>("put", Table, session =>
        {
            var rows = creates
                ? Put(session, InsertNew, item, version, ("$now", now.ToUnixTimeSeconds()))
                : Put(session, Update, item, version, ("$now", now.ToUnixTimeSeconds()), ("$expected", expected.Version));
            return rows == 1
                ? new PutResult.Stored(version)
                : new PutResult.Conflict(CurrentVersion(session, item.Key, now));
        }, item.Body.Length, cancellation).ConfigureAwait(false);
        PurgeWhenDue();
        return result;
    }

    /// <inheritdoc />
    public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default)
    {
        StorageLimits.Check(key);
        var expected = Expected.VersionIs(expectedVersion).Version;
        var now = clock.GetCurrentInstant();
        return database.WriteAsync<DeleteResult>("delete", Table, session =>
            session.Execute(DeleteOne, ("$pk", key.Partition), ("$sk", key.Sort), ("$expected", expected), ("$now", now.ToUnixTimeSeconds())) == 1
                ? new DeleteResult.Deleted()
                : CurrentVersion(session, key, now) is { } current ? new DeleteResult.Conflict(current) : new DeleteResult.Missing(),
            bytes: 0, cancellation);
    }

    /// <inheritdoc />
    public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default)
    {
        StorageLimits.Check(query);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read("query", Table, session => SqliteRecordQuery.Run(session, query, NowSeconds)));
    }

    /// <inheritdoc />
    public async Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default)
    {
        StorageLimits.Check(items);
        var version = RecordVersions.First(clock.GetCurrentInstant());
        await database.WriteAsync("put_batch", Table, session =>
        {
            foreach (var item in items) Put(session, Insert, item, version);
            return true;
        }, items.Sum(item => item.Body.Length), cancellation).ConfigureAwait(false);
        PurgeWhenDue();
    }

    private static long? CurrentVersion(SqliteSession session, RecordKey key, Instant now) =>
        (long?)session.Prepare(SelectVersion, ("$pk", key.Partition), ("$sk", key.Sort), ("$now", now.ToUnixTimeSeconds())).ExecuteScalar();

    private static int Put(SqliteSession session, string sql, RecordWrite item, long version, params ReadOnlySpan<(string, object?)> more)
    {
        session.Prepare(sql, more);
        return session.Execute(sql,
            ("$pk", item.Key.Partition), ("$sk", item.Key.Sort), ("$version", version),
            ("$pk1", item.Index1?.Partition), ("$sk1", item.Index1?.Sort), ("$pk2", item.Index2?.Partition), ("$sk2", item.Index2?.Sort),
            ("$expires", item.ExpiresAt?.ToUnixTimeSeconds()), ("$body", BytesOf(item.Body)));
    }

    /// <summary>The array itself if the body is one, as it usually is.</summary>
    private static byte[] BytesOf(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment is { Offset: 0, Array: { } whole } && segment.Count == whole.Length
            ? whole
            : body.ToArray();

    /// <summary>Deletes expired items, a thousand at a time, once an hour, in the background.</summary>
    private void PurgeWhenDue()
    {
        var now = NowSeconds;
        var due = Interlocked.Read(ref nextPurge);
        var next = now + (long)BetweenPurges.TotalSeconds;
        if (now < due || Interlocked.CompareExchange(ref nextPurge, next, due) != due) return;
        _ = database.WriteAsync(session => session.Execute(Purge, ("$now", now)), bytes: 0, CancellationToken.None)
            .ContinueWith(static purge => _ = purge.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
