using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Sqlite;

/// <summary>Both queues in one table of the embedded database. Two workers, in one process or in two, never hold the same
/// message at the same time.</summary>
/// <param name="database">The file.</param>
/// <param name="clock">For delays and holds. Waiting for a message uses real time.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of messages and not a collection.")]
public sealed class SqliteWorkQueue(SqliteDatabase database, IClock clock) : IWorkQueue
{
    private const string Waiting = "kind = $kind AND dead = 0 AND visible_at <= $now";
    private const string AnyWaiting = $"SELECT EXISTS (SELECT 1 FROM work WHERE {Waiting})";
    private const string Bury = $"UPDATE work SET dead = 1, receipt = NULL WHERE {Waiting} AND tries >= $most";
    private const string Take = "UPDATE work SET tries = tries + 1, visible_at = $until, receipt = $receipt "
        + $"WHERE id = (SELECT id FROM work WHERE {Waiting} ORDER BY visible_at LIMIT 1) RETURNING id, body, tries";
    private const string Hold = "UPDATE work SET visible_at = $until WHERE id = $id AND receipt = $receipt AND visible_at > $now AND dead = 0";

    private const string Table = "work";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private long Now => clock.GetCurrentInstant().ToUnixTimeMilliseconds();

    /// <inheritdoc />
    public async Task<string> SendAsync(WorkKind kind, string body, Duration delay = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckMessage(body, delay);
        var id = Guid.NewGuid().ToString("N");
        var now = Now;
        await database.WriteAsync("send", Table, session => session.Execute(
            "INSERT INTO work (id, kind, body, sent_at, visible_at, tries, receipt, dead) VALUES ($id, $kind, $body, $now, $until, 0, NULL, 0)",
            ("$id", id), ("$kind", (int)kind), ("$body", body), ("$now", now), ("$until", now + (long)delay.TotalMilliseconds)),
            body.Length, cancellation).ConfigureAwait(false);
        return id;
    }

    /// <inheritdoc />
    public async Task<WorkMessage?> ReceiveAsync(WorkKind kind, Duration hold, Duration wait = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckReceive(hold, wait);
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            // Checking does not need the writer; only taking a message does.
            while (AnyFor(kind))
                if (await TakeAsync(kind, hold, cancellation).ConfigureAwait(false) is { } message) return message;
            var left = wait.ToTimeSpan() - Stopwatch.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return null;
            await Task.Delay(left < BetweenLooks ? left : BetweenLooks, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public Task<HoldResult> ExtendAsync(WorkMessage message, Duration hold, CancellationToken cancellation = default)
    {
        StorageLimits.CheckHold(hold);
        return HoldAsync(message, hold, cancellation);
    }

    /// <inheritdoc />
    public Task<HoldResult> CompleteAsync(WorkMessage message, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        // An expired hold is still good if no one else has taken the message: the work is done.
        return ChangeAsync("complete", session => session.Execute(
            "DELETE FROM work WHERE id = $id AND receipt = $receipt AND dead = 0", ("$id", message.Id), ("$receipt", message.Receipt)), cancellation);
    }

    /// <inheritdoc />
    public Task<HoldResult> GiveBackAsync(WorkMessage message, Duration delay = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckDelay(delay);
        return HoldAsync(message, delay, cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 100);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(database.Read<IReadOnlyList<DeadLetter>>("list_dead", Table, session =>
        {
            // A message without remaining tries is dead, even if no worker has moved it yet.
            using var reader = session.Prepare(
                "SELECT id, body, sent_at FROM work WHERE kind = $kind AND (dead = 1 OR (visible_at <= $now AND tries >= $most)) ORDER BY sent_at LIMIT $limit",
                ("$kind", (int)kind), ("$now", Now), ("$most", StorageLimits.MaxTries), ("$limit", limit)).ExecuteReader();
            var letters = new List<DeadLetter>();
            while (reader.Read())
                letters.Add(new DeadLetter(reader.GetString(0), reader.GetString(1), Instant.FromUnixTimeMilliseconds(reader.GetInt64(2))));
            return letters;
        }));
    }

    /// <inheritdoc />
    public Task<int> RedriveAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 100);
        var now = Now;
        return database.WriteAsync("redrive", Table, session => session.Execute(
            "UPDATE work SET dead = 0, tries = 0, receipt = NULL, visible_at = $now WHERE id IN (SELECT id FROM work WHERE kind = $kind "
            + "AND (dead = 1 OR (visible_at <= $now AND tries >= $most)) ORDER BY sent_at LIMIT $limit)",
            ("$kind", (int)kind), ("$now", now), ("$most", StorageLimits.MaxTries), ("$limit", limit)), bytes: 0, cancellation);
    }

    /// <summary>The number of messages that wait or are held, without dead letters; for monitoring.</summary>
    public int Count(WorkKind kind) => database.Read(session =>
        (int)(long)session.Prepare("SELECT count(*) FROM work WHERE kind = $kind AND dead = 0", ("$kind", (int)kind)).ExecuteScalar()!);

    private bool AnyFor(WorkKind kind) =>
        database.Read(session => (long)session.Prepare(AnyWaiting, ("$kind", (int)kind), ("$now", Now)).ExecuteScalar()! == 1);

    private Task<WorkMessage?> TakeAsync(WorkKind kind, Duration hold, CancellationToken cancellation)
    {
        var (now, receipt) = (Now, Guid.NewGuid().ToString("N"));
        return database.WriteAsync("receive", Table, session =>
        {
            session.Execute(Bury, ("$kind", (int)kind), ("$now", now), ("$most", StorageLimits.MaxTries));
            using var reader = session.Prepare(Take,
                ("$kind", (int)kind), ("$now", now), ("$until", now + (long)hold.TotalMilliseconds), ("$receipt", receipt)).ExecuteReader();
            return reader.Read() ? new WorkMessage(kind, reader.GetString(0), reader.GetString(1), reader.GetInt32(2), receipt) : null;
        }, bytes: 0, cancellation);
    }

    private Task<HoldResult> HoldAsync(WorkMessage message, Duration span, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var now = Now;
        return ChangeAsync("hold", session => session.Execute(Hold,
            ("$id", message.Id), ("$receipt", message.Receipt), ("$now", now), ("$until", now + (long)span.TotalMilliseconds)), cancellation);
    }

    private async Task<HoldResult> ChangeAsync(string operation, Func<SqliteSession, int> work, CancellationToken cancellation) =>
        await database.WriteAsync(operation, Table, work, bytes: 0, cancellation).ConfigureAwait(false) == 1 ? HoldResult.Done : HoldResult.Lost;
}
