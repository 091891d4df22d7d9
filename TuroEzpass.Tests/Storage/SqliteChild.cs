using System.Diagnostics;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>The second process for the tests that share one file: increments an item and receives messages, like the first process.</summary>
public static class SqliteChild
{
    public const string Verb = "sqlite-child";

    public const string StoreVerb = "sqlite-store";

    public static readonly RecordKey Counter = new("SYS#TEST", "counter");

    /// <summary>Starts the test program as a second process.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(SqliteChild).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Increments the counter this many times, each time with the version that it read, and then receives every message.
    /// Prints how often another process was faster, and the messages.</summary>
    public static async Task<int> CountAsync(string folder, int rounds)
    {
        using var database = SqliteDatabase.Open(folder);
        Console.WriteLine("ready");
        var (conflicts, messages) = await CountAsync(database, rounds, CancellationToken.None);
        Console.WriteLine($"{conflicts} {string.Join(',', messages)}");
        return 0;
    }

    /// <summary>Stores items one after the other, eight in parallel, and prints each number when its write is
    /// acknowledged, until this process is killed.</summary>
    public static async Task<int> StoreAsync(string folder)
    {
        using var database = SqliteDatabase.Open(folder);
        var store = new SqliteRecordStore(database, SystemClock.Instance);
        await Parallel.ForAsync(0, 1_000_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellation) =>
        {
            await store.PutAsync(new(new("SYS#CRASH", $"{Environment.ProcessId}-{number}"), new byte[500]), Expected.Nothing, cancellation);
            Console.WriteLine($"{Environment.ProcessId}-{number}");
        });
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
