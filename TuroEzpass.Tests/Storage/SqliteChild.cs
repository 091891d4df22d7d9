using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>The second process of the tests of one file: counts up one item and takes messages, as the first does.</summary>
public static class SqliteChild
{
    public const string Verb = "sqlite-child";

    public static readonly RecordKey Counter = new("SYS#TEST", "counter");

    /// <summary>Adds one to the counter so many times, each with the version that it read, and then takes every message.
    /// Prints how often another process was first, and the messages.</summary>
    public static async Task<int> CountAsync(string folder, int rounds)
    {
        using var database = SqliteDatabase.Open(folder);
        Console.WriteLine("ready");
        var (conflicts, messages) = await CountAsync(database, rounds, CancellationToken.None);
        Console.WriteLine($"{conflicts} {string.Join(',', messages)}");
        return 0;
    }

    public static async Task<(int Conflicts, List<string> Messages)> CountAsync(SqliteDatabase database, int rounds, CancellationToken cancellation)
    {
        var store = new SqliteRecordStore(database, SystemClock.Instance);
        var queue = new SqliteWorkQueue(database, SystemClock.Instance);
        var conflicts = 0;
        for (var done = 0; done < rounds;)
        {
            var current = await store.GetAsync(Counter, cancellation);
            var next = BitConverter.GetBytes((current is null ? 0 : BitConverter.ToInt32(current.Body.Span)) + 1);
            var expected = current is null ? Expected.Nothing : Expected.VersionIs(current.Version);
            if (await store.PutAsync(new(Counter, next), expected, cancellation) is PutResult.Stored) done++;
            else conflicts++;
        }
        var messages = new List<string>();
        while (await queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromMinutes(1), cancellation: cancellation) is { } message)
        {
            messages.Add(message.Body);
            await queue.CompleteAsync(message, cancellation);
        }
        return (conflicts, messages);
    }
}
